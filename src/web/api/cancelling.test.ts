import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedSale } from '../../../tests/support/api-seed.ts'
import { type Ask, OWNER, type ServedApi, serveApi } from '../../../tests/support/api-server.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { startTelling, type Telling } from '../../../tests/support/telling.ts'

const database = testDatabase()
let telling: Telling
let api: ServedApi
let ask: Ask
beforeAll(async () => {
  telling = await startTelling(database.db, database.url)
  api = await serveApi(telling.context, database.pool, `${telling.sandbox.url}/chatwork/v2`)
  ask = await api.signInAsOwner()
})
afterAll(async () => {
  await api.close()
  await telling.close()
})

const sale = (mailbox: string) => {
  const person = { familyName: '山田', givenName: '花子', email: `${mailbox}@customer.example` }
  return seedSale(database.db, person, new Date('2026-11-23T05:00:00Z'))
}

describe('POST /applications/{id}/cancel', () => {
  it('cancels with a reason and a refund, says who did it, and is refused the second time', async () => {
    const { applicationId } = await sale('cancels')
    const path = `/applications/${applicationId}/cancel`
    expect(await ask('POST', path, { reason: ' ' })).toMatchObject({
      status: 422,
      body: { code: 'invalid_input', errors: [{ field: 'reason', message: '理由を入力してください' }] },
    })
    expect(await ask('POST', path, { reason: '重複', refund: true })).toMatchObject({
      status: 200,
      body: {
        state: 'cancelled',
        cancellation: { by: OWNER.name, reason: '重複' },
        contract: { state: 'cancelled' },
        refundableYen: null,
        payments: [{ refunds: [{ state: 'started', amountYen: 3_980, requestedBy: OWNER.name, note: '重複' }] }],
      },
    })
    expect(await ask('POST', path, { reason: '重複' })).toMatchObject({
      status: 409,
      body: { code: 'already_done', detail: 'この申し込みは、すでに取り消されています。' },
    })
  })

  it('gives back nothing where no card was charged, and knows no other applications', async () => {
    const { applicationId, paymentId } = await sale('paid-by-bank')
    const transfer = { method: 'transfer', state: 'confirmed' }
    await database.db.updateTable('payments').set(transfer).where('id', '=', paymentId).execute()
    expect(await ask('POST', `/applications/${applicationId}/cancel`, { reason: '重複', refund: true })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'refund' }] },
    })
    const nobody = '00000000-0000-4000-8000-000000000000'
    expect((await ask('POST', `/applications/${nobody}/cancel`, { reason: '重複' })).status).toBe(404)
  })
})

describe('/products', () => {
  it('takes a product with few fields, keeps what a change leaves out, and names the field it refuses', async () => {
    const few = { name: '教本', slug: 'book', kind: 'one_time', priceYen: 2_200 }
    const made = await ask('POST', '/products', few)
    expect(made).toMatchObject({
      status: 201,
      body: { ...few, state: 'draft', cardAccepted: true, transferAccepted: false, questions: [], offerMinutes: 30 },
    })
    const path = `/products/${(made.body as { id: string }).id}`
    const questions = [{ kind: 'text', label: '地域', required: false, choices: [] }]
    await ask('PATCH', path, { questions })
    expect(await ask('PATCH', path, { state: 'published' })).toMatchObject({ body: { state: 'published', questions } })
    expect(await ask('PATCH', path, { cardAccepted: false })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'cardAccepted', message: '支払方法を1つ以上選んでください' }] },
    })
    const unlabelled = [{ ...questions[0], label: '' }]
    expect(await ask('PATCH', path, { questions: unlabelled })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'questions.0.label', message: '質問を入力してください' }] },
    })
  })
})
