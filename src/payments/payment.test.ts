import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { statesBefore } from '../platform/transitions.ts'
import type { ChargeOutcome, Finding } from './gateways/contract.ts'
import {
  ABSENT_GRACE_MS,
  afterCharge,
  afterFinding,
  type Cardholder,
  type CardPaymentState,
  cardPaymentTransitions,
  isHopeless,
  nextLateLookInMs,
  nextLookInMs,
} from './payment.ts'

const card = { brand: 'visa', last4: '4242', expMonth: 12, expYear: 2040 }
const made = { kind: 'succeeded', chargeId: 'ch_1', card, savedCard: 'cus_1' } as const
const refused = { kind: 'declined', code: 'card_declined', message: '承認されませんでした' } as const
const asks = { kind: 'action_required', url: 'https://gateway.example/3ds' } as const

const outcomes: ChargeOutcome[] = [
  made,
  refused,
  asks,
  { kind: 'unknown', reason: '' },
  { kind: 'not_sent', reason: '' },
]
const findings: Finding[] = [
  made,
  refused,
  asks,
  { kind: 'pending' },
  { kind: 'absent' },
  { kind: 'cannot_look', reason: '' },
]

describe('what a charge means', () => {
  it('a refusal and a call that was surely not made end it; anything unsure is looked up', () => {
    expect(outcomes.map((outcome) => afterCharge(outcome, 'present').state)).toEqual([
      'succeeded',
      'declined',
      'unknown',
      'unknown',
      'declined',
    ])
  })

  it('keeps of a made charge what later charges need', () => {
    expect(afterCharge(made, 'absent')).toEqual({
      state: 'succeeded',
      charge: { chargeId: 'ch_1', card, savedCard: 'cus_1' },
    })
  })

  it('believes that there is no charge only after the grace', () => {
    expect(afterFinding({ kind: 'absent' }, ABSENT_GRACE_MS - 1, 'present').state).toBe('unknown')
    expect(afterFinding({ kind: 'absent' }, ABSENT_GRACE_MS, 'present')).toEqual({
      state: 'declined',
      failure: { code: 'not_charged', message: '決済は行われませんでした' },
    })
  })

  it('never ends a payment that the gateway is still working on, however old', () => {
    for (const finding of [asks, { kind: 'pending' }, { kind: 'cannot_look', reason: '' }] as const)
      expect(afterFinding(finding, 30 * ABSENT_GRACE_MS, 'present').state).toBe('unknown')
  })

  it('is a decline of its own where the cardholder is asked and nobody is there', () => {
    const code = 'authentication_required'
    expect(afterCharge(asks, 'absent')).toMatchObject({ state: 'declined', failure: { code } })
    expect(afterFinding(asks, 0, 'absent')).toMatchObject({ state: 'declined', failure: { code } })
    expect(isHopeless({ code, message: '' })).toBe(false)
  })
})

describe('the transitions', () => {
  it('are all that any walk of outcomes and findings takes, and an end is an end', () => {
    const looks = fc.array(fc.tuple(fc.constantFrom(...findings), fc.nat(2 * ABSENT_GRACE_MS)))
    const cardholders = fc.constantFrom<Cardholder>('present', 'absent')
    fc.assert(
      fc.property(fc.option(fc.constantFrom(...outcomes)), looks, cardholders, (answer, later, cardholder) => {
        let state: CardPaymentState = 'started'
        const go = (next: CardPaymentState) => {
          if (!statesBefore(cardPaymentTransitions, next).includes(state)) return
          expect(cardPaymentTransitions[state]).toContain(next)
          state = next
        }
        // Without an answer the process died: the payment is still `started` when it is looked up.
        if (answer !== null) go(afterCharge(answer, cardholder).state)
        for (const [finding, age] of later) {
          const before = state as CardPaymentState
          go(afterFinding(finding, age, cardholder).state)
          if (before === 'succeeded' || before === 'declined') expect(state).toBe(before)
        }
      }),
    )
  })
})

it('looks often while the customer waits, and hourly in the end', () => {
  expect([0, 1, 2, 9, 10, 11, 500].map(nextLookInMs)).toEqual([
    2_000, 3_000, 5_000, 900_000, 3_600_000, 3_600_000, 3_600_000,
  ])
})

it('looks five times at what is only our word, ever less often', () => {
  const hours = [0, 1, 2, 3, 4].map((looks) => (nextLateLookInMs(looks) ?? 0) / 3_600_000)
  expect(hours).toEqual([1 / 6, 1, 6, 24, 72])
  expect(nextLateLookInMs(5)).toBeNull()
})
