import { expect, it } from 'vitest'
import { nextChargeOn, termStart } from './contract.ts'

it('counts every term from the anchor', () => {
  expect([0, 1, 2, 3].map((termNo) => termStart('2027-10-31', termNo))).toEqual([
    '2027-10-31',
    '2027-11-30',
    '2027-12-31',
    '2028-01-31',
  ])
  expect(termStart('2027-10-31', 4)).toBe('2028-02-29')
})

it('charges the term after the paid one', () => {
  expect(nextChargeOn({ anchorDate: '2026-11-23', termNo: 0 })).toBe('2026-12-23')
})
