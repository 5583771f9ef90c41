import fc from 'fast-check'
import { expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { sellingShop } from '../../tests/support/selling.ts'
import {
  contractOf,
  forgetAll,
  renewAll,
  renewalsOf,
  type Subscriber,
  setCard,
  settleAll,
  subscribe,
} from '../../tests/support/subscribers.ts'
import { addDays } from '../site/index.ts'
import { startCardChange } from './card-change.ts'
import { cancelNow, reserveCancellation, resumeByHand, withdrawCancellation } from './commands.ts'
import { retryCharge } from './retry.ts'

const database = testDatabase()
const selling = sellingShop(database)

/** At random instants of a contract's life; each is real, and refused where the rules say so. */
type Step = { what: (typeof acts)[number]; days: number; card: string; fault: 'none' | 'hang' | '500' | 'close' }
const acts = ['reserve', 'withdraw', 'cancel', 'resume', 'retry', 'new card', 'wait', 'wait', 'wait'] as const
const cards = ['4242424242424242', '4000000000000341', '4000000000000069']

const step: fc.Arbitrary<Step> = fc.record({
  // Rarely cancelled, or every walk is short.
  what: fc.constantFrom(...acts.filter((act) => act !== 'cancel'), ...acts),
  days: fc.integer({ min: 0, max: 20 }),
  card: fc.constantFrom(...cards),
  fault: fc.constantFrom('none', 'none', 'hang', '500', 'close'),
})

/** `WALKS=100` takes more of them. */
const WALKS = Number(process.env.WALKS ?? 8)

const staff = { kind: 'staff', id: 's1', name: '店長' } as const
const START = '2026-11-23'

async function take({ what, card }: Step, subscriber: Subscriber, today: string): Promise<void> {
  const { context } = selling
  const act = { contractId: subscriber.contractId, actor: staff, note: 'x' }
  if (what === 'reserve')
    await reserveCancellation(context, { ...act, actor: { kind: 'customer', id: subscriber.customerId } })
  if (what === 'withdraw') await withdrawCancellation(context, act)
  if (what === 'cancel') await cancelNow(context, act)
  if (what === 'resume') await resumeByHand(context, { ...act, owedOn: addDays(today, 5) })
  if (what === 'retry') await retryCharge(context, act)
  if (what === 'new card') {
    const { customerId } = subscriber
    const token = await selling.cardToken(card)
    await startCardChange(context, { customerId, token, clientAddress: '192.0.2.1', returnUrl: 'http://shop.example/' })
  }
}

/** The state that the events tell of, told in their order; throws on one that cannot follow. */
function toldState(types: readonly string[]): string {
  let state = 'active'
  let reserved = false
  const from = (allowed: readonly string[], next: string) => {
    expect(allowed).toContain(state)
    state = next
  }
  for (const type of types) {
    if (type === 'contract.cancellation_reserved') {
      from(['active'], 'cancellation_reserved')
      reserved = true
    } else if (type === 'contract.cancellation_withdrawn') {
      expect(reserved).toBe(true)
      reserved = false
      from(['cancellation_reserved', 'suspended'], state === 'suspended' ? 'suspended' : 'active')
    } else if (type === 'contract.suspended') from(['active', 'cancellation_reserved'], 'suspended')
    else if (type === 'contract.resumed') from(['suspended'], reserved ? 'cancellation_reserved' : 'active')
    else if (type === 'contract.cancelled') from(['active', 'cancellation_reserved', 'suspended'], 'cancelled')
  }
  return state
}

it('no walk through the commands and the due work leaves the tables, tells out of order or charges twice', {
  timeout: 20_000 + WALKS * 3_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 14 }), async (steps) => {
      await forgetAll(selling)
      await database.db.deleteFrom('cardAttempts').execute()
      selling.clock.set(`${START}T05:00:00Z`)
      const subscriber = await subscribe(selling)
      await setCard(selling, subscriber, cards[steps.length % cards.length] ?? '')
      let today = START
      for (const next of steps) {
        today = addDays(today, next.days)
        selling.clock.set(`${today}T03:00:00Z`)
        selling.sandbox.world.faults.gateway = {
          mode: next.fault,
          timesLeft: 1,
          delayMs: 0,
          afterAccepting: next.days % 2 === 0,
        }
        // Both at once: whoever locks the contract first decides.
        await Promise.all([take(next, subscriber, today), renewAll(selling)])
        selling.sandbox.world.faults.gateway.mode = 'none'
        await settleAll(selling, next.days % 3)
      }
      await settleAll(selling, 3)
      await renewAll(selling)
      await check(subscriber)
    }),
    // On a machine that is shared fewer walks than these are taken.
    { numRuns: WALKS, interruptAfterTimeLimit: WALKS * 2_000 },
  )
})

async function check(subscriber: Subscriber): Promise<void> {
  const contract = await contractOf(selling, subscriber)
  const types = await database.db
    .selectFrom('events')
    .select('type')
    .where('contractId', '=', subscriber.contractId)
    .orderBy('id')
    .execute()
  expect(toldState(types.map(({ type }) => type))).toBe(contract.state)
  const payments = await renewalsOf(selling, subscriber)
  const declined = payments.filter(({ state }) => state === 'declined').length
  expect(types.filter(({ type }) => type === 'payment.renewal_card_failed').length).toBe(declined)
  expect(payments.filter(({ state }) => state === 'unknown' || state === 'started')).toEqual([])
  const paid = payments.filter(({ state }) => state === 'succeeded').map(({ termNo }) => termNo)
  expect(new Set(paid).size).toBe(paid.length)
  const charged = selling.sandbox.world.gateway.charges.filter(
    ({ orderId, status }) => orderId.startsWith(`${subscriber.number}-`) && status === 'succeeded',
  )
  expect(charged.length).toBe(paid.length)
}
