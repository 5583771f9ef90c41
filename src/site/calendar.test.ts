import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, dayIn, formatDay, formatInstant, instantOf } from './calendar.ts'

describe('the shop’s days', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2026-11-23', 1, '2026-12-23'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2100-01-30', 1, '2100-02-28'],
  ])('%s and %i months is %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected)
  })

  it.each([
    ['2026-12-28', 7, '2027-01-04'],
    ['2028-02-28', 2, '2028-03-01'],
  ])('%s and %i days is %s', (day, days, expected) => {
    expect(addDays(day, days)).toBe(expected)
  })

  it('counts months as the calendar does, from any anchor', () => {
    const anchors = fc.tuple(
      fc.integer({ min: 2000, max: 2100 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    fc.assert(
      fc.property(anchors, fc.integer({ min: 0, max: 600 }), ([year, month, date], months) => {
        const expected = new Date(Date.UTC(year, month - 1 + months, date)).toISOString().slice(0, 10)
        const day = new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10)
        return addMonths(day, months) === expected
      }),
    )
  })

  it('asks the shop’s time zone which day it is', () => {
    const instant = new Date('2026-11-22T15:30:00Z')
    expect(dayIn('Asia/Tokyo', instant)).toBe('2026-11-23')
    expect(dayIn('America/New_York', instant)).toBe('2026-11-22')
  })

  it('writes days and instants as people read them', () => {
    expect(formatDay('2026-12-01')).toBe('2026年12月1日')
    expect(formatInstant('Asia/Tokyo', new Date('2026-11-23T05:05:00Z'))).toBe('2026/11/23 14:05')
  })

  it('throws on what is not a day', () => {
    expect(() => formatDay('tomorrow')).toThrow('not a calendar day')
  })
})

describe('an hour of a day', () => {
  it.each([
    ['Asia/Tokyo', '2026-12-01', 9, '2026-12-01T00:00:00.000Z'],
    ['Asia/Tokyo', '2026-12-01', 0, '2026-11-30T15:00:00.000Z'],
    // The clocks skip 2 o'clock, and 1 o'clock comes twice.
    ['America/New_York', '2027-03-14', 2, '2027-03-14T07:00:00.000Z'],
    ['America/New_York', '2027-11-07', 1, '2027-11-07T05:00:00.000Z'],
    ['Europe/Berlin', '2027-03-28', 9, '2027-03-28T07:00:00.000Z'],
  ])('in %s on %s at %i is %s', (timeZone, day, hour, instant) => {
    expect(instantOf(timeZone, day, hour).toISOString()).toBe(instant)
  })

  it('is on that day, counted back', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01')
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31')
  })
})
