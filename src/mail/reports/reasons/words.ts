import { withoutAddresses } from '../addresses.ts'
import type { Reason } from '../verdict.ts'
import { reasonWords } from './reason-words.ts'

/** How far apart the two halves of a phrase with a gap may stand, in characters. */
const GAP = 60
/** Characters of words that are compared; refusals are short. */
const MOST = 2_500

interface Phrase {
  reason: Reason
  pieces: readonly string[]
}

const phrases: readonly Phrase[] = reasonWords.flatMap(({ reason, phrases }) =>
  phrases.map((phrase) => ({ reason, pieces: phrase.split(' … ') })),
)

/** The words as the tables spell them: lower case, blanks run together, addresses as `@`. */
export function plainWords(words: string): string {
  return withoutAddresses(words.slice(0, MOST)).toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ')
}

/** The first reason of the tables that the words name; null when they name none. Linear in words times phrases. */
export function reasonInWords(words: string): Reason | null {
  const plain = plainWords(words)
  if (plain.trim() === '') return null
  return phrases.find(({ pieces }) => says(plain, pieces))?.reason ?? null
}

function says(plain: string, pieces: readonly string[]): boolean {
  const [first = '', ...rest] = pieces
  let at = plain.indexOf(first)
  if (at < 0) return false
  at += first.length
  for (const piece of rest) {
    const next = plain.indexOf(piece, at)
    if (next < 0 || next - at > GAP) return false
    at = next + piece.length
  }
  return true
}
