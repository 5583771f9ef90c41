import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { sellingShop } from '../../tests/support/selling.ts'
import {
  contractOf,
  forgetAll,
  renewAll,
  renewalsOf,
  type Subscriber,
  subscribe,
} from '../../tests/support/subscribers.ts'
import { cancelApplication } from '../applications/index.ts'
import { listPayments } from './list.ts'
import { giveBack } from './refund-due.ts'
import { refundPayment } from './refund-payment.ts'

const database = testDatabase()
const selling = sellingShop(database)
beforeEach(async () => {
  await forgetAll(selling)
  await database.db.deleteFrom('attention').execute()
  selling.clock.set('2026-11-23T05:00:00Z')
})

const by = { id: 'staff-1', name: '店長 日向' }
const refund = (paymentId: string, amountYen: number | null = null) =>
  refundPayment(selling.context, { paymentId, amountYen, note: '二重のご請求', by })
const listed = async (id: string) => {
  const [payment] = await listPayments(database.db, { id }, { limit: 1 })
  if (!payment) throw new Error('no such payment')
  return payment
}
const chargeOf = (orderId: string) => selling.sandbox.world.gateway.charges.find((each) => each.orderId === orderId)
/** One round of the due work. */
const giveBackDue = async () => {
  await sql`update refunds set due_at = now()`.execute(database.db)
  const work = giveBack(selling.context)
  for (const row of await work.claim(10)) await work.perform(row)
}

/** Somebody whose second month was charged, and that charge. */
async function renewed(): Promise<{ subscriber: Subscriber; paymentId: string; orderId: string }> {
  const subscriber = await subscribe(selling)
  selling.clock.set('2026-12-23T00:00:00Z')
  await renewAll(selling)
  const [payment] = await renewalsOf(selling, subscriber)
  if (payment?.state !== 'succeeded') throw new Error('not renewed')
  return { subscriber, paymentId: payment.id, orderId: payment.orderId }
}

describe('the refund of a renewal', () => {
  it('goes back in parts, says who and why, and leaves the contract as it is', async () => {
    const { subscriber, paymentId, orderId } = await renewed()
    const before = await contractOf(selling, subscriber)
    expect((await listed(paymentId)).refundableYen).toBe(3_980)
    expect(await refund(paymentId, 1_000)).toEqual({ kind: 'requested' })
    expect(await listed(paymentId)).toMatchObject({
      state: 'succeeded',
      refundableYen: 2_980,
      refunds: [
        {
          ...{ state: 'started', amountYen: 1_000, requestedBy: '店長 日向', note: '二重のご請求' },
          ...{ reason: null, createdAt: '2026-12-23T00:00:00.000Z', settledAt: null },
        },
      ],
    })
    await giveBackDue()
    expect(chargeOf(orderId)).toMatchObject({ refundedAmount: 1_000 })
    selling.clock.set('2026-12-23T00:01:00Z')
    expect(await refund(paymentId)).toEqual({ kind: 'requested' })
    await giveBackDue()
    expect(chargeOf(orderId)).toMatchObject({ refundedAmount: 3_980 })
    expect(await listed(paymentId)).toMatchObject({
      refundableYen: null,
      refunds: [
        { state: 'refunded', amountYen: 1_000, settledAt: '2026-12-23T00:00:00.000Z' },
        { state: 'refunded', amountYen: 2_980 },
      ],
    })
    expect(await renewalsOf(selling, subscriber)).toMatchObject([{ state: 'succeeded', refundedYen: 3_980 }])
    expect(await contractOf(selling, subscriber)).toEqual(before)
  })

  it('that the gateway refuses is 要対応 with the numbers that staff find it by, and may be asked for again', async () => {
    const { subscriber, paymentId, orderId } = await renewed()
    const charge = chargeOf(orderId)
    if (charge) charge.refundedAmount = charge.amount
    await refund(paymentId)
    await giveBackDue()
    expect(await listed(paymentId)).toMatchObject({
      refundableYen: 3_980,
      refunds: [{ state: 'refused', reason: '返金額が決済額を超えています。' }],
    })
    expect(await database.db.selectFrom('attention').selectAll().execute()).toMatchObject([
      {
        kind: 'refund',
        title: `返金できませんでした: 山田 花子 様 3,980円(契約 ${subscriber.number}、決済番号 ${orderId})`,
        detail: expect.stringContaining('返金の理由: 二重のご請求'),
      },
    ])
    if (charge) charge.refundedAmount = 0
    expect(await refund(paymentId)).toEqual({ kind: 'requested' })
  })

  it('is of no more than was paid, however many ask at once', async () => {
    const { paymentId, orderId } = await renewed()
    const results = await Promise.all(Array.from({ length: 6 }, () => refund(paymentId, 1_500)))
    expect(results.filter(({ kind }) => kind === 'requested')).toHaveLength(2)
    expect(results.find(({ kind }) => kind === 'refused')).toEqual({
      kind: 'refused',
      code: 'too_much',
      message: '返金できるのは、残りの980円までです。',
    })
    await giveBackDue()
    expect(chargeOf(orderId)).toMatchObject({ refundedAmount: 3_000 })
    expect(await database.db.selectFrom('attention').selectAll().execute()).toEqual([])
  })
})

