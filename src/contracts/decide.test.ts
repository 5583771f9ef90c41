import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day } from '../site/index.ts'
import { type Contract, cardTransitions, contractTransitions, nextChargeOn, termsFrom } from './contract.ts'
import {
  cancel,
  chargeFailed,
  type Decision,
  openTerm,
  reserveCancellation,
  resumeByHand,
  suspendUnconfirmed,
  termPaid,
  withdrawCancellation,
} from './decide.ts'
import { dueAt, dueOn } from './due-on.ts'

const retryDays = [1, 3, 7]
const on = (today: Day) => ({ today, retryDays })

const active: Contract = {
  ...termsFrom('2026-10-31'),
  ...{ id: 'c', state: 'active', suspendedReason: null, method: 'card', cardState: 'ok', tries: 0 },
  ...{ cancelsOn: null, owedOn: null },
}

function decidedOn(decision: Decision): Contract {
  if (decision.kind === 'refused') throw new Error(decision.code)
  return decision.contract
}

/** A contract whose every planned try of the term from 30 November failed. */
const unpayable = [1, 2, 3, 4].reduce((contract) => decidedOn(chargeFailed(contract, false, on('2026-12-07'))), active)

describe('a failed charge', () => {
  it('is tried again 1, 3 and 7 days after the due day, then the contract stops', () => {
    let contract = active
    const tries = [1, 2, 3, 4].map(() => {
      const decision = chargeFailed(contract, false, on('2026-11-30'))
      contract = decidedOn(decision)
      return [contract.state, contract.cardState, dueOn(contract, retryDays)]
    })
    expect(tries).toEqual([
      ['active', 'retrying', '2026-12-01'],
      ['active', 'retrying', '2026-12-03'],
      ['active', 'retrying', '2026-12-07'],
      ['suspended', 'unpayable', null],
    ])
  })

  it('is the last where the card will never be good again', () => {
    expect(chargeFailed(active, true, on('2026-11-30'))).toMatchObject({
      contract: { state: 'suspended', suspendedReason: 'card_unpayable', cardState: 'unpayable' },
      news: [{ kind: 'charge_failed', attempt: 1, attempts: 4, nextTryOn: null }, { kind: 'suspended' }],
    })
  })

  it('changes nothing of a contract that was cancelled meanwhile', () => {
    const cancelled = decidedOn(cancel(active))
    expect(chargeFailed(cancelled, false, on('2026-11-30'))).toEqual({
      kind: 'decided',
      contract: cancelled,
      news: [{ kind: 'charge_failed', attempt: 1, attempts: 4, nextTryOn: null }],
    })
  })
})

describe('a paid term', () => {
  it('leaves the days of later terms as they were, also when a retry paid it', () => {
    const late = decidedOn(chargeFailed(active, false, on('2026-11-30')))
    const decision = termPaid(late, 1, on('2026-12-01'))
    expect(decision).toMatchObject({ news: [{ kind: 'recovered', from: 'retrying' }] })
    expect(nextChargeOn(decidedOn(decision))).toBe('2026-12-31')
  })

  it('begins anew on the day on which it was paid, once it has passed: suspended months are no debt', () => {
    const decision = termPaid(unpayable, 1, on('2027-03-15'))
    expect(decision).toMatchObject({
      contract: { state: 'active', cardState: 'ok', tries: 0, termNo: 1, suspendedReason: null },
      news: [{ kind: 'recovered', from: 'unpayable' }, { kind: 'resumed' }],
    })
    expect(nextChargeOn(decidedOn(decision))).toBe('2027-04-15')
  })

  it('of a cancelled contract is refused: staff must know', () => {
    expect(termPaid(decidedOn(cancel(active)), 1, on('2026-11-30'))).toEqual({ kind: 'refused', code: 'cancelled' })
  })
})

