import { bounds, linesOf } from './bounds.ts'
import type { Opened, Part } from './parts.ts'
import { wordsOf } from './parts.ts'
import { splitReturned } from './returned.ts'

/** What a mail system says in words, and what it gives back of the letter in the same text. */
export interface HumanText {
  lines: string[]
  text: string
  returned: string
}

/** Reads the parts that stand before the returned letter. HTML only when there is nothing plain. */
export function humanText(opened: Opened): HumanText {
  const before = partsBeforeLetter(opened.parts)
  const plain = before.filter(
    ({ type }) => type === 'text/plain' || type === 'text/x-plain' || type === 'text/enriched',
  )
  const words = plain.map(wordsOf)
  const chosen = words.join('').trim() === '' ? before.filter(({ type }) => type === 'text/html').map(wordsOf) : words
  const { words: lines, returned } = splitReturned(linesOf(chosen.join('\n\n').replace(/\r/g, '')))
  return { lines, text: lines.join('\n').slice(0, bounds.text), returned }
}

/** Text parts up to the letter. Where the letter stands first, all of them. */
function partsBeforeLetter(parts: readonly Part[]): Part[] {
  const letter = parts.findIndex(({ type }) => type.startsWith('message/rfc822') || type.includes('rfc822-headers'))
  const before = letter > 0 ? parts.slice(0, letter) : parts
  return before.filter(({ type }) => type.startsWith('text/') && !type.includes('rfc822')).slice(0, 6)
}
