import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { sellingShop } from '../../tests/support/selling.ts'
import {
  contractOf,
  forgetAll,
  renewAll,
  renewalsOf,
  type Subscriber,
  settleAll,
  subscribe,
} from '../../tests/support/subscribers.ts'
import { submit } from '../applications/index.ts'
import { type CardChange, readCardChange, startCardChange } from './card-change.ts'
import { tellOfEndingCards } from './card-expiry.ts'
import { cancelNow } from './commands.ts'
import type { Refused } from './refusals.ts'

const database = testDatabase()
const selling = sellingShop(database)
beforeEach(() => forgetAll(selling))

const DECLINED_LATER = '4000000000000341'
const ASKS_CARDHOLDER = '4000000000003220'
const NEVER_ANSWERS = '4000000000000408'
const HANGS_UP = '4000000000000523'
const ANOTHER_GOOD = '5555555555554444'

let addresses = 0
/** Gives a card as the customer's own page does. */
async function give(subscriber: Subscriber, number: string): Promise<CardChange> {
  const change = await tryToGive(subscriber, number)
  if (change.kind === 'refused') throw new Error(change.code)
  return change
}
async function tryToGive({ customerId }: Subscriber, number: string): Promise<CardChange | Refused> {
  addresses++
  return startCardChange(selling.context, {
    customerId,
    token: await selling.cardToken(number),
    clientAddress: `198.51.100.${addresses}`,
    returnUrl: 'http://shop.example/mypage/card/{id}',
  })
}
const last4Of = async (subscriber: Subscriber) =>
  ((await contractOf(selling, subscriber)).savedCard as { last4: string }).last4
const newsOf = async ({ email }: Subscriber) => (await selling.eventsOf(email)).slice(2)

async function running(card?: string): Promise<Subscriber> {
  selling.clock.set('2026-11-23T05:00:00Z')
  return subscribe(selling, card)
}
/** The first try of the next term failed. */
async function retrying(): Promise<Subscriber> {
  const subscriber = await running(DECLINED_LATER)
  selling.clock.set('2026-12-23T00:00:00Z')
  await renewAll(selling)
  return subscriber
}

describe('a new card', () => {
  it('is every contract’s of the customer from now on, and charges nothing that is not owed', async () => {
    const one = await running()
    const again = await selling.submission({
      applicant: { familyName: '山田', givenName: '花子', familyKana: '', givenKana: '', email: one.email },
    })
    await submit(selling.context, again)
    expect(await give(one, ANOTHER_GOOD)).toMatchObject({ state: 'saved', actionUrl: null, failure: null })
    const contracts = await database.db
      .selectFrom('contracts')
      .select('savedCard')
      .where('customerId', '=', one.customerId)
      .execute()
    expect(contracts.map(({ savedCard }) => (savedCard as { last4: string }).last4)).toEqual(['4444', '4444'])
    expect(JSON.stringify(contracts)).not.toContain('cus_')
    expect(await renewalsOf(selling, one)).toEqual([])
  })

  it('pays what is open at once, recovers and resumes, in the customer’s name', async () => {
    const subscriber = await retrying()
    for (const day of ['24', '26', '30']) {
      selling.clock.set(`2026-12-${day}T00:00:00Z`)
      await renewAll(selling)
    }
    // Before the shop's hour: nobody who pays waits for it.
    selling.clock.set('2026-12-30T20:00:00Z')
    await give(subscriber, ANOTHER_GOOD)
    expect(await contractOf(selling, subscriber)).toMatchObject({ state: 'active', cardState: 'ok', termNo: 1 })
    expect((await newsOf(subscriber)).slice(-2)).toEqual(['payment.card_recovered', 'contract.resumed'])
    const [event] = await database.db
      .selectFrom('events')
      .select(['actor', 'payload'])
      .where('contractId', '=', subscriber.contractId)
      .where('type', '=', 'contract.resumed')
      .execute()
    expect(event).toMatchObject({ actor: { kind: 'customer' }, payload: { by: 'customer' } })
  })

  it('does not charge a term whose answer is unknown', async () => {
    const subscriber = await retrying()
    selling.sandbox.world.faults.gateway = { mode: 'hang', timesLeft: 1, delayMs: 0, afterAccepting: true }
    selling.clock.set('2026-12-24T00:00:00Z')
    await renewAll(selling)
    await give(subscriber, ANOTHER_GOOD)
    expect((await renewalsOf(selling, subscriber)).map(({ state }) => state)).toEqual(['declined', 'unknown'])
    await settleAll(selling)
    await renewAll(selling)
    expect((await renewalsOf(selling, subscriber)).map(({ state }) => state)).toEqual([
      'declined',
      'declined',
      'succeeded',
    ])
    expect(await contractOf(selling, subscriber)).toMatchObject({ cardState: 'ok', termNo: 1 })
  })

  it('that is declined leaves the old one', async () => {
    const subscriber = await running()
    expect(await give(subscriber, '4000000000000069')).toMatchObject({
      state: 'declined',
      failure: { code: 'expired_card', message: 'カードの有効期限が切れています。' },
    })
    expect(await last4Of(subscriber)).toBe('4242')
  })
})

