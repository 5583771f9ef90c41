import { expect, it } from 'vitest'
import { batchesOf, MOST_MESSAGES } from './batches.ts'

const uids = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const counts = (count: number, size: number | undefined) => {
  const sizes = new Map(size === undefined ? [] : uids(count).map((uid) => [uid, size]))
  const batches = batchesOf(uids(count), sizes)
  expect(batches.flat()).toEqual(uids(count))
  return batches.map(({ length }) => length)
}

it('cuts by number, and by size as far as it is fetched', () => {
  expect(counts(0, 1)).toEqual([])
  expect(counts(MOST_MESSAGES * 2 + 1, 1_000)).toEqual([MOST_MESSAGES, MOST_MESSAGES, 1])
  expect(counts(10, 900_000)).toEqual([4, 4, 2])
  expect(counts(10, 30_000_000)).toEqual([4, 4, 2])
})

it('takes a message of unknown size for a large one', () => {
  expect(counts(5, undefined)).toEqual([4, 1])
})
