import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { sellingShop } from '../../tests/support/selling.ts'
import {
  chargesOf,
  contractOf,
  forgetAll,
  newsOf,
  renewAll,
  renewalsOf,
  type Subscriber,
  setCard,
  settleAll,
  subscribe,
} from '../../tests/support/subscribers.ts'
import { cancelNow, reserveCancellation, resumeByHand } from './commands.ts'
import { renewContracts } from './due.ts'

const database = testDatabase()
const selling = sellingShop(database)
beforeEach(async () => {
  await forgetAll(selling)
  selling.clock.set('2026-11-23T05:00:00Z')
})

const DECLINED_LATER = '4000000000000341'
const staff = { kind: 'staff', id: 's1', name: '店長 日向' } as const
const lettersOf = async ({ email }: Subscriber) => {
  const rows = await database.db
    .selectFrom('letters')
    .select('kind')
    .where('toAddress', '=', email)
    .orderBy('id')
    .execute()
  return rows.slice(1).map(({ kind }) => kind)
}
const attention = () => database.db.selectFrom('attention').select(['kind', 'subject', 'title', 'detail']).execute()

describe('a term', () => {
  it('is charged at the shop’s hour on its first day, and not before', async () => {
    const subscriber = await subscribe(selling)
    expect(await contractOf(selling, subscriber)).toMatchObject({ dueOn: '2026-12-23', method: 'card' })
    selling.clock.set('2026-12-22T23:59:00Z')
    await renewAll(selling)
    expect(chargesOf(selling, subscriber)).toEqual([])
    selling.clock.set('2026-12-23T00:00:00Z')
    await renewAll(selling)
    expect(chargesOf(selling, subscriber)).toMatchObject([{ amount: 3_980, status: 'succeeded' }])
    expect(await contractOf(selling, subscriber)).toMatchObject({ termNo: 1, dueOn: '2027-01-23', cardState: 'ok' })
    expect(await renewalsOf(selling, subscriber)).toMatchObject([
      { state: 'succeeded', termNo: 1, orderId: `${subscriber.number}-1-1`, customerId: subscriber.customerId },
    ])
    expect([await newsOf(selling, subscriber), await lettersOf(subscriber)]).toEqual([[], []])
  })

  it('is charged at the hour of the settings as they are that day', async () => {
    const subscriber = await subscribe(selling)
    await selling.setGateway({ chargeHour: 15 })
    selling.clock.set('2026-12-23T05:59:00Z')
    await renewAll(selling)
    expect(chargesOf(selling, subscriber)).toEqual([])
    selling.clock.set('2026-12-23T06:00:00Z')
    await renewAll(selling)
    expect(chargesOf(selling, subscriber).length).toBe(1)
    await selling.setGateway({})
  })

  it('is charged once by several workers at once', async () => {
    const subscribers = [await subscribe(selling), await subscribe(selling), await subscribe(selling)]
    selling.clock.set('2026-12-23T00:00:00Z')
    await Promise.all([renewAll(selling), renewAll(selling), renewAll(selling)])
    expect(subscribers.map((subscriber) => chargesOf(selling, subscriber).length)).toEqual([1, 1, 1])
  })
})