describe('3-D Secure', () => {
  it.each([
    ['ok', 'saved', '3220'],
    ['cancel', 'declined', '4242'],
  ])('after %s the card is %s', async (result, state, last4) => {
    const subscriber = await running()
    const change = await give(subscriber, ASKS_CARDHOLDER)
    expect(change).toMatchObject({ state: 'unknown', actionUrl: expect.stringContaining('/gateway/3ds/') })
    const body = new URLSearchParams({ result })
    const back = await fetch(change.actionUrl ?? '', { method: 'POST', body, redirect: 'manual' })
    expect(back.headers.get('location')).toContain(`http://shop.example/mypage/card/${change.id}`)
    const { customerId } = subscriber
    expect(await readCardChange(selling.context, { customerId, changeId: change.id })).toMatchObject({ state })
    expect(await last4Of(subscriber)).toBe(last4)
  })

  it('that is left open is given up when another card is given', async () => {
    const subscriber = await running()
    const left = await give(subscriber, ASKS_CARDHOLDER)
    await give(subscriber, ANOTHER_GOOD)
    await fetch(left.actionUrl ?? '', {
      method: 'POST',
      body: new URLSearchParams({ result: 'ok' }),
      redirect: 'manual',
    })
    const { customerId } = subscriber
    expect(await readCardChange(selling.context, { customerId, changeId: left.id })).toMatchObject({
      state: 'declined',
      failure: { code: 'superseded' },
    })
    expect(await last4Of(subscriber)).toBe('4444')
  })
})

describe('an answer that never comes', () => {
  it('is found: the card is given and what is open is charged', async () => {
    const subscriber = await retrying()
    expect(await give(subscriber, NEVER_ANSWERS)).toMatchObject({ state: 'unknown' })
    await settleAll(selling)
    expect(await last4Of(subscriber)).toBe('0408')
    // This card's charges never answer either.
    expect((await renewalsOf(selling, subscriber)).at(-1)).toMatchObject({ state: 'unknown' })
    await settleAll(selling)
    expect(await contractOf(selling, subscriber)).toMatchObject({ cardState: 'ok', termNo: 1 })
  })

  it('counts as not saved only after the grace', async () => {
    const subscriber = await running()
    const { id: changeId } = await give(subscriber, HANGS_UP)
    const { customerId } = subscriber
    await settleAll(selling, 1)
    expect(await readCardChange(selling.context, { customerId, changeId })).toMatchObject({ state: 'unknown' })
    await settleAll(selling, 2)
    expect(await readCardChange(selling.context, { customerId, changeId })).toMatchObject({ state: 'declined' })
  })
})

describe('refusals, before the gateway is asked', () => {
  it('no contract that is paid by card', async () => {
    const subscriber = await running()
    const actor = { kind: 'staff', id: 's1', name: '店長' } as const
    await cancelNow(selling.context, { contractId: subscriber.contractId, actor })
    expect(await tryToGive(subscriber, ANOTHER_GOOD)).toMatchObject({ kind: 'refused', code: 'no_contract' })
  })

  it('the 10th card within an hour', async () => {
    const subscriber = await running()
    const kinds: string[] = []
    // The application was the first.
    for (let n = 2; n <= 10; n++) kinds.push((await tryToGive(subscriber, '4000000000000002')).kind)
    expect(kinds).toEqual([...Array(8).fill('change'), 'refused'])
  })

  it('somebody else’s change is not shown', async () => {
    const [one, other] = [await running(), await running()]
    const { id: changeId } = await give(one, ANOTHER_GOOD)
    expect(await readCardChange(selling.context, { customerId: other.customerId, changeId })).toBeNull()
  })
})

it('customers whose card ends this month are told once, at the shop’s hour', async () => {
  const [ending, lasting] = [await running(), await running()]
  await database.db
    .updateTable('contracts')
    .set((eb) => ({
      savedCard: eb.cast(eb.val(JSON.stringify({ last4: '1881', expMonth: 12, expYear: 2026 })), 'jsonb'),
    }))
    .where('id', '=', ending.contractId)
    .execute()
  const work = tellOfEndingCards(selling.context)
  const look = async (instant: string) => {
    selling.clock.set(instant)
    for (let rows = await work.claim(5); rows.length > 0; rows = await work.claim(5))
      await Promise.all(rows.map((row) => work.perform(row)))
    const letters = await database.db
      .selectFrom('letters')
      .select('toAddress')
      .where('kind', '=', 'card_expiring')
      .execute()
    return letters.map(({ toAddress }) => toAddress)
  }
  expect(await look('2026-11-30T23:00:00Z')).toEqual([])
  expect(await look('2026-12-01T00:00:00Z')).toEqual([ending.email])
  expect(await look('2026-12-20T00:00:00Z')).toEqual([ending.email])
  expect(lasting.email).not.toBe(ending.email)
})