describe('a reserved cancellation', () => {
  const reserved = decidedOn(reserveCancellation(active, on('2026-11-10')))

  it('takes effect at the end of the paid term, before anything is charged that day', () => {
    expect(reserved).toMatchObject({ state: 'cancellation_reserved', cancelsOn: '2026-11-30' })
    expect(dueOn(reserved, retryDays)).toBe('2026-11-30')
    const schedule = { timeZone: 'Asia/Tokyo', chargeHour: 9 }
    expect(dueAt('2026-11-30', reserved, schedule).toISOString()).toBe('2026-11-29T15:00:00.000Z')
    expect(dueAt('2026-11-30', active, schedule).toISOString()).toBe('2026-11-30T00:00:00.000Z')
  })

  it('may be withdrawn until that day', () => {
    expect(withdrawCancellation(reserved, on('2026-11-29'))).toMatchObject({ contract: { state: 'active' } })
    expect(withdrawCancellation(reserved, on('2026-11-30'))).toEqual({ kind: 'refused', code: 'too_late' })
  })

  it('cancels at once where the paid term has ended', () => {
    for (const contract of [unpayable, decidedOn(chargeFailed(active, false, on('2026-11-30')))])
      expect(reserveCancellation(contract, on('2026-12-08'))).toMatchObject({ contract: { state: 'cancelled' } })
  })

  it('outlives a suspension', () => {
    const stopped = decidedOn(suspendUnconfirmed({ ...reserved, method: 'transfer' }))
    expect(termPaid(stopped, 0, on('2026-11-20'))).toMatchObject({
      contract: { state: 'cancellation_reserved', cancelsOn: '2026-11-30' },
    })
  })
})

it('staff let a contract go on until a day; a charge that fails then stops it again', () => {
  const resumed = decidedOn(resumeByHand(unpayable, '2026-12-20'))
  expect(resumed).toMatchObject({ state: 'active', cardState: 'unpayable' })
  expect(dueOn(resumed, retryDays)).toBe('2026-12-20')
  expect(chargeFailed(resumed, false, on('2026-12-20'))).toMatchObject({
    contract: { state: 'suspended', owedOn: null },
  })
  expect(termPaid(resumed, 1, on('2026-12-20'))).toMatchObject({ contract: { state: 'active', cardState: 'ok' } })
})

it('only what is owed is charged', () => {
  expect(openTerm(active)).toEqual({ kind: 'refused', code: 'nothing_owed' })
  expect(openTerm(unpayable)).toEqual({ kind: 'open', termNo: 1 })
})

it('no walk leaves the tables', () => {
  const step = fc.oneof(
    fc.constantFrom<(contract: Contract, today: Day) => Decision>(
      (contract, today) => reserveCancellation(contract, on(today)),
      (contract, today) => withdrawCancellation(contract, on(today)),
      (contract, today) => resumeByHand(contract, addDays(today, 3)),
      (contract) => suspendUnconfirmed(contract),
      (contract, today) => termPaid(contract, contract.termNo + 1, on(today)),
      (contract, today) => chargeFailed(contract, false, on(today)),
      (contract, today) => chargeFailed(contract, true, on(today)),
    ),
    // Rarely, or every walk is short.
    fc.constant((contract: Contract) => cancel(contract)),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.integer({ min: 0, max: 40 })), { maxLength: 40 }), (steps) => {
      let contract = active
      let today = '2026-11-01'
      for (const [decide, days] of steps) {
        today = addDays(today, days)
        const decision = decide(contract, today)
        if (decision.kind === 'refused') continue
        const next = decision.contract
        const listed = (from: string, to: string, table: Record<string, readonly string[]>) =>
          from === to || table[from]?.includes(to)
        expect(listed(contract.state, next.state, contractTransitions)).toBe(true)
        expect(listed(contract.cardState, next.cardState, cardTransitions)).toBe(true)
        expect(next.suspendedReason !== null).toBe(next.state === 'suspended')
        if (next.state === 'cancellation_reserved') expect(next.cancelsOn).not.toBeNull()
        if (next.state === 'active') expect(next.cancelsOn).toBeNull()
        expect(next.termNo).toBeGreaterThanOrEqual(contract.termNo)
        contract = next
      }
    }),
  )
})
