import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { openDoors } from '../../../tests/support/open-doors.ts'
import { type Selling, startSelling } from '../../../tests/support/selling.ts'
import { createVisitor, type Visitor } from '../../../tests/support/visitor.ts'
import { submit } from '../../applications/index.ts'
import { createMemberAccounts } from '../../customers/index.ts'
import { registerPages } from '../register/index.ts'
import { type Listening, listen } from '../server.ts'
import { mypagePages } from './index.ts'

const database = testDatabase()
let selling: Selling
let site: Listening
beforeAll(async () => {
  selling = await startSelling(database.db, database.url)
  const { secrets, baseUrl } = selling.context
  const accounts = createMemberAccounts({ pool: database.pool, secrets, baseUrl })
  let visitors = 0
  // Each from an address of its own: the login's limit is not what is tried here.
  const parts = { ...selling.context, ...openDoors, accounts, clientAddress: () => `198.51.100.${visitors++ % 250}` }
  const app = new Hono().route('/', registerPages(parts)).route('/', mypagePages(parts))
  const listening = await listen(app.fetch as never, { host: '127.0.0.1', port: 0 })
  if (listening === 'port_taken') throw new Error(listening)
  site = listening
})
afterAll(async () => {
  await site.close()
  await selling.close()
})

const PASSWORD = 'correct horse battery'

/** The link of this kind in the latest letter to an address, as its path. */
async function linkOf(email: string, path: string): Promise<string> {
  const letters = await database.db
    .selectFrom('letters')
    .select('body')
    .where('toAddress', '=', email)
    .orderBy('id', 'desc')
    .execute()
  const found = letters.map(({ body }) => new RegExp(`${path}/[\\w-]+`).exec(body)?.[0]).find((link) => link)
  if (!found) throw new Error(`no letter with ${path} to ${email}`)
  return found
}

const lettersTo = async (email: string) =>
  (await database.db.selectFrom('letters').select('kind').where('toAddress', '=', email).orderBy('id').execute()).map(
    ({ kind }) => kind,
  )

/** A customer who registered and is logged in. */
async function member(): Promise<{ email: string; visitor: Visitor; id: string }> {
  const submission = await selling.submission()
  await submit(selling.context, submission)
  const { email } = submission.applicant
  const visitor = createVisitor(site.url)
  const link = await linkOf(email, '/register')
  const form = await visitor.open(link)
  await visitor.send(link, { ...form.fields, password: PASSWORD, passwordAgain: PASSWORD })
  const { id } = await database.db
    .selectFrom('customers')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  return { email, visitor, id }
}

async function logIn(visitor: Visitor, email: string, password: string) {
  const form = await visitor.open('/mypage/login')
  return visitor.send('/mypage/login', { ...form.fields, email, password })
}

describe('a page that needs a login', () => {
  it('is reached after it', async () => {
    const { email } = await member()
    const visitor = createVisitor(site.url)
    const login = await visitor.open('/mypage/profile')
    expect(login.path).toBe('/mypage/login?next=%2Fmypage%2Fprofile')
    const page = await visitor.send('/mypage/login', { ...login.fields, email, password: PASSWORD })
    expect(page.path).toBe('/mypage/profile')
  })

  it.each(['https://evil.example/', '//evil.example', '/mypage/../admin', '/admin', '/mypage?x=1'])(
    'never leads to %s',
    async (next) => {
      const { email } = await member()
      const visitor = createVisitor(site.url)
      const login = await visitor.open('/mypage/login')
      const page = await visitor.send('/mypage/login', { ...login.fields, next, email, password: PASSWORD })
      expect(page.path).toBe('/mypage')
    },
  )
})

