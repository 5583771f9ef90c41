import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { seedSale } from '../../../tests/support/api-seed.ts'
import { type Ask, type ServedApi, serveApi } from '../../../tests/support/api-server.ts'
import { PATIENTLY } from '../../../tests/support/browser.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { startTelling, type Telling } from '../../../tests/support/telling.ts'
import { createMemberAccounts, readRegistrationLink, register } from '../../customers/index.ts'
import { createSecrets } from '../../platform/secrets.ts'
import { customer, timeLinePage } from './schemas.ts'

const database = testDatabase()
let telling: Telling
let api: ServedApi
let owner: Ask
beforeAll(async () => {
  telling = await startTelling(database.db, database.url)
  api = await serveApi(telling.context, database.pool, `${telling.sandbox.url}/chatwork/v2`)
  owner = await api.signInAsOwner()
})
afterAll(async () => {
  await api.close()
  await telling.close()
})

let people = 0
/** Adds a provisional customer of whom nobody has heard. */
async function add(change: Record<string, unknown> = {}): Promise<z.infer<typeof customer>> {
  people++
  const person = { familyName: '山田', givenName: '花子', email: `customer${people}@x.example` }
  const answer = await owner('POST', '/customers', { ...person, ...change })
  expect(answer.status).toBe(201)
  return customer.parse(answer.body)
}
const lettersTo = (address: string) =>
  database.db.selectFrom('letters').select(['kind', 'body']).where('toAddress', '=', address).orderBy('id').execute()
/** The tokens of the links of 本登録 in letters to an address, oldest first. */
async function tokensFor(address: string): Promise<string[]> {
  const letters = await lettersTo(address)
  return letters.flatMap(({ body }) => /\/register\/([\w-]+)/.exec(body)?.[1] ?? [])
}
const stateOf = async (token: string) => (await readRegistrationLink(database.db, token, new Date())).kind
async function history(id: string): Promise<string[]> {
  const { items } = timeLinePage.parse((await owner('GET', `/customers/${id}/timeline`)).body)
  return items.map((entry) => {
    if (entry.kind === 'event') return entry.event.label
    if (entry.kind === 'letter') return `メール ${entry.letter.kind}`
    return `${entry.label} ${entry.fromText ?? ''}→${entry.toText ?? ''} ${entry.actor}`
  })
}
async function registered(): Promise<z.infer<typeof customer>> {
  const made = await add({ invite: true })
  const secrets = createSecrets('test master key of the test, 32+ chars')
  const accounts = createMemberAccounts({ pool: database.pool, secrets, baseUrl: api.url })
  const [token = ''] = await tokensFor(made.email)
  const result = await register(
    { ...telling.context, accounts, baseUrl: api.url },
    token,
    'correct horse battery',
    new Date(),
  )
  expect(result.kind).toBe('registered')
  return made
}

describe('a customer whom staff add', () => {
  it('is provisional, without an event and without a letter', async () => {
    const made = await add({ familyKana: 'やまだ', givenKana: 'ﾊﾅｺ', newsletter: true })
    expect(made).toMatchObject({ state: 'provisional', familyKana: 'ヤマダ', givenKana: 'ハナコ', newsletter: true })
    expect(await history(made.id)).toEqual(['顧客の登録 → 店主 太郎'])
  })

  it('is refused with the name of whoever has the address', async () => {
    const made = await add({ familyName: '佐藤' })
    const answer = await owner('POST', '/customers', {
      ...{ familyName: '鈴木', givenName: '一郎' },
      email: made.email.toUpperCase(),
    })
    expect(answer.status).toBe(409)
    const message = 'このメールアドレスは、「佐藤 花子」様(仮登録)が使用しています。'
    expect(answer.body).toMatchObject({ code: 'email_taken', detail: message, errors: [{ field: 'email', message }] })
  })

  it('is refused at the fields', async () => {
    const answer = await owner('POST', '/customers', {
      familyName: '',
      givenName: '花子',
      familyKana: '山田',
      email: 'x',
    })
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({
      errors: [{ field: 'familyName' }, { field: 'familyKana' }, { field: 'email' }],
    })
  })
})

describe('a change', () => {
  it('says what was, what is and who did it; what was not sent stays', async () => {
    const made = await add({ familyKana: 'ヤマダ', givenKana: 'ハナコ' })
    const changed = await owner('PATCH', `/customers/${made.id}`, { familyName: '田中', newsletter: true })
    expect(changed.body).toMatchObject({
      familyName: '田中',
      givenName: '花子',
      familyKana: 'ヤマダ',
      newsletter: true,
    })
    expect((await history(made.id)).sort()).toEqual([
      'お名前の変更 山田 花子→田中 花子 店主 太郎',
      'メルマガの希望の変更 希望しない→希望する 店主 太郎',
      '顧客の登録 → 店主 太郎',
    ])
    await owner('PATCH', `/customers/${made.id}`, { familyName: '田中' })
    expect(await history(made.id)).toHaveLength(3)
  })

  it('of the name is found in every list', async () => {
    const { customerId } = await seedSale(
      database.db,
      { familyName: '旧姓', givenName: '花子', email: 'renamed@x.example' },
      new Date(),
    )
    await owner('PATCH', `/customers/${customerId}`, { familyName: '新姓' })
    for (const path of ['customers', 'contracts', 'payments'])
      expect((await owner('GET', `/${path}?q=${encodeURIComponent('新姓 花子')}`)).body).toMatchObject({ items: [{}] })
  })
})