describe('a declined card', () => {
  it('is tried again on the days of the settings, then the contract stops; each failure is told once', async () => {
    const subscriber = await subscribe(selling, DECLINED_LATER)
    const seen: unknown[] = []
    for (const day of ['2026-12-23', '2026-12-24', '2026-12-26', '2026-12-30']) {
      selling.clock.set(`${day}T00:00:00Z`)
      await renewAll(selling)
      const { state, cardState, tries, dueOn } = await contractOf(selling, subscriber)
      seen.push([state, cardState, tries, dueOn])
    }
    expect(seen).toEqual([
      ['active', 'retrying', 1, '2026-12-24'],
      ['active', 'retrying', 2, '2026-12-26'],
      ['active', 'retrying', 3, '2026-12-30'],
      ['suspended', 'unpayable', 4, null],
    ])
    expect((await renewalsOf(selling, subscriber)).map(({ orderId, state }) => [orderId, state])).toEqual(
      [1, 2, 3, 4].map((attempt) => [`${subscriber.number}-1-${attempt}`, 'declined']),
    )
    expect(await newsOf(selling, subscriber)).toEqual([
      ...Array(4).fill('payment.renewal_card_failed'),
      'contract.suspended',
    ])
    expect(await lettersOf(subscriber)).toEqual(['charge_failed', 'charge_failed', 'charge_failed', 'suspended'])
    const last = await database.db
      .selectFrom('events')
      .select('payload')
      .where('contractId', '=', subscriber.contractId)
      .where('type', '=', 'payment.renewal_card_failed')
      .orderBy('id')
      .execute()
    expect(last.map(({ payload }) => (payload as { nextTryAt: string | null }).nextTryAt)).toEqual([
      '2026-12-24T00:00:00.000Z',
      '2026-12-26T00:00:00.000Z',
      '2026-12-30T00:00:00.000Z',
      null,
    ])
  })

  it.each([
    ['expired', '4000000000000069', 'expired_card'],
    ['lost', '4000000000009987', 'lost_card'],
  ])('that is %s is not tried again', async (_what, number, code) => {
    const subscriber = await subscribe(selling)
    await setCard(selling, subscriber, number)
    selling.clock.set('2026-12-23T00:00:00Z')
    await renewAll(selling)
    expect(await contractOf(selling, subscriber)).toMatchObject({
      state: 'suspended',
      cardState: 'unpayable',
      tries: 1,
    })
    expect(await renewalsOf(selling, subscriber)).toMatchObject([{ state: 'declined', declineCode: code }])
    expect(await newsOf(selling, subscriber)).toEqual(['payment.renewal_card_failed', 'contract.suspended'])
  })

  it('that the gateway keeps no longer, or that there never was, is not tried again', async () => {
    const [gone, none] = [await subscribe(selling), await subscribe(selling)]
    await setCard(selling, gone, 'cus_nobody')
    await database.db.updateTable('contracts').set({ savedCard: null }).where('id', '=', none.contractId).execute()
    selling.clock.set('2026-12-23T00:00:00Z')
    await renewAll(selling)
    for (const subscriber of [gone, none]) {
      expect(await contractOf(selling, subscriber)).toMatchObject({ state: 'suspended', cardState: 'unpayable' })
      expect(await newsOf(selling, subscriber)).toEqual(['payment.renewal_card_failed', 'contract.suspended'])
    }
  })

  it('counts for nothing when another card was given while its answer was unknown', async () => {
    const subscriber = await subscribe(selling)
    await setCard(selling, subscriber, '4000000000000069')
    selling.sandbox.world.faults.gateway = { mode: 'hang', timesLeft: 1, delayMs: 0, afterAccepting: true }
    selling.clock.set('2026-12-23T00:00:00Z')
    await renewAll(selling)
    expect(await renewalsOf(selling, subscriber)).toMatchObject([{ state: 'unknown' }])
    await setCard(selling, subscriber, '4242424242424242')
    await settleAll(selling)
    await renewAll(selling)
    expect(await renewalsOf(selling, subscriber)).toMatchObject([
      { state: 'declined', declineCode: 'expired_card' },
      { state: 'succeeded', orderId: `${subscriber.number}-1-2` },
    ])
    expect(await newsOf(selling, subscriber)).toEqual(['payment.renewal_card_failed', 'payment.card_recovered'])
    expect(await contractOf(selling, subscriber)).toMatchObject({ state: 'active', cardState: 'ok', termNo: 1 })
  })
})

