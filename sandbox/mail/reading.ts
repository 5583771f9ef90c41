import PostalMime, { type Email } from 'postal-mime'
import { nameAndAddress } from './mailbox.ts'
import type { ReturnedMessage } from './returns.ts'

/** A list of messages must stay cheap, whatever their headers and bodies weigh. */
const longestGlance = 64 * 1024
const longestRead = 1024 * 1024

export type Heading = {
  subject: string
  from: string
  /** How its words begin, where a server names the recipient if it does. */
  excerpt: string
}

/** What a list says of a message that came back; empty words where nobody could read them. */
export async function headingOf({ raw }: ReturnedMessage): Promise<Heading> {
  const parsed = await parsedOf(raw.subarray(0, longestGlance))
  const text = parsed?.text ?? ''
  const named = Math.max(text.search(/^<[^<>\s]+@[^<>\s]+>/m), 0)
  return {
    subject: parsed?.subject ?? '',
    from: parsed?.from ? nameAndAddress(parsed.from) : '',
    excerpt: text
      .slice(named, named + 200)
      .replace(/\s+/g, ' ')
      .trim(),
  }
}

/** What people read of a message that came back: its first megabyte, without the letter that it gives back. */
export async function textOf({ raw }: ReturnedMessage): Promise<string> {
  const parsed = await parsedOf(raw.subarray(0, longestRead))
  return parsed?.text ?? ''
}

async function parsedOf(raw: Buffer): Promise<Email | null> {
  // Anything may be put into the box by hand, and the parser throws at what it finds hostile.
  return PostalMime.parse(raw, { forceRfc822Attachments: true }).catch(() => null)
}
