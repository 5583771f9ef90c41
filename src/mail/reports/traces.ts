import { firstAddressIn } from './addresses.ts'
import { bounds, oneLine } from './bounds.ts'
import { decodedWords } from './charset.ts'
import { allOf, type Headers, header, readHeaders } from './headers.ts'
import type { Opened } from './parts.ts'
import type { Traces } from './verdict.ts'

const LETTER_TYPES = new Set([
  'message/rfc822',
  'text/rfc822-headers',
  'message/rfc822-headers',
  'message/global',
  'message/global-headers',
  'text/rfc822',
  'message/partial',
])

/** The headers in which a token of ours may stand. */
export function tracesOf(headers: Headers): Traces {
  const value = (name: string) => header(headers, name)?.slice(0, bounds.line) ?? null
  const extra: Record<string, string> = {}
  for (const field of headers.list) {
    if (!field.name.startsWith('x-') && !field.name.startsWith('feedback-') && !field.name.startsWith('list-')) continue
    if (Object.keys(extra).length >= bounds.extraHeaders) break
    extra[field.name] ??= field.value.slice(0, bounds.line)
  }
  const subject = header(headers, 'subject')
  return {
    messageId: value('message-id'),
    inReplyTo: value('in-reply-to'),
    references: (value('references') ?? '').match(/<[^<>\s]{1,250}>/g)?.slice(0, 20) ?? [],
    returnPath: value('return-path'),
    from: value('from'),
    to: value('to'),
    deliveredTo: [
      ...allOf(headers, 'delivered-to'),
      ...allOf(headers, 'x-original-to'),
      ...allOf(headers, 'envelope-to'),
    ]
      .slice(0, 10)
      .map((text) => text.slice(0, bounds.line)),
    subject: subject === null ? null : oneLine(decodedWords(subject)),
    extra,
  }
}

/** The headers of the letter that a message gives back: as a part of its own, or after a line of dashes in `returned`. */
export function letterHeaders(opened: Opened, returned: string): Headers | null {
  for (const part of opened.parts) {
    if (!LETTER_TYPES.has(part.type)) continue
    const { headers } = readHeaders(part.bytes.replace(/^\n+/, ''))
    if (headers.list.length > 0) return headers
  }
  if (returned === '') return null
  const { headers } = readHeaders(returned.replace(/^[\n\s]+/, ''))
  return headers.list.length > 0 ? headers : null
}

/** To whom the letter had gone: its own `To`, where the report names nobody. */
export function addresseeOf(letter: Headers | null): string | null {
  if (letter === null) return null
  for (const name of [
    'x-failed-recipients',
    'x-rcpt-to',
    'envelope-to',
    'x-envelope-to',
    'to',
    'delivered-to',
    'x-original-to',
  ]) {
    const found = firstAddressIn(header(letter, name) ?? '')
    if (found !== null) return found
  }
  return null
}
