import { describe, expect, it } from 'vitest'
import { classifyRefusal, nextTryInMs } from './letter.ts'

describe('whose fault a refused letter is', () => {
  it.each([
    ['550 5.1.1 The email account that you tried to reach does not exist', 'dead'],
    ['550 5.1.1 <x@docomo.ne.jp>: Recipient address rejected: Unknown user', 'dead'],
    ['550 Unknown user hanako@docomo.ne.jp', 'dead'],
    ['550 Invalid recipient: <hanako@softbank.ne.jp>', 'dead'],
    ['550 5.4.4 Unable to route: no mail hosts for domain', 'dead'],
    ['550 5.0.0 User unknown', 'dead'],
    ['552 5.2.2 Over quota', 'given_up'],
    ['550 5.7.26 This mail has been blocked because the sender is unauthenticated', 'own_fault'],
    ['550 5.1.8 Sender address rejected', 'own_fault'],
    ['554 5.3.0 Internal server error', 'own_fault'],
    ['550 relaying denied', 'own_fault'],
  ])('%s: %s', (answer, expected) => {
    expect(classifyRefusal(answer)).toBe(expected)
  })
})

it('tries for 72 hours, then gives up', () => {
  const waits: number[] = []
  for (let attempts = 1; nextTryInMs(attempts) !== null; attempts++) waits.push(nextTryInMs(attempts) ?? 0)
  expect(waits.slice(0, 4)).toEqual([60_000, 300_000, 900_000, 3_600_000])
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(72 * 3_600_000)
})
