import { beforeEach, describe, expect, it } from 'vitest'
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
import { type Acted, cancelNow, reserveCancellation, resumeByHand, withdrawCancellation } from './commands.ts'
import { retryCharge } from './retry.ts'

const database = testDatabase()
const selling = sellingShop(database)
beforeEach(() => forgetAll(selling))

const GOOD = '4242424242424242'
const EXPIRED = '4000000000000069'
const hinata = { kind: 'staff', id: 's1', name: '店長 日向' } as const
const kageyama = { kind: 'staff', id: 's2', name: '影山' } as const
const self = ({ customerId }: Subscriber) => ({ kind: 'customer', id: customerId }) as const
const outcome = (acted: Acted) => (acted.kind === 'done' ? acted.contract.state : acted.code)

const eventsOf = async ({ contractId }: Subscriber) =>
  database.db
    .selectFrom('events')
    .select(['type', 'payload', 'actor'])
    .where('contractId', '=', contractId)
    .where('type', '!=', 'application.completed')
    .orderBy('id')
    .execute()
const typesOf = async (subscriber: Subscriber) => (await eventsOf(subscriber)).map(({ type }) => type)

/** A contract that began on 23 November and whose card turned out to have expired by the next term. */
async function suspended(): Promise<Subscriber> {
  const subscriber = await running()
  await setCard(selling, subscriber, EXPIRED)
  selling.clock.set('2026-12-30T00:00:00Z')
  await renewAll(selling)
  return subscriber
}

async function running(): Promise<Subscriber> {
  selling.clock.set('2026-11-23T05:00:00Z')
  return subscribe(selling)
}

describe('a cancellation', () => {
  it('is reserved by the customer and withdrawn by staff, who say why', async () => {
    const subscriber = await running()
    const { contractId } = subscriber
    const reserved = await reserveCancellation(selling.context, { contractId, actor: self(subscriber) })
    expect(reserved).toMatchObject({
      kind: 'done',
      contract: { state: 'cancellation_reserved', cancelsOn: '2026-12-23' },
    })
    const withdrawn = await withdrawCancellation(selling.context, { contractId, actor: hinata, note: '電話で取り消し' })
    expect(withdrawn).toMatchObject({
      kind: 'done',
      contract: { state: 'active', cancelsOn: null, dueOn: '2026-12-23' },
    })
    expect(await eventsOf(subscriber)).toMatchObject([
      { type: 'contract.cancellation_reserved', payload: { by: 'customer', cancelsOn: '2026-12-23' } },
      { type: 'contract.cancellation_withdrawn', payload: { by: 'staff', note: '電話で取り消し' }, actor: hinata },
    ])
  })

  it('of somebody else’s contract is refused, as if there were none', async () => {
    const [one, other] = [await running(), await running()]
    expect(
      await reserveCancellation(selling.context, { contractId: one.contractId, actor: self(other) }),
    ).toMatchObject({ kind: 'refused', code: 'not_found', message: '契約が見つかりません。' })
    expect(await typesOf(one)).toEqual([])
  })
})

describe('two staff and the customer at once', () => {
  it('reserve: one wins, the others are told that it is reserved', async () => {
    const subscriber = await running()
    const { contractId } = subscriber
    const acted = await Promise.all(
      [hinata, kageyama, self(subscriber)].map((actor) => reserveCancellation(selling.context, { contractId, actor })),
    )
    expect(acted.map(outcome).toSorted()).toEqual(['already_reserved', 'already_reserved', 'cancellation_reserved'])
    expect(await typesOf(subscriber)).toEqual(['contract.cancellation_reserved'])
  })

  it('cancel, withdraw and resume: what is refused says why, and nothing happens twice', async () => {
    const subscriber = await suspended()
    const { contractId } = subscriber
    const acted = await Promise.all([
      cancelNow(selling.context, { contractId, actor: hinata, note: '退会の申し出' }),
      cancelNow(selling.context, { contractId, actor: kageyama, note: '退会の申し出' }),
      reserveCancellation(selling.context, { contractId, actor: self(subscriber) }),
    ])
    expect(acted.map(outcome).toSorted()).toEqual(['cancelled', 'cancelled', 'cancelled'])
    expect(acted.filter(({ kind }) => kind === 'done').length).toBe(1)
    expect((await typesOf(subscriber)).filter((type) => type === 'contract.cancelled').length).toBe(1)
    const later = await resumeByHand(selling.context, { contractId, actor: hinata, note: '', owedOn: '2027-01-10' })
    expect(later).toMatchObject({ kind: 'refused', code: 'cancelled', message: 'この契約はすでに解約されています。' })
  })

  it('charge again: the term is charged once', async () => {
    const subscriber = await suspended()
    const { contractId } = subscriber
    const before = (await renewalsOf(selling, subscriber)).length
    selling.sandbox.world.faults.gateway = { mode: 'slow', timesLeft: 1, delayMs: 200, afterAccepting: false }
    const ends = await Promise.all(
      [hinata, kageyama].map((actor) =>
        retryCharge(selling.context, { contractId, actor, note: 'お客様が入金枠を確認' }),
      ),
    )
    expect(ends.map((end) => (end.kind === 'refused' ? end.code : end.kind)).toSorted()).toEqual([
      'charge_under_way',
      'declined',
    ])
    expect((await renewalsOf(selling, subscriber)).length).toBe(before + 1)
  })
})

