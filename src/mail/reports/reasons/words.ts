import { withoutAddresses } from '../addresses.ts'
import type { Reason } from '../verdict.ts'
import { reasonWords } from './reason-words.ts'

/** How far apart the two halves of a phrase with a gap may stand, in characters. */
const GAP = 60
/** Characters of words that are compared; refusals are short. */
const MOST = 2_500

/** Phrases are looked for only where their first letters stand anywhere in the words: eight times faster. */
const KEY = 4

interface Phrase {
  reason: Reason
  pieces: readonly string[]
  key: string
}

const phrases: readonly Phrase[] = reasonWords.flatMap(({ reason, phrases }) =>
  phrases.map((phrase) => ({ reason, pieces: phrase.split(' … '), key: phrase.split(' … ')[0]?.slice(0, KEY) ?? '' })),
)

/** Codes that a server repeats on each line of its answer; mail systems wrap the lines anew and leave them in mid-sentence. */
const REPEATED_CODE = /(?<=[\s>])[45]\d\d[ -](?:\d\.\d{1,3}\.\d{1,3} {1,2})?(?=[a-z])/g

/** The words as the tables spell them: lower case, blanks run together, addresses as `@`. */
export function plainWords(words: string): string {
  return withoutAddresses(words.slice(0, MOST).replace(REPEATED_CODE, ' '))
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\s+/g, ' ')
}

/** The first reason of the tables that the words name; null when they name none. Linear in words times phrases. */
export function reasonInWords(words: string): Reason | null {
  const plain = plainWords(words)
  if (plain.trim() === '') return null
  const keys = new Set<string>()
  for (let at = 0; at < plain.length; at += 1) keys.add(plain.slice(at, at + KEY))
  return phrases.find(({ key, pieces }) => (key.length < KEY || keys.has(key)) && says(plain, pieces))?.reason ?? null
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
