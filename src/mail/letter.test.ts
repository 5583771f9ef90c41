import { expect, it } from 'vitest'
import { nextTryInMs } from './letter.ts'

it('tries for 72 hours, then gives up', () => {
  const waits: number[] = []
  for (let attempts = 1; nextTryInMs(attempts) !== null; attempts++) waits.push(nextTryInMs(attempts) ?? 0)
  expect(waits.slice(0, 4)).toEqual([60_000, 300_000, 900_000, 3_600_000])
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(72 * 3_600_000)
})
