import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { sellingApi } from '../../../tests/support/selling-api.ts'
import { forgetAll, renewAll, type Subscriber, setCard, subscribe } from '../../../tests/support/subscribers.ts'
import { chargeResult, contractDetail } from './schemas.ts'

const database = testDatabase()
const { selling, owner, visitor } = sellingApi(database)

const GOOD = '4242424242424242'
const EXPIRED = '4000000000000069'
const act = ({ contractId }: Subscriber, what: string, body: unknown = {}) =>
  owner('POST', `/contracts/${contractId}/${what}`, body)
const read = async ({ contractId }: Subscriber) =>
  contractDetail.parse((await owner('GET', `/contracts/${contractId}`)).body)

async function running(): Promise<Subscriber> {
  await forgetAll(selling)
  selling.clock.set('2026-11-23T05:00:00Z')
  return subscribe(selling)
}
async function suspended(): Promise<Subscriber> {
  const subscriber = await running()
  await setCard(selling, subscriber, EXPIRED)
  selling.clock.set('2026-12-23T00:00:00Z')
  await renewAll(selling)
  return subscriber
}

describe('a contract', () => {
  it('tells where it stands', async () => {
    expect(await read(await running())).toMatchObject({
      ...{ today: '2026-11-23', method: 'card', unpaidFrom: '2026-12-23', dueAt: '2026-12-23T00:00:00.000Z' },
      ...{ card: { brand: 'visa', last4: '4242', expMonth: 12, expYear: 2040 }, tries: 0, attempts: 4 },
      ...{ owed: null, underWay: false, waiting: false, cancelsOn: null },
    })
    expect(await read(await suspended())).toMatchObject({
      ...{ state: 'suspended', tries: 1, dueAt: null, owed: { termNo: 1, amountYen: 3_980 } },
    })
  })

  it('never tells what its card is charged by', async () => {
    const { contractId } = await running()
    expect(JSON.stringify((await owner('GET', `/contracts/${contractId}`)).body)).not.toMatch(/cus_|sealed/)
  })
})

describe('staff', () => {
  it('reserve, withdraw and cancel, and the history says who and why', async () => {
    const subscriber = await running()
    expect(await act(subscriber, 'reserve-cancellation', { note: '電話で受付' })).toMatchObject({
      status: 200,
      body: { state: 'cancellation_reserved', cancelsOn: '2026-12-23', dueAt: '2026-12-22T15:00:00.000Z' },
    })
    expect(await act(subscriber, 'withdraw-cancellation')).toMatchObject({ status: 200, body: { state: 'active' } })
    const cancelled = await act(subscriber, 'cancel', { note: '重複の申し込み' })
    expect(contractDetail.parse(cancelled.body)).toMatchObject({
      state: 'cancelled',
      events: [
        { type: 'contract.cancelled', actor: '店主 太郎', note: '重複の申し込み' },
        { type: 'contract.cancellation_withdrawn', actor: '店主 太郎', note: null },
        { type: 'contract.cancellation_reserved', actor: '店主 太郎', note: '電話で受付' },
        { type: 'application.completed' },
      ],
    })
  })

  it('resume a contract with a new day for what is owed', async () => {
    const subscriber = await suspended()
    expect(await act(subscriber, 'resume', { note: '月末に入金予定', owedOn: '2026-12-31' })).toMatchObject({
      status: 200,
      body: { state: 'active', cardState: 'unpayable', dueAt: '2026-12-31T00:00:00.000Z' },
    })
  })

  it('charge again, and are told how it went', async () => {
    const subscriber = await suspended()
    selling.clock.set('2026-12-23T01:00:00Z')
    const declined = chargeResult.parse((await act(subscriber, 'retry-charge', { note: '試す' })).body)
    expect(declined).toMatchObject({
      outcome: 'declined',
      message: '決済できませんでした。理由: カードの有効期限が切れています。',
      contract: { state: 'suspended', payments: [{ requestedBy: '店主 太郎', note: '試す' }, {}, {}] },
    })
    await setCard(selling, subscriber, GOOD)
    expect(await act(subscriber, 'retry-charge')).toMatchObject({
      status: 200,
      body: { outcome: 'paid', contract: { state: 'active', cardState: 'ok', owed: null } },
    })
  })
})

describe('a refusal', () => {
  it('has a code and words', async () => {
    const subscriber = await running()
    const refusal = async (what: string, body?: unknown) => {
      const { status, body: problem } = await act(subscriber, what, body)
      return [status, (problem as { code: string }).code, (problem as { detail: string }).detail]
    }
    expect(await refusal('withdraw-cancellation')).toEqual([
      409,
      'not_reserved',
      'この契約に解約予約は入っていません。',
    ])
    expect(await refusal('retry-charge')).toEqual([
      409,
      'nothing_owed',
      'この契約に、いまお支払いが必要な月額はありません。',
    ])
    expect(await refusal('resume', { note: 'x', owedOn: '2026-11-30' })).toEqual([
      409,
      'not_suspended',
      'この契約は停止していません。',
    ])
    await act(subscriber, 'cancel', { note: 'x' })
    expect(await refusal('reserve-cancellation')).toEqual([
      409,
      'contract_cancelled',
      'この契約はすでに解約されています。',
    ])
  })

  it('names the field', async () => {
    const subscriber = await suspended()
    expect(await act(subscriber, 'cancel', { note: ' ' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'note', message: '理由を入力してください' }] },
    })
    expect(await act(subscriber, 'resume', { note: 'x', owedOn: '2027-02-22' })).toMatchObject({
      status: 422,
      body: { code: 'invalid_input', errors: [{ field: 'owedOn' }] },
    })
  })

  it('of a contract that there is not is 404, and nobody acts without signing in', async () => {
    const nowhere = '/contracts/00000000-0000-4000-8000-000000000000/cancel'
    expect(await owner('POST', nowhere, { note: 'x' })).toMatchObject({ status: 404 })
    expect(await visitor('POST', nowhere, { note: 'x' })).toMatchObject({ status: 401 })
  })
})
