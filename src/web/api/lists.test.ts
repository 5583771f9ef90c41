import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SeededSale, seedSale } from '../../../tests/support/api-seed.ts'
import { type Ask, type ServedApi, serveApi } from '../../../tests/support/api-server.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { startTelling, type Telling } from '../../../tests/support/telling.ts'
import {
  applicationDetail,
  applicationPage,
  customerDetail,
  eventPage,
  letterDetail,
  letterPage,
  product,
} from './schemas.ts'

const database = testDatabase()
let telling: Telling
let api: ServedApi
let owner: Ask
const sales: SeededSale[] = []
const LINK_KEY = 'wIqXn3vJt0a5Zk8yR1sD4fG7hB2mC6pL'

beforeAll(async () => {
  telling = await startTelling(database.db, database.url)
  api = await serveApi(telling.context, database.pool, `${telling.sandbox.url}/chatwork/v2`)
  owner = await api.signInAsOwner()
  // The same second for some: the order must then come from the id.
  for (let i = 0; i < 7; i++)
    sales.push(
      await seedSale(
        database.db,
        {
          familyName: ['山田', '佐藤', '鈴木'][i % 3] ?? '',
          givenName: `花子${i}`,
          email: `Hanako${i}@customer.example`,
        },
        new Date(Date.UTC(2026, 10, 20, 0, 0, Math.floor(i / 3))),
      ),
    )
  await tellOf(sale(0))
})
afterAll(async () => {
  await api.close()
  await telling.close()
})

function sale(index: number): SeededSale {
  const found = sales[index]
  if (!found) throw new Error(`no sale ${index}`)
  return found
}

async function tellOf({ customerId, applicationId, contractId, number }: SeededSale): Promise<void> {
  const customer = { id: customerId, familyName: '山田', givenName: '花子0', email: 'hanako0@customer.example' }
  const bought = { id: 'p', name: 'オンライン講座', kind: 'monthly', priceYen: 3_980 } as const
  await telling.tell({
    type: 'application.completed',
    actor: { kind: 'visitor' },
    occurredAt: new Date('2026-11-20T00:00:00Z'),
    about: { customerId, applicationId, contractId },
    payload: {
      application: { id: applicationId, number, kind: 'standard', amountYen: 3_980, method: 'card' },
      ...{
        customer,
        newCustomer: true,
        product: bought,
        contract: { id: contractId, number: 'C-1' },
        netshoninPlanId: null,
      },
    },
  })
  await database.db
    .insertInto('letters')
    .values({
      ...{
        audience: 'customer',
        kind: 'application_accepted',
        customerId,
        toAddress: customer.email,
        subject: 'お申し込み',
      },
      ...{ messageId: '<1@shop.example>', body: `本登録はこちら:\n${api.url}/register/${LINK_KEY}\n` },
    })
    .execute()
}

async function readAll(path: string): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = applicationPage.parse((await owner('GET', `${path}&cursor=${cursor}`.replace(/&cursor=$/, ''))).body)
    ids.push(...page.items.map((item) => item.id))
    cursor = page.nextCursor
  }
  return ids
}

describe('a list', () => {
  it('comes page by page, newest first, each entry once', async () => {
    const whole = await readAll('/applications?limit=100')
    expect(whole).toHaveLength(7)
    expect(await readAll('/applications?limit=2')).toEqual(whole)
    expect(await readAll('/applications?limit=7')).toEqual(whole)
    expect(whole[0]).toBe(sale(6).applicationId)
  })

  it('does not shift when something arrives between two pages', async () => {
    const first = applicationPage.parse((await owner('GET', '/applications?limit=3')).body)
    const person = { familyName: '新着', givenName: '太郎', email: 'new@customer.example' }
    await seedSale(database.db, person, new Date('2026-11-21T00:00:00Z'))
    const second = applicationPage.parse((await owner('GET', `/applications?limit=3&cursor=${first.nextCursor}`)).body)
    expect(second.items.map((item) => item.id)).not.toContain(first.items.at(-1)?.id)
    expect(second.items.every((item) => item.familyName !== '新着')).toBe(true)
  })

  it.each(['limit=0', 'limit=101', 'limit=x', 'cursor=x'])('refuses ?%s at the field', async (query) => {
    const answer = await owner('GET', `/applications?${query}`)
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ errors: [{ field: query.split('=')[0] }] })
  })

  it.each([
    ['applications', '山田 花子0', 1],
    ['applications', 'HANAKO1@', 1],
    ['applications', '100%_', 0],
    ['customers', '佐藤', 2],
    ['customers', '山田 花子3', 1],
    ['payments', 'hanako2@customer', 1],
    ['contracts', '鈴木花子2', 1],
    ['contracts', '佐', 2],
    ['applications', 'ＨＡＮＡＫＯ１＠', 1],
  ])('/%s finds %s', async (path, q, count) => {
    const answer = await owner('GET', `/${path}?q=${encodeURIComponent(q)}`)
    expect(answer.status).toBe(200)
    expect((answer.body as { items: unknown[] }).items).toHaveLength(count)
  })

  it('finds an application by its number', async () => {
    const page = applicationPage.parse((await owner('GET', `/applications?q=${sale(4).number.toLowerCase()}`)).body)
    expect(page.items.map((item) => item.id)).toEqual([sale(4).applicationId])
  })

  it('finds whoever is meant, however they are typed', async () => {
    const names = { familyName: '髙橋', givenName: '亜希', familyKana: 'タカハシ', givenKana: 'アキ' }
    await seedSale(database.db, { ...names, email: 'aki@x.example' }, new Date('2026-11-01T00:00:00Z'))
    for (const q of ['高橋', '髙橋', 'ﾀｶﾊｼ', 'たかはし　あき', 'カ', '橋亜', '亜'])
      for (const path of ['customers', 'applications', 'contracts', 'payments']) {
        const found = await owner('GET', `/${path}?q=${encodeURIComponent(q)}`)
        expect([q, path, (found.body as { items: unknown[] }).items.length]).toEqual([q, path, 1])
      }
  })
})