describe('a charge without an answer', () => {
  it.each(['hang', '500'] as const)('(%s after it was made) is found, and never made again', async (mode) => {
    const subscriber = await subscribe(selling)
    selling.sandbox.world.faults.gateway = { mode, timesLeft: 1, delayMs: 0, afterAccepting: true }
    selling.clock.set('2026-12-23T00:00:00Z')
    await renewAll(selling)
    expect(await contractOf(selling, subscriber)).toMatchObject({ termNo: 0, dueOn: null })
    await settleAll(selling)
    await renewAll(selling)
    expect(chargesOf(selling, subscriber).length).toBe(1)
    expect(await contractOf(selling, subscriber)).toMatchObject({ termNo: 1, dueOn: '2027-01-23' })
  })

  it('that never arrived is made again under the same order id, and nobody is told of a failure', async () => {
    const subscriber = await subscribe(selling)
    selling.sandbox.world.faults.gateway = { mode: 'hang', timesLeft: 1, delayMs: 0, afterAccepting: false }
    selling.clock.set('2026-12-23T00:00:00Z')
    await renewAll(selling)
    await settleAll(selling, 1)
    expect(await renewalsOf(selling, subscriber)).toMatchObject([{ state: 'unknown' }])
    await settleAll(selling, 2)
    await renewAll(selling)
    expect(await renewalsOf(selling, subscriber)).toMatchObject([
      { state: 'succeeded', orderId: `${subscriber.number}-1-1` },
    ])
    expect(await newsOf(selling, subscriber)).toEqual([])
  })

  it('that succeeds after the contract was cancelled is recorded, and staff are told what to do', async () => {
    const subscriber = await subscribe(selling)
    selling.sandbox.world.faults.gateway = { mode: 'hang', timesLeft: 1, delayMs: 0, afterAccepting: true }
    selling.clock.set('2026-12-23T00:00:00Z')
    await renewAll(selling)
    await cancelNow(selling.context, { contractId: subscriber.contractId, actor: staff, note: '電話で依頼' })
    await settleAll(selling)
    expect(await renewalsOf(selling, subscriber)).toMatchObject([{ state: 'succeeded' }])
    expect(await newsOf(selling, subscriber)).toEqual(['contract.cancelled'])
    expect(await contractOf(selling, subscriber)).toMatchObject({ state: 'cancelled', termNo: 0, dueOn: null })
    const [told] = (await attention()).filter(({ subject }) => subject === `${subscriber.number}-1-1`)
    expect(told).toMatchObject({ kind: 'late_payment', title: expect.stringContaining('解約後に決済が成立しました') })
    expect(told?.detail).toContain('3,980円')
    expect(told?.detail).toContain(`契約 ${subscriber.number} のページの「決済」の一覧から返金してください。`)
  })
})

describe('a gateway that cannot be asked', () => {
  it.each([
    ['is not there', { apiBase: 'http://127.0.0.1:9' }],
    ['refuses our key', { secretKey: 'sk_wrong' }],
    ['is not set', { gateway: 'none' }],
  ] as const)(
    '%s: the customer is told nothing, it is tried again, and staff learn of it after an hour',
    async (_how, broken) => {
      const subscriber = await subscribe(selling)
      await selling.setGateway(broken)
      selling.clock.set('2026-12-23T00:00:00Z')
      await renewAll(selling)
      expect(await renewalsOf(selling, subscriber)).toEqual([])
      expect(await newsOf(selling, subscriber)).toEqual([])
      expect(await attention()).not.toContainEqual(expect.objectContaining({ kind: 'charges_waiting' }))
      // Nobody asks again within the next minutes.
      expect(await renewContracts(selling.context).claim(10)).toEqual([])

      await later('70 minutes')
      await renewAll(selling)
      expect((await attention()).filter(({ kind }) => kind === 'charges_waiting').length).toBe(1)
      await selling.setGateway({})
      await later('6 minutes')
      await renewAll(selling)
      expect(await renewalsOf(selling, subscriber)).toMatchObject([
        { state: 'succeeded', orderId: `${subscriber.number}-1-1` },
      ])
      expect(await contractOf(selling, subscriber)).toMatchObject({ termNo: 1, wantedSince: null })
      await database.db.deleteFrom('attention').execute()
    },
  )

  const later = (span: string) =>
    sql`update contracts set lease_until = lease_until - ${span}::interval, wanted_since = wanted_since - ${span}::interval`.execute(
      database.db,
    )
})