describe('resuming by hand', () => {
  it.each(['2026-12-29', '2027-03-01'])('not with what is owed due on %s', async (owedOn) => {
    const { contractId } = await suspended()
    expect(await resumeByHand(selling.context, { contractId, actor: hinata, note: '様子見', owedOn })).toMatchObject({
      kind: 'refused',
      code: 'day_out_of_range',
    })
  })

  it.each(['2026-12-30', '2027-02-28'])('with what is owed due on %s', async (owedOn) => {
    const subscriber = await suspended()
    const { contractId } = subscriber
    await resumeByHand(selling.context, { contractId, actor: hinata, note: '様子見', owedOn })
    expect(await contractOf(selling, subscriber)).toMatchObject({
      state: 'active',
      cardState: 'unpayable',
      dueOn: owedOn,
    })
    expect((await eventsOf(subscriber)).at(-1)).toMatchObject({
      type: 'contract.resumed',
      payload: { by: 'staff', note: '様子見' },
    })
  })

  it('not of a contract that runs', async () => {
    const { contractId } = await running()
    const acted = await resumeByHand(selling.context, { contractId, actor: hinata, note: '', owedOn: '2026-11-23' })
    expect(outcome(acted)).toBe('not_suspended')
  })
})

describe('charging again', () => {
  it('is refused where nothing is owed, and where there is no card', async () => {
    const { contractId } = await running()
    expect(await retryCharge(selling.context, { contractId, actor: hinata })).toMatchObject({ code: 'nothing_owed' })
    const owing = await suspended()
    await database.db.updateTable('contracts').set({ savedCard: null }).where('id', '=', owing.contractId).execute()
    expect(await retryCharge(selling.context, { contractId: owing.contractId, actor: hinata })).toMatchObject({
      code: 'no_card',
    })
  })

  it('resumes the contract when it succeeds, in the name of who asked, also when the answer is only found', async () => {
    for (const mode of ['none', 'hang'] as const) {
      const subscriber = await suspended()
      await setCard(selling, subscriber, GOOD)
      selling.sandbox.world.faults.gateway = { mode, timesLeft: 1, delayMs: 0, afterAccepting: true }
      const end = await retryCharge(selling.context, {
        contractId: subscriber.contractId,
        actor: kageyama,
        note: '確認済み',
      })
      expect(end.kind).toBe(mode === 'none' ? 'paid' : 'unknown')
      await settleAll(selling)
      expect(await contractOf(selling, subscriber)).toMatchObject({ state: 'active', cardState: 'ok', termNo: 1 })
      expect((await eventsOf(subscriber)).slice(-2)).toMatchObject([
        { type: 'payment.card_recovered', payload: { from: 'unpayable' }, actor: kageyama },
        { type: 'contract.resumed', payload: { by: 'staff', note: '確認済み' }, actor: kageyama },
      ])
    }
  })

  it('is tried again by itself when the gateway could not be asked', async () => {
    const subscriber = await suspended()
    await setCard(selling, subscriber, GOOD)
    await selling.setGateway({ apiBase: 'http://127.0.0.1:9' })
    const end = await retryCharge(selling.context, { contractId: subscriber.contractId, actor: hinata })
    expect(end).toMatchObject({ kind: 'not_made', reason: expect.stringContaining('依頼できませんでした') })
    await selling.setGateway({})
    await database.db.updateTable('contracts').set({ leaseUntil: null }).execute()
    await renewAll(selling)
    expect(await contractOf(selling, subscriber)).toMatchObject({ state: 'active', termNo: 1 })
  })
})
