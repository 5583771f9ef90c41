import type { RecipientClass } from './reports/index.ts'

export type LetterState = 'queued' | 'sending' | 'accepted' | 'undeliverable' | 'held'

/**
 * The state each state may be followed by. `sending → sending`: the process died, and another sends the same letter.
 * `accepted → undeliverable`: it came back later; so it may while it waits for another try, when a former one was taken.
 */
export const letterTransitions = {
  queued: ['sending', 'undeliverable'],
  sending: ['sending', 'queued', 'accepted', 'undeliverable'],
  accepted: ['undeliverable'],
  undeliverable: [],
  held: [],
} as const satisfies Record<LetterState, readonly LetterState[]>

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Waits after the 1st, 2nd, … try that was put off; together 72 hours, in which every provider's long outage ends. */
const WAITS_MS = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
  12 * HOUR,
  12 * HOUR,
  12 * HOUR,
  8 * HOUR + 39 * MINUTE,
]

/** How long a letter waits after this many tries, in milliseconds; null when it is given up. */
export function nextTryInMs(attempts: number): number | null {
  return WAITS_MS[attempts - 1] ?? null
}

/** Whose fault a letter is that did not arrive: a dead address, an unreachable mail box, or ours. */
export type UndeliverableClass = Exclude<RecipientClass, 'notice'>
