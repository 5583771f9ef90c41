import { describe, expect, it } from 'vitest'
import { OWNER } from '../../../tests/support/api-server.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { sellingApi } from '../../../tests/support/selling-api.ts'
import { payment, paymentPage } from './schemas.ts'

const database = testDatabase()
const { selling, owner, visitor } = sellingApi(database)

const list = async () => paymentPage.parse((await owner('GET', '/payments')).body).items

describe('POST /payments/{id}/refunds', () => {
  it('asks for a part, then for all that is left, and says in the list who did it and why', async () => {
    const { number } = await selling.sell(selling.product)
    const [sold] = await list()
    expect(sold).toMatchObject({ orderId: number, refundableYen: 3_980, refunds: [] })
    const path = `/payments/${sold?.id}/refunds`
    expect(await owner('POST', path, { amountYen: 0.5, note: ' ' })).toMatchObject({
      status: 422,
      body: {
        errors: [
          { field: 'amountYen', message: '金額は整数で入力してください' },
          { field: 'note', message: '理由を入力してください' },
        ],
      },
    })
    expect(await owner('POST', path, { amountYen: 4_000, note: '重複' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'amountYen', message: '返金できるのは、残りの3,980円までです。' }] },
    })
    const part = await owner('POST', path, { amountYen: 980, note: ' 重複 ' })
    expect(part.status).toBe(201)
    expect(payment.parse(part.body)).toMatchObject({
      refundableYen: 3_000,
      refunds: [{ amountYen: 980, state: 'started', requestedBy: OWNER.name, note: '重複' }],
    })
    selling.clock.set('2026-11-23T05:01:00Z')
    expect((await owner('POST', path, { note: '残りも' })).status).toBe(201)
    expect(await list()).toMatchObject([{ refundableYen: null, refunds: [{ amountYen: 980 }, { amountYen: 3_000 }] }])
    expect(await owner('POST', path, { note: 'もう一度' })).toMatchObject({
      status: 409,
      body: { code: 'not_refundable', detail: 'この決済は、すでに全額が返金済みか、返金を依頼中です。' },
    })
  })

  it('is refused where no gateway is set, for an unknown payment, and for whoever is not signed in', async () => {
    const { id: applicationId } = await selling.sell(selling.product)
    const sold = (await list()).find(({ application }) => application.id === applicationId)
    const path = `/payments/${sold?.id}/refunds`
    await selling.setGateway({ gateway: 'none' })
    expect(await owner('POST', path, { note: '重複' })).toMatchObject({
      status: 409,
      body: { code: 'payments_unavailable', detail: expect.stringContaining('決済会社が設定されていない') },
    })
    await selling.setGateway({})
    const nobody = '00000000-0000-4000-8000-000000000000'
    expect((await owner('POST', `/payments/${nobody}/refunds`, { note: '重複' })).status).toBe(404)
    expect((await visitor('POST', path, { note: '重複' })).status).toBe(401)
    expect((await list()).find(({ id }) => id === sold?.id)?.refunds).toEqual([])
  })
})
