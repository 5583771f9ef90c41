import { describe, expect, it } from 'vitest'
import { dayBefore, formatExactly, formatSpan, formatTime, instantOf, localTimeOf, startOfDay } from './time.ts'

describe('times on screens', () => {
  it('stand in the shop’s time zone', () => {
    expect(formatTime('2026-11-23T05:05:09.120Z', 'Asia/Tokyo')).toBe('2026/11/23 14:05')
    expect(formatTime('2026-11-22T15:00:00Z', 'Asia/Tokyo')).toBe('2026/11/23 00:00')
    expect(formatTime('2026-11-23T05:05:09Z', 'America/New_York')).toBe('2026/11/23 00:05')
    expect(formatExactly('2026-11-23T05:05:09Z', 'Asia/Tokyo')).toBe('2026/11/23 14:05:09')
  })

  it('say how long something took', () => {
    expect(formatSpan('2026-11-23T05:05:09.000Z', '2026-11-23T05:05:09.350Z')).toBe('350ミリ秒')
    expect(formatSpan('2026-11-23T05:05:09.000Z', '2026-11-23T05:05:10.240Z')).toBe('1.2秒')
    expect(formatSpan('2026-11-23T05:05:00.000Z', '2026-11-23T05:08:20.000Z')).toBe('3分20秒')
  })

  it('are typed by the shop’s wall clock', () => {
    expect(instantOf('2026-11-23T14:05', 'Asia/Tokyo')).toBe('2026-11-23T05:05:00.000Z')
    expect(instantOf('2026-07-01T08:00', 'America/New_York')).toBe('2026-07-01T12:00:00.000Z')
    expect(localTimeOf('2026-11-23T05:05:09Z', 'Asia/Tokyo')).toBe('2026-11-23T14:05')
  })

  it('begin a day at the zone’s midnight, also when the clocks change', () => {
    expect(startOfDay('2026-11-23', 'Asia/Tokyo')).toBe('2026-11-22T15:00:00.000Z')
    expect(startOfDay('2026-11-23', 'Asia/Tokyo', 1)).toBe('2026-11-23T15:00:00.000Z')
    expect(startOfDay('2026-03-08', 'America/New_York')).toBe('2026-03-08T05:00:00.000Z')
    expect(startOfDay('2026-03-08', 'America/New_York', 1)).toBe('2026-03-09T04:00:00.000Z')
  })
})

it.each([
  ['2026-12-01', '2026-11-30'],
  ['2028-03-01', '2028-02-29'],
  ['2027-01-01', '2026-12-31'],
])('before %s comes %s', (day, before) => {
  expect(dayBefore(day)).toBe(before)
})
