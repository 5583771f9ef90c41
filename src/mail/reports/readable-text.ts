import { bounds, linesOf } from './bounds.ts'
import { decodedWords } from './charset.ts'
import { type Headers, readHeaders } from './headers.ts'
import { openMessage, type Part, wordsOf } from './parts.ts'
import { textFrom } from './raw-text.ts'
import { splitReturned } from './returned.ts'

/** Characters that a person is shown. */
const LONGEST = 100_000

const LETTER_LEFT_OUT = '[戻ってきたメールの本文は省略しています]'

/**
 * A message in a form that people read: its headers, then the parts that are text, transfer encodings and charsets undone.
 * Of a letter that it gives back the headers only: its links are the customer's keys, and in another encoding nobody could
 * see which words have to be hidden.
 */
export function readableText(raw: Uint8Array): string {
  const opened = openMessage(textFrom(raw))
  const cut = opened.cut || raw.byteLength >= bounds.message ? ['[以下省略]'] : []
  return [headerLines(opened.headers), ...opened.parts.map(readablePart), ...cut].join('\n\n').slice(0, LONGEST)
}

function readablePart(part: Part): string {
  if (isLetter(part)) return letterText(part.bytes)
  if (!part.type.startsWith('text/') && !part.type.startsWith('message/')) return `[${part.type}]`
  const { words, returned } = splitReturned(linesOf(wordsOf(part).replace(/\r/g, '')))
  return [words.join('\n').trim(), ...(returned === '' ? [] : [letterText(returned)])].join('\n\n')
}

function isLetter({ type }: Part): boolean {
  return type.includes('rfc822') || type.startsWith('message/global') || type === 'message/partial'
}

function letterText(letter: string): string {
  return `${headerLines(readHeaders(letter.replace(/^\s+/, '')).headers)}\n\n${LETTER_LEFT_OUT}`
}

function headerLines({ list }: Headers): string {
  return list.map(({ name, value }) => `${name}: ${decodedWords(value)}`).join('\n')
}
