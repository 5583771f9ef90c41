export type LetterState = 'queued' | 'sending' | 'accepted' | 'undeliverable'

/** The state each state may be followed by. `sending → sending`: the process died, and another sends the same letter. */
export const letterTransitions = {
  queued: ['sending'],
  sending: ['sending', 'queued', 'accepted', 'undeliverable'],
  accepted: [],
  undeliverable: [],
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
export type UndeliverableClass = 'dead' | 'given_up' | 'own_fault'

/** Wordings of servers that give no enhanced status code (RFC 3463), docomo's and SoftBank's among them. */
const NOBODY_THERE =
  /unknown user|user unknown|no such user|does ?n[o']t exist|invalid recipient|mailbox unavailable|unrouteable/i

/**
 * Reads a server's final refusal. 5.1.x except the sender's own 5.1.7 and 5.1.8: no such address. 5.2.x: the mail box
 * is full or closed. Anything else (policy, content, size, relaying) is a fault of ours and never held against a customer.
 */
export function classifyRefusal(answer: string): UndeliverableClass {
  const code = /\b5\.(\d{1,3})\.(\d{1,3})\b/.exec(answer)
  if (code === null) return NOBODY_THERE.test(answer) ? 'dead' : 'own_fault'
  const [subject, detail] = [Number(code[1]), Number(code[2])]
  if (subject === 1) return detail === 7 || detail === 8 ? 'own_fault' : 'dead'
  if (subject === 4 && detail === 4) return 'dead'
  if (subject === 2) return 'given_up'
  return subject === 0 && NOBODY_THERE.test(answer) ? 'dead' : 'own_fault'
}
