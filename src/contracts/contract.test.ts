import { expect, it } from 'vitest'
import { nextChargeOn, termStart, termsFrom } from './contract.ts'

it('counts every term from the anchor', () => {
  const terms = termsFrom('2027-10-31')
  expect([0, 1, 2, 3].map((termNo) => termStart(terms, termNo))).toEqual([
    '2027-10-31',
    '2027-11-30',
    '2027-12-31',
    '2028-01-31',
  ])
  expect(termStart(terms, 4)).toBe('2028-02-29')
})

it('counts from the day on which a late term began anew', () => {
  const anew = { anchorDate: '2028-05-20', anchorTerm: 4, termNo: 4 }
  expect(termStart(anew, 4)).toBe('2028-05-20')
  expect(nextChargeOn(anew)).toBe('2028-06-20')
})

it('charges the term after the paid one', () => {
  expect(nextChargeOn(termsFrom('2026-11-23'))).toBe('2026-12-23')
})