describe('a reserved cancellation', () => {
  it('ends the contract as its day begins, before anything is charged', async () => {
    const subscriber = await subscribe(selling)
    await reserveCancellation(selling.context, {
      contractId: subscriber.contractId,
      actor: { kind: 'customer', id: subscriber.customerId },
    })
    selling.clock.set('2026-12-22T14:59:00Z')
    await renewAll(selling)
    expect(await contractOf(selling, subscriber)).toMatchObject({ state: 'cancellation_reserved', dueOn: '2026-12-23' })
    selling.clock.set('2026-12-22T15:00:00Z')
    await renewAll(selling)
    expect(await contractOf(selling, subscriber)).toMatchObject({ state: 'cancelled', dueOn: null })
    expect(await newsOf(selling, subscriber)).toEqual(['contract.cancellation_reserved', 'contract.cancelled'])
    expect(chargesOf(selling, subscriber)).toEqual([])
  })
})

it('a contract that staff let go on is charged on the day they gave, and stops again when that fails', async () => {
  const subscriber = await subscribe(selling)
  await setCard(selling, subscriber, '4000000000000069')
  selling.clock.set('2026-12-23T00:00:00Z')
  await renewAll(selling)
  await resumeByHand(selling.context, {
    contractId: subscriber.contractId,
    actor: staff,
    note: '来月まで待つ',
    owedOn: '2027-01-10',
  })
  selling.clock.set('2027-01-10T00:00:00Z')
  await renewAll(selling)
  expect(await newsOf(selling, subscriber)).toEqual([
    'payment.renewal_card_failed',
    'contract.suspended',
    'contract.resumed',
    'payment.renewal_card_failed',
    'contract.suspended',
  ])
})

describe('a contract that is paid by transfer', () => {
  const byTransfer = async () => {
    const subscriber = await subscribe(selling)
    const { contractId } = subscriber
    await database.db.updateTable('contracts').set({ method: 'transfer' }).where('id', '=', contractId).execute()
    return subscriber
  }

  it('is handed over when a term comes due, once, and charged nothing', async () => {
    const subscriber = await byTransfer()
    selling.clock.set('2026-12-23T00:00:00Z')
    const expected: string[] = []
    const work = renewContracts(selling.context, async (tx, { now }, contract) => {
      expected.push(`${contract.number} ${now.toISOString()}`)
      await tx.updateTable('contracts').set({ dueOn: '2027-01-23' }).where('id', '=', contract.id).execute()
    })
    const due = await work.claim(10)
    expect(await work.claim(10)).toEqual([])
    await Promise.all(due.map((contract) => work.perform(contract)))
    expect(expected).toEqual([`${subscriber.number} 2026-12-23T00:00:00.000Z`])
    expect(chargesOf(selling, subscriber)).toEqual([])
  })

  it('ends on the day of its reserved cancellation', async () => {
    const subscriber = await byTransfer()
    await reserveCancellation(selling.context, { contractId: subscriber.contractId, actor: staff })
    selling.clock.set('2026-12-23T00:00:00Z')
    await renewAll(selling)
    expect(await contractOf(selling, subscriber)).toMatchObject({ state: 'cancelled' })
  })
})

it('a broken contract keeps no other from being renewed', async () => {
  const [broken, sound] = [await subscribe(selling), await subscribe(selling)]
  // Its application's product is of no kind that an event may name.
  await database.db.updateTable('applications').set({ productKind: 'odd' }).where('email', '=', broken.email).execute()
  await setCard(selling, broken, '4000000000000002')
  selling.clock.set('2026-12-23T00:00:00Z')
  const work = renewContracts(selling.context)
  const due = await work.claim(10)
  const ends = await Promise.allSettled(due.map((contract) => work.perform(contract)))
  expect(ends.filter(({ status }) => status === 'rejected').length).toBe(1)
  expect(await contractOf(selling, sound)).toMatchObject({ termNo: 1 })
})
