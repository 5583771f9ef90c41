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
  settleAll,
  subscribe,
} from '../../tests/support/subscribers.ts'
import { giveBack, watchForLateCharges } from '../payments/index.ts'
import type { DueWork } from '../platform/due-work.ts'
import { readCardChange, startCardChange } from './card-change.ts'
import { retryCharge } from './retry.ts'

const database = testDatabase()
const selling = sellingShop(database)
beforeEach(async () => {
  await forgetAll(selling)
  selling.clock.set('2026-11-23T05:00:00Z')
})

/** Charged at once the first time; its issuer wants to ask the holder when it is charged as a saved card. */
const ASKS_WHEN_SAVED = '4000002500003155'
const WORDS = 'カード会社の本人認証が必要なため、自動では決済できませんでした'
const asked = { state: 'declined', declineCode: 'authentication_required', declineMessage: WORDS, actionUrl: null }
const lettersOf = ({ email }: Subscriber) =>
  database.db.selectFrom('letters').select(['kind', 'body']).where('toAddress', '=', email).orderBy('id').execute()

/** Somebody whose second month's charge asks for them. */
async function askedFor(): Promise<Subscriber> {
  const subscriber = await subscribe(selling, ASKS_WHEN_SAVED)
  selling.clock.set('2026-12-23T00:00:00Z')
  await renewAll(selling)
  return subscriber
}

/** What the cardholder does on the gateway's page. */
const confirm = (url: string) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ result: 'ok' }), redirect: 'manual' })

async function doNow<Row>(work: DueWork<Row>): Promise<void> {
  await sql`update payments set settle_due_at = now() where settle_due_at is not null`.execute(database.db)
  for (const row of await work.claim(10)) await work.perform(row)
}

describe('a renewal whose issuer asks for the cardholder', () => {
  it('is a failed try with its own reason; the letter leads to where the confirmation works', async () => {
    const subscriber = await askedFor()
    expect(await renewalsOf(selling, subscriber)).toMatchObject([asked])
    expect(await contractOf(selling, subscriber)).toMatchObject({
      cardState: 'retrying',
      tries: 1,
      dueOn: '2026-12-24',
    })
    expect(await newsOf(selling, subscriber)).toEqual(['payment.renewal_card_failed'])
    const letter = (await lettersOf(subscriber)).at(-1)
    expect(letter?.kind).toBe('charge_failed')
    expect(letter?.body).toContain(`理由: ${WORDS}`)
    expect(letter?.body).toContain('同じカードをもう一度ご登録ください')
  })

  it('and whose answer was lost ends the same way when it is found', async () => {
    const subscriber = await subscribe(selling, ASKS_WHEN_SAVED)
    selling.sandbox.world.faults.gateway = { mode: 'hang', timesLeft: 1, delayMs: 0, afterAccepting: true }
    selling.clock.set('2026-12-23T00:00:00Z')
    await renewAll(selling)
    expect(await renewalsOf(selling, subscriber)).toMatchObject([{ state: 'unknown' }])
    await settleAll(selling)
    expect(await renewalsOf(selling, subscriber)).toMatchObject([asked])
    expect(await contractOf(selling, subscriber)).toMatchObject({ cardState: 'retrying', tries: 1 })
  })

  it('is tried on the planned days, and staff who charge it by hand are told why it fails', async () => {
    const subscriber = await askedFor()
    const actor = { kind: 'staff', id: 's1', name: '店長 日向' } as const
    expect(await retryCharge(selling.context, { contractId: subscriber.contractId, actor })).toMatchObject({
      kind: 'declined',
      failure: { code: 'authentication_required', message: WORDS },
    })
    for (const day of ['26', '30']) {
      selling.clock.set(`2026-12-${day}T00:00:00Z`)
      await renewAll(selling)
    }
    expect(await renewalsOf(selling, subscriber)).toMatchObject([asked, asked, asked, asked])
    expect(await contractOf(selling, subscriber)).toMatchObject({ state: 'suspended', cardState: 'unpayable' })
  })

  it('is paid at once when the same card is registered again and confirmed, and renews from then on', async () => {
    const subscriber = await askedFor()
    const { customerId } = subscriber
    const change = await startCardChange(selling.context, {
      customerId,
      token: await selling.cardToken(ASKS_WHEN_SAVED),
      clientAddress: '198.51.100.1',
      returnUrl: 'http://shop.example/mypage/card/{id}',
    })
    if (change.kind === 'refused') throw new Error(change.code)
    expect(change).toMatchObject({ state: 'unknown', actionUrl: expect.stringContaining('/gateway/3ds/') })
    await confirm(change.actionUrl ?? '')
    expect(await readCardChange(selling.context, { customerId, changeId: change.id })).toMatchObject({ state: 'saved' })
    expect((await renewalsOf(selling, subscriber)).map(({ state }) => state)).toEqual(['declined', 'succeeded'])
    expect(await newsOf(selling, subscriber)).toEqual(['payment.renewal_card_failed', 'payment.card_recovered'])
    selling.clock.set('2027-01-23T00:00:00Z')
    await renewAll(selling)
    expect(await contractOf(selling, subscriber)).toMatchObject({ state: 'active', cardState: 'ok', termNo: 2 })
  })
})

it('a charge that is confirmed after it counted as failed is found and given back; the term is charged as planned', async () => {
  const subscriber = await askedFor()
  const [waiting] = chargesOf(selling, subscriber)
  await doNow(watchForLateCharges(selling.context))
  expect(await database.db.selectFrom('refunds').selectAll().execute()).toEqual([])
  await confirm(`${selling.sandbox.url}/gateway/3ds/${waiting?.id}`)
  expect(chargesOf(selling, subscriber)).toMatchObject([{ status: 'succeeded', refundedAmount: 0 }])
  await settleAll(selling)
  await doNow(watchForLateCharges(selling.context))
  for (const row of await giveBack(selling.context).claim(10)) await giveBack(selling.context).perform(row)
  expect(chargesOf(selling, subscriber)).toMatchObject([{ status: 'succeeded', refundedAmount: 3_980 }])
  expect(await database.db.selectFrom('refunds').selectAll().execute()).toMatchObject([
    { state: 'refunded', chargeId: waiting?.id, requestedBy: 'システム' },
  ])
  expect(await renewalsOf(selling, subscriber)).toMatchObject([{ ...asked, refundedYen: 0 }])
  expect(await contractOf(selling, subscriber)).toMatchObject({ cardState: 'retrying', dueOn: '2026-12-24' })
})