describe('a detail', () => {
  it('of an application has its payment, contract and events', async () => {
    const detail = applicationDetail.parse((await owner('GET', `/applications/${sale(0).applicationId}`)).body)
    expect(detail.payments).toMatchObject([{ id: sale(0).paymentId, card: { brand: 'Visa', last4: '4242' } }])
    // One month after 31 January of a leap year.
    expect(detail.contract).toMatchObject({ id: sale(0).contractId, nextChargeOn: '2028-02-29', endsOn: null })
    expect(detail.events).toMatchObject([{ type: 'application.completed', label: '申し込み完了', actor: 'お客様' }])
    expect(detail.events[0]?.summary).toContain('山田 花子0')
    expect(detail.zendesk).toBeNull()
  })

  it('of a customer has all that belongs to it', async () => {
    const detail = customerDetail.parse((await owner('GET', `/customers/${sale(0).customerId}`)).body)
    expect([detail.applications, detail.contracts, detail.payments].map((list) => list.length)).toEqual([1, 1, 1])
  })

  it('of a contract has its payments and events', async () => {
    const answer = await owner('GET', `/contracts/${sale(0).contractId}`)
    expect(answer.body).toMatchObject({
      payments: [{ id: sale(0).paymentId }],
      events: [{ type: 'application.completed' }],
    })
  })

  it('of a letter hides the key of the personal link', async () => {
    const list = letterPage.parse((await owner('GET', '/letters?audience=customer')).body)
    const letter = letterDetail.parse((await owner('GET', `/letters/${list.items[0]?.id}`)).body)
    expect(letter.body).toContain('/register/(お客様専用のため非表示)')
    expect(letter.body).not.toContain(LINK_KEY)
  })
})

it('a letter is sent again once it is out, as a letter of its own', async () => {
  const letters = letterPage.parse((await owner('GET', '/letters?audience=customer')).body).items
  const path = `/letters/${letters[0]?.id}/resend`
  expect(letters[0]).toMatchObject({ kindLabel: '申し込みの受付(カード決済)', state: 'queued', resendOf: null })
  expect((await owner('POST', path, {})).body).toMatchObject({
    code: 'not_resendable',
    detail: expect.stringContaining('送信の途中'),
  })
  await database.db.updateTable('letters').set({ state: 'accepted' }).execute()
  const again = await owner('POST', path, {})
  expect([again.status, again.body]).toMatchObject([201, { state: 'queued', resendOf: letters[0]?.id }])
  expect((await owner('POST', '/letters/N1/resend', {})).status).toBe(404)
})

it('events are filtered by category and type', async () => {
  const types = async (query: string) =>
    eventPage.parse((await owner('GET', `/events?${query}`)).body).items.map((event) => event.type)
  expect(await types('category=application')).toEqual(['application.completed'])
  expect(await types('category=payment')).toEqual([])
  expect(await types('category=payment&type=application.completed')).toEqual([])
})

describe('products', () => {
  const fields = {
    ...{ name: '動画講座', slug: 'video', kind: 'one_time', priceYen: 9_800, description: '', state: 'draft' },
    netshoninPlanId: '201',
  }

  it('are made and changed; a field that is not sent stays', async () => {
    const made = await owner('POST', '/products', fields)
    expect(made.status).toBe(201)
    const { id } = product.parse(made.body)
    const changed = await owner('PATCH', `/products/${id}`, { priceYen: 12_800, state: 'published' })
    expect(changed.body).toMatchObject({ ...fields, priceYen: 12_800, state: 'published' })
    expect((await owner('GET', `/products/${id}`)).body).toEqual(changed.body)
  })

  it('are refused at the field', async () => {
    const taken = await owner('POST', '/products', fields)
    expect([taken.status, taken.body]).toMatchObject([409, { code: 'slug_taken', errors: [{ field: 'slug' }] }])
    const wrong = await owner('POST', '/products', { ...fields, slug: 'あ', priceYen: 0 })
    expect(wrong.status).toBe(422)
    expect(wrong.body).toMatchObject({
      errors: [{ field: 'slug' }, { field: 'priceYen', message: '金額は1円以上で入力してください' }],
    })
    expect((await owner('PATCH', `/products/${crypto.randomUUID()}`, { priceYen: 1 })).status).toBe(404)
  })
})