describe('an application that is cancelled with a refund', () => {
  it('gives back what is left of its payment, also when somebody asks for it at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const application = await selling.sell(selling.product)
      const paid = database.db.selectFrom('payments').select('id').where('applicationId', '=', application.id)
      const { id } = await paid.executeTakeFirstOrThrow()
      await refund(id, 980)
      const cancellation = { applicationId: application.id, reason: '重複', refund: true, by }
      await Promise.all([cancelApplication(selling.context, cancellation), refund(id, 1_000)])
      await giveBackDue()
      expect(chargeOf(application.number)).toMatchObject({ refundedAmount: 3_980 })
      expect(await listed(id)).toMatchObject({ refundableYen: null })
    }
    expect(await database.db.selectFrom('attention').selectAll().execute()).toEqual([])
  })
})

describe('refusals', () => {
  const refused = (code: string, message: string) => ({
    kind: 'refused',
    code,
    message: expect.stringContaining(message),
  })

  it('of what cannot go back, and nothing is written', async () => {
    const { paymentId } = await renewed()
    const nobody = '00000000-0000-4000-8000-000000000000'
    expect(await refund(nobody)).toEqual(refused('unknown_payment', '見つかりません'))
    expect(await refund(paymentId, 3_981)).toEqual(refused('too_much', '3,980円まで'))
    await selling.setGateway({ gateway: 'none' })
    expect(await refund(paymentId)).toEqual(refused('payments_unavailable', '「設定 → 決済」をご確認ください'))
    await selling.setGateway({})
    expect((await listed(paymentId)).refunds).toEqual([])
    await refund(paymentId)
    expect(await refund(paymentId, 1)).toEqual(refused('nothing_left', 'すでに全額が返金済みか、返金を依頼中'))
  })

  it('of a transfer, and of a charge that was not made', async () => {
    const book = await selling.addProduct({ slug: 'book', name: '教本', kind: 'one_time', transferAccepted: true })
    const application = await selling.sell(book, { payBy: { method: 'transfer' } })
    const [transfer] = await listPayments(database.db, { applicationId: application.id }, { limit: 1 })
    expect(transfer?.refundableYen).toBeNull()
    expect(await refund(transfer?.id ?? '')).toEqual(refused('not_by_card', '銀行振込'))
    const { paymentId } = await renewed()
    await database.db.updateTable('payments').set({ state: 'declined' }).where('id', '=', paymentId).execute()
    expect(await refund(paymentId)).toEqual(refused('not_succeeded', '完了していない決済'))
  })
})
