import { expect, it } from 'vitest'
import { startOfDay } from './start-of-day.ts'

it.each([
  ['Asia/Tokyo', '2026-11-23T14:59:59Z', '2026-11-23', '2026-11-22T15:00:00.000Z'],
  ['Asia/Tokyo', '2026-11-23T15:00:00Z', '2026-11-24', '2026-11-23T15:00:00.000Z'],
  ['UTC', '2026-11-23T00:00:00Z', '2026-11-23', '2026-11-23T00:00:00.000Z'],
  // Summer time begins at 02:00 and ends at 02:00 of these days, so that midnight has the offset of the day before.
  ['America/New_York', '2026-03-08T20:00:00Z', '2026-03-08', '2026-03-08T05:00:00.000Z'],
  ['America/New_York', '2026-11-01T20:00:00Z', '2026-11-01', '2026-11-01T04:00:00.000Z'],
  // Clocks went from 24:00 straight to 01:00: there was no midnight.
  ['America/Santiago', '2026-09-06T20:00:00Z', '2026-09-06', '2026-09-06T04:00:00.000Z'],
])('in %s the day of %s is %s and began at %s', (timeZone, now, day, start) => {
  const result = startOfDay(new Date(now), timeZone)
  expect([result.day, result.start.toISOString()]).toEqual([day, start])
})
