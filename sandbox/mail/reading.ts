import PostalMime, { type Email } from 'postal-mime'
import { nameAndAddress } from './mailbox.ts'
import type { ReturnedMessage } from './returns.ts'

/** A list of messages must stay cheap, whatever their headers and bodies weigh. */
const longestHeaders = 64 * 1024
const longestRead = 1024 * 1024

export type Heading = { subject: string; from: string }

/** What a list says of a message that came back; empty words where nobody could read them. */
export async function headingOf({ raw }: ReturnedMessage): Promise<Heading> {
  const end = raw.indexOf('\r\n\r\n')
  const parsed = await parsedOf(raw.subarray(0, Math.min(end < 0 ? raw.length : end + 2, longestHeaders)))
  return { subject: parsed?.subject ?? '', from: parsed?.from ? nameAndAddress(parsed.from) : '' }
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
