import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { type Selling, startSelling } from '../../tests/support/selling.ts'
import { giveBack } from '../payments/index.ts'
import type { Product } from '../products/index.ts'
import { cancelApplication } from './cancel.ts'
import { findListedApplication } from './list.ts'

const database = testDatabase()
let selling: Selling
let book: Product
beforeAll(async () => {
  selling = await startSelling(database.db, database.url)
  book = await selling.addProduct({
    slug: 'book',
    name: '教本',
    kind: 'one_time',
    priceYen: 2_200,
    transferAccepted: true,
  })
})
afterAll(() => selling.close())

const by = { id: 'staff-1', name: '店長 日向' }
const cancel = (application: { id: string }, refund = false) =>
  cancelApplication(selling.context, { applicationId: application.id, reason: '重複したお申し込み', refund, by })
const paymentsOf = (application: { id: string }) =>
  database.db.selectFrom('payments').selectAll().where('applicationId', '=', application.id).execute()
const refundsOf = (application: { id: string }) =>
  database.db
    .selectFrom('refunds as r')
    .innerJoin('payments as p', 'p.id', 'r.paymentId')
    .select(['r.state', 'r.reason', 'r.attempts', 'r.amountYen', 'r.requestedBy'])
    .where('p.applicationId', '=', application.id)
    .execute()
const attention = () => database.db.selectFrom('attention').selectAll().execute()
const chargeOf = (application: { number: string }) =>
  selling.sandbox.world.gateway.charges.find(({ orderId }) => orderId === application.number)
const gatewayFault = (mode: '500' | '401', afterAccepting: boolean) => {
  selling.sandbox.world.faults.gateway = { mode, timesLeft: 1, delayMs: 0, afterAccepting }
}
/** One round of the due work. */
const giveBackDue = async () => {
  await sql`update refunds set due_at = now()`.execute(database.db)
  const work = giveBack(selling.context)
  for (const refund of await work.claim(10)) await work.perform(refund)
}

describe('申し込みの取り消し', () => {
  it('says who, when and why, ends the contract, tells the customer, and is refused the second time', async () => {
    const application = await selling.sell(selling.product)
    expect(await cancel(application)).toEqual({ refused: false })
    expect(await findListedApplication(database.db, application.id)).toMatchObject({
      state: 'cancelled',
      cancellation: { at: '2026-11-23T05:00:00.000Z', by: '店長 日向', reason: '重複したお申し込み' },
    })
    const contracts = database.db.selectFrom('contracts').select(['state', 'dueOn'])
    expect(await contracts.where('applicationId', '=', application.id).execute()).toEqual([
      { state: 'cancelled', dueOn: null },
    ])
    expect(await selling.eventsOf(application.email)).toEqual([
      'customer.provisionally_registered',
      'application.completed',
      'contract.cancelled',
    ])
    const letters = database.db.selectFrom('letters').select('kind').where('toAddress', '=', application.email)
    expect((await letters.execute()).map(({ kind }) => kind)).toContain('application_cancelled')
    expect(await refundsOf(application)).toEqual([])
    expect(await cancel(application)).toMatchObject({ refused: true, code: 'not_completed' })
  })

  it('happens once when two come at once', async () => {
    const application = await selling.sell(selling.product)
    const results = await Promise.all([cancel(application), cancel(application)])
    expect(results.map(({ refused }) => refused).toSorted()).toEqual([false, true])
    expect((await selling.eventsOf(application.email)).filter((type) => type === 'contract.cancelled').length).toBe(1)
  })

  it('stops waiting for a transfer, of which nothing can go back', async () => {
    const application = await selling.sell(book, { payBy: { method: 'transfer' } })
    expect(await cancel(application, true)).toMatchObject({ refused: true, code: 'nothing_to_refund' })
    expect(await paymentsOf(application)).toMatchObject([{ state: 'expected' }])
    expect(await cancel(application)).toEqual({ refused: false })
    expect(await paymentsOf(application)).toMatchObject([{ state: 'cancelled', dueAt: null }])
  })

  it('leaves nothing behind when it is rolled back', async () => {
    const application = await selling.sell(book)
    await sql`alter table letters add constraint broken check (kind <> 'application_cancelled') not valid`.execute(
      database.db,
    )
    await expect(cancel(application, true)).rejects.toThrow('broken')
    await sql`alter table letters drop constraint broken`.execute(database.db)
    expect(await findListedApplication(database.db, application.id)).toMatchObject({ state: 'completed' })
    expect(await refundsOf(application)).toEqual([])
  })
})

describe('the refund', () => {
  it('is asked for again under the same id until the gateway says how it went, and given once', async () => {
    const application = await selling.sell(book)
    await cancel(application, true)
    gatewayFault('500', true)
    await giveBackDue()
    expect(await refundsOf(application)).toMatchObject([{ state: 'started', attempts: 1, amountYen: 2_200 }])
    gatewayFault('401', false)
    await giveBackDue()
    expect(await paymentsOf(application)).toMatchObject([{ refundedYen: 0 }])
    await giveBackDue()
    expect(await refundsOf(application)).toMatchObject([{ state: 'refunded', requestedBy: '店長 日向' }])
    expect(await paymentsOf(application)).toMatchObject([{ state: 'succeeded', refundedYen: 2_200 }])
    expect(chargeOf(application)).toMatchObject({ refundedAmount: 2_200 })
    await giveBackDue()
    expect(chargeOf(application)).toMatchObject({ refundedAmount: 2_200 })
    expect(await attention()).toEqual([])
  })

  it('that the gateway refuses is 要対応, in the gateway’s words', async () => {
    const application = await selling.sell(book)
    const charge = chargeOf(application)
    if (charge) charge.refundedAmount = charge.amount
    await cancel(application, true)
    await giveBackDue()
    expect(await refundsOf(application)).toMatchObject([{ state: 'refused', reason: '返金額が決済額を超えています。' }])
    expect(await paymentsOf(application)).toMatchObject([{ refundedYen: 0 }])
    expect(await attention()).toMatchObject([
      {
        kind: 'refund',
        title: `返金できませんでした: 山田 花子 様 2,200円(申込番号 ${application.number})`,
        detail: expect.stringContaining('返金額が決済額を超えています。'),
      },
    ])
  })

  it('without an outcome for long is 要対応 once, and goes on', async () => {
    await database.db.deleteFrom('attention').execute()
    const application = await selling.sell(book)
    await cancel(application, true)
    for (let n = 0; n < 12; n++) {
      gatewayFault('500', false)
      await giveBackDue()
    }
    expect(await attention()).toMatchObject([
      { kind: 'refund', title: expect.stringContaining('結果を確認できません') },
    ])
    await giveBackDue()
    expect(await refundsOf(application)).toMatchObject([{ state: 'refunded' }])
  })
})
