import { randomInt } from 'node:crypto'

/*
 * The 振込番号 that a customer types before the own name as 振込名義. Digits only: the form of a bank takes katakana and
 * digits, folds everything else, and cuts off after some twenty characters. Eight of them: 9,000,000 numbers, so that a
 * shop that expects hundreds of thousands of transfers still draws a free one, and few enough to be copied from a letter.
 * Never a 0 in front, which spreadsheets drop. The last is a check digit (H. M. Damm's quasigroup): it finds every wrong
 * digit and every two that changed places, so that a slip of the finger is nobody else's number.
 */

const DAMM = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const

const REFERENCE = /^[1-9]\d{7}$/

/** A random reference; the column is unique, and a taken one is drawn again. */
export function newTransferReference(random: (from: number, before: number) => number = randomInt): string {
  const digits = String(random(1_000_000, 10_000_000))
  return `${digits}${checkDigit(digits)}`
}

/** Whether a text is a reference, its check digit included. */
export function isTransferReference(text: string): boolean {
  return REFERENCE.test(text) && checkDigit(text) === 0
}

/** Every reference that stands in a text: alone, or run together with other digits by a bank's form. */
export function referencesIn(text: string): string[] {
  const found = new Set<string>()
  for (const [digits] of text.normalize('NFKC').matchAll(/\d{8,}/g)) {
    for (let from = 0; from + 8 <= digits.length; from++) {
      const part = digits.slice(from, from + 8)
      if (isTransferReference(part)) found.add(part)
    }
  }
  return [...found]
}

/** 0 for digits that end in their check digit. */
function checkDigit(digits: string): number {
  let state = 0
  for (const digit of digits) state = DAMM[state]?.[Number(digit)] ?? 0
  return state
}