describe('a corrected mail address', () => {
  it('of a provisional customer gets the link, and the earlier one ends', async () => {
    const made = await add({ invite: true })
    const email = `right${people}@x.example`
    const answer = await owner('PUT', `/customers/${made.id}/email`, { email })
    expect(answer.body).toMatchObject({ email, state: 'provisional' })
    const [before = ''] = await tokensFor(made.email)
    const [after = ''] = await tokensFor(email)
    expect([await stateOf(before), await stateOf(after)]).toEqual(['expired', 'open'])
    expect(await history(made.id)).toContain(`メールアドレスの変更 ${made.email}→${email} 店主 太郎`)
  })

  it('of a registered customer is told at the old address', async () => {
    const made = await registered()
    const email = `moved${people}@x.example`
    expect((await owner('PUT', `/customers/${made.id}/email`, { email })).status).toBe(200)
    expect((await lettersTo(made.email)).map(({ kind }) => kind)).toEqual([
      'registration_link',
      'registered',
      'mail_changed',
    ])
    expect(await lettersTo(email)).toEqual([])
  })

  it('is refused where it is another’s; of two who want it at once, one gets it', async () => {
    const [first, second, third] = [await add(), await add(), await add()]
    const put = (id: string, email: string) => owner('PUT', `/customers/${id}/email`, { email })
    expect((await put(first.id, second.email)).body).toMatchObject({ code: 'email_taken' })
    const both = await Promise.all([put(first.id, 'wanted@x.example'), put(third.id, 'Wanted@x.example')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('the link of 本登録', () => {
  it('is sent again, each ending the one before, and not without end', async () => {
    const made = await add({ invite: true })
    const resend = () => owner('POST', `/customers/${made.id}/registration-link`, {})
    const answers = [await resend(), await resend(), await resend(), await resend(), await resend()]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429])
    const states = await Promise.all((await tokensFor(made.email)).map(stateOf))
    expect(states).toEqual(['expired', 'expired', 'expired', 'expired', 'open'])
  })

  it('is not for customers who have registered', async () => {
    const made = await registered()
    const answer = await owner('POST', `/customers/${made.id}/registration-link`, {})
    expect([answer.status, answer.body]).toMatchObject([409, { code: 'wrong_state' }])
  })
})

describe('退会', () => {
  it('ends account and sessions, keeps what happened, and frees the address', async () => {
    const made = await registered()
    const withdrawn = await owner('POST', `/customers/${made.id}/withdrawal`, {})
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', email: made.email })
    const accounts = await database.db
      .selectFrom('memberUser')
      .select('id')
      .where('email', 'like', `${made.id}%`)
      .execute()
    expect(accounts).toEqual([])
    expect((await history(made.id))[0]).toBe('退会 → 店主 太郎')
    expect((await owner('PATCH', `/customers/${made.id}`, { givenName: '月子' })).status).toBe(409)
    expect((await add({ email: made.email })).id).not.toBe(made.id)
  })

  it('waits for contracts that run', async () => {
    const person = { familyName: '山田', givenName: '花子', email: 'runs@x.example' }
    const { customerId, contractId } = await seedSale(database.db, person, new Date())
    const withdraw = () => owner('POST', `/customers/${customerId}/withdrawal`, {})
    expect((await withdraw()).body).toMatchObject({ code: 'has_contracts' })
    await database.db.updateTable('contracts').set({ state: 'cancelled' }).where('id', '=', contractId).execute()
    expect((await withdraw()).status).toBe(200)
  })
})

describe('the time line', () => {
  it('has events with whom they were told to, letters and changes, in the order in which they happened, page by page', async () => {
    const made = await registered()
    telling.start()
    const toldTo = async () => {
      const { items } = timeLinePage.parse((await owner('GET', `/customers/${made.id}/timeline`)).body)
      return items.flatMap((entry) => (entry.kind === 'event' ? entry.deliveries : []))
    }
    await expect
      .poll(async () => (await toldTo()).map(({ outcome }) => outcome), PATIENTLY)
      .toEqual(['delivered', 'delivered'])
    const read = async (query: string) =>
      timeLinePage.parse((await owner('GET', `/customers/${made.id}/timeline?${query}`)).body)
    const whole = (await read('limit=50')).items
    expect(whole.map((entry) => (entry.kind === 'letter' ? entry.letter.kind : entry.kind))).toEqual([
      'registered',
      'event',
      'registration_link',
      'change',
      'change',
    ])
    expect(await toldTo()).toMatchObject([
      { channel: '管理者メール', destination: 'owner@shop.example' },
      { channel: '管理者メール', destination: 'staff@shop.example' },
    ])
    const pages: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await read(`limit=1${cursor && `&cursor=${cursor}`}`)
      pages.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(pages).toEqual(whole.map(({ id }) => id))
  })
})