describe('a forgotten password', () => {
  it('is replaced by a mailed link, once, and ends every session', async () => {
    const { email, visitor } = await member()
    const stranger = createVisitor(site.url)
    const asked = await stranger.open('/mypage/password')
    const sent = await stranger.send('/mypage/password', { ...asked.fields, email: email.toUpperCase() })
    expect(sent.html).toContain('メールをご確認ください')
    const link = await linkOf(email, '/mypage/password')
    const form = await stranger.open(link)
    const fields = { ...form.fields, password: 'another battery horse', passwordAgain: 'another battery horse' }
    expect((await stranger.send(link, { ...fields, passwordAgain: 'x' })).status).toBe(422)
    expect((await stranger.send(link, fields)).html).toContain('パスワードを設定しました')
    expect(await stranger.send(link, fields)).toMatchObject({ status: 410 })
    expect((await visitor.open('/mypage')).path).toMatch(/^\/mypage\/login/)
    expect((await logIn(stranger, email, PASSWORD)).status).toBe(401)
    expect((await logIn(stranger, email, 'another battery horse')).path).toBe('/mypage')
  })

  it('answers alike whether the address is known or not, and floods nobody', async () => {
    const { email } = await member()
    const visitor = createVisitor(site.url)
    const ask = async (address: string) => {
      const form = await visitor.open('/mypage/password')
      const page = await visitor.send('/mypage/password', { ...form.fields, email: address })
      return page.html.replaceAll(address, '')
    }
    const known = await ask(email)
    expect(await ask('nobody@customer.example')).toBe(known)
    for (let i = 0; i < 4; i++) await ask(email)
    expect((await lettersTo(email)).filter((kind) => kind === 'password_reset')).toHaveLength(3)
    expect(await lettersTo('nobody@customer.example')).toEqual([])
  })

  it('of somebody who never registered brings the link of 本登録', async () => {
    const submission = await selling.submission()
    await submit(selling.context, submission)
    const { email } = submission.applicant
    const visitor = createVisitor(site.url)
    const form = await visitor.open('/mypage/password')
    await visitor.send('/mypage/password', { ...form.fields, email })
    expect((await lettersTo(email)).at(-1)).toBe('registration_link')
    expect((await visitor.open(await linkOf(email, '/register'))).html).toContain('本登録(パスワードの設定)')
  })

  it('link ends after an hour', async () => {
    const { email } = await member()
    const visitor = createVisitor(site.url)
    const form = await visitor.open('/mypage/password')
    await visitor.send('/mypage/password', { ...form.fields, email })
    const before = selling.context.clock.now()
    selling.clock.set(new Date(before.getTime() + 3_600_001).toISOString())
    expect((await visitor.open(await linkOf(email, '/mypage/password'))).status).toBe(410)
    selling.clock.set(before.toISOString())
  })
})

describe('what customers change of themselves', () => {
  it('is kept as typed, readings in katakana', async () => {
    const { visitor, id } = await member()
    const form = await visitor.open('/mypage/profile')
    const typed = { familyName: '佐藤', givenName: '花子', familyKana: 'さとう', givenKana: 'ﾊﾅｺ', newsletter: 'yes' }
    const page = await visitor.send('/mypage/profile', { ...form.fields, ...typed })
    expect(page.html).toContain('お客様情報を変更しました')
    const row = database.db.selectFrom('customers').selectAll().where('id', '=', id)
    expect(await row.executeTakeFirstOrThrow()).toMatchObject({
      ...{ familyName: '佐藤', familyKana: 'サトウ', givenKana: 'ハナコ', newsletter: true },
    })
    const wrong = await visitor.send('/mypage/profile', { ...form.fields, ...typed, familyName: '', givenKana: '花' })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('メイはカタカナで入力してください')
  })

  it('an address changes when its own letter is confirmed, and the old one is told', async () => {
    const { visitor, email, id } = await member()
    const form = await visitor.open('/mypage/profile')
    const newEmail = `new-${email}`
    expect((await visitor.send('/mypage/email', { ...form.fields, email: newEmail })).html).toContain(
      '確認のメールをお送りしました',
    )
    const link = await linkOf(newEmail, '/mypage/email')
    // A mail program that looks at the link changes nothing.
    const page = await createVisitor(site.url).open(link)
    expect(page.html).toContain(newEmail)
    const stranger = createVisitor(site.url)
    const confirm = await stranger.open(link)
    expect((await stranger.send(link, confirm.fields)).html).toContain('メールアドレスを変更しました')
    expect((await stranger.send(link, confirm.fields)).status).toBe(410)
    expect((await lettersTo(email)).at(-1)).toBe('mail_changed')
    const { email: now } = await database.db
      .selectFrom('customers')
      .select('email')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(now).toBe(newEmail)
    expect((await logIn(createVisitor(site.url), newEmail, PASSWORD)).path).toBe('/mypage')
  })

  it('another customer’s address is neither taken nor betrayed', async () => {
    const other = await member()
    const { visitor, email } = await member()
    const form = await visitor.open('/mypage/profile')
    const page = await visitor.send('/mypage/email', { ...form.fields, email: other.email })
    expect(page.html).toContain('確認のメールをお送りしました')
    expect((await lettersTo(other.email)).filter((kind) => kind === 'mail_change')).toEqual([])
    expect((await visitor.send('/mypage/email', { ...form.fields, email })).html).toContain(
      '現在のメールアドレスと同じ',
    )
  })
})
