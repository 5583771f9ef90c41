import { addDays, type Day } from '../site/index.ts'
import type { UndeliverableClass } from './letter.ts'
import { mayMeanRefusal } from './reports/index.ts'

/** How a letter to an address ended, oldest first in a history. Faults of our own do not stand in one. */
export interface LetterEnd {
  kind: 'arrived' | Exclude<UndeliverableClass, 'own_fault'>
  /** The shop's calendar day on which it was known. */
  day: Day
}

/** Within so many days, so many letters given up, on so many different days. */
const GIVEN_UP = { days: 30, letters: 5, differentDays: 3 } as const

/**
 * Whether letters to an address stop, by how the latest of them ended: dead once (carriers: on two different days), or
 * given up five times in thirty days on three different days. Whatever arrives begins the count anew.
 */
export function stopsLetters(address: string, history: readonly LetterEnd[], today: Day): boolean {
  const lastArrival = history.findLastIndex(({ kind }) => kind === 'arrived')
  const failures = history.slice(lastArrival + 1)
  const deadDays = daysOf(failures.filter(({ kind }) => kind === 'dead'))
  if (deadDays >= (mayMeanRefusal(address) ? 2 : 1)) return true
  const oldest = addDays(today, -GIVEN_UP.days)
  const recent = failures.filter(({ day }) => day > oldest)
  return recent.length >= GIVEN_UP.letters && daysOf(recent) >= GIVEN_UP.differentDays
}

function daysOf(ends: readonly LetterEnd[]): number {
  return new Set(ends.map(({ day }) => day)).size
}
