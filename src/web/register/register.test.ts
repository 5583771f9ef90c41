import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { openDoors } from '../../../tests/support/open-doors.ts'
import { type Selling, startSelling } from '../../../tests/support/selling.ts'
import { createVisitor } from '../../../tests/support/visitor.ts'
import { submit } from '../../applications/index.ts'
import { createMemberAccounts } from '../../customers/index.ts'
import { mypagePages } from '../mypage/index.ts'
import { type Listening, listen } from '../server.ts'
import { registerPages } from './index.ts'

const database = testDatabase()
let selling: Selling
let site: Listening
beforeAll(async () => {
  selling = await startSelling(database.db, database.url)
  const { secrets, baseUrl } = selling.context
  const accounts = createMemberAccounts({ pool: database.pool, secrets, baseUrl })
  const parts = { ...selling.context, ...openDoors, accounts, clientAddress: () => '192.0.2.1' }
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
/** Somebody who applied, and the link of their letter. */
async function applicant(): Promise<{ email: string; link: string }> {
  const submission = await selling.submission()
  await submit(selling.context, submission)
  const { email } = submission.applicant
  const letter = await database.db
    .selectFrom('letters')
    .select('body')
    .where('toAddress', '=', email)
    .executeTakeFirstOrThrow()
  return { email, link: /\/register\/\S+/.exec(letter.body)?.[0] ?? '' }
}

describe('本登録 through the mailed link', () => {
  it('leads to 会員ページ with the contract and the payment', async () => {
    const { email, link } = await applicant()
    const visitor = createVisitor(site.url)
    const form = await visitor.open(link)
    expect(form.html).toContain('山田 花子 様')
    const page = await visitor.send(link, { ...form.fields, password: PASSWORD, passwordAgain: PASSWORD })
    expect(page.path).toBe('/mypage?welcome=1')
    for (const words of [
      '本登録が完了しました',
      'ピアノ・オンラインレッスン',
      '月額 3,980円',
      '次回のご請求日 2026年12月23日',
    ])
      expect(page.html).toContain(words)
    expect(await selling.eventsOf(email)).toEqual([
      'customer.provisionally_registered',
      'application.completed',
      'customer.registered',
    ])
    expect(await visitor.open(link)).toMatchObject({
      status: 410,
      html: expect.stringContaining('本登録はすでに完了しています'),
    })
  })

  it.each([
    [{ password: 'short', passwordAgain: 'short' }, 'password', 'パスワードは10文字以上で入力してください'],
    [{ password: PASSWORD, passwordAgain: 'other' }, 'passwordAgain', '2つのパスワードが一致していません'],
    [{}, 'password', 'パスワードを入力してください'],
  ])('tells of %j at its field', async (typed, field, message) => {
    const { link } = await applicant()
    const visitor = createVisitor(site.url)
    const form = await visitor.open(link)
    const page = await visitor.send(link, { ...form.fields, ...typed })
    expect(page.status).toBe(422)
    expect(page.html).toContain(`<p id="${field}-error" class="field-error">${message}`)
    expect(page.html).not.toContain(PASSWORD)
  })

  it('does nothing for a foreign form, an expired link or one that nobody sent', async () => {
    const { email, link } = await applicant()
    const visitor = createVisitor(site.url)
    const passwords = { password: PASSWORD, passwordAgain: PASSWORD }
    expect((await visitor.send(link, passwords)).status).toBe(403)
    selling.clock.set('2026-12-01T05:00:00Z')
    expect(await visitor.open(link)).toMatchObject({ status: 410, html: expect.stringContaining('有効期限') })
    selling.clock.set('2026-11-23T05:00:00Z')
    expect((await visitor.open('/register/nobody-sent-this')).status).toBe(404)
    expect(await selling.eventsOf(email)).not.toContain('customer.registered')
  })
})

describe('会員ページ', () => {
  it('is shown to the member alone, after login and until logout', async () => {
    const { email, link } = await applicant()
    const first = createVisitor(site.url)
    const form = await first.open(link)
    await first.send(link, { ...form.fields, password: PASSWORD, passwordAgain: PASSWORD })

    const visitor = createVisitor(site.url)
    const login = await visitor.open('/mypage')
    expect(login.path).toBe('/mypage/login')
    const wrong = await visitor.send('/mypage/login', { ...login.fields, email, password: 'not the password' })
    expect(wrong).toMatchObject({
      status: 401,
      html: expect.stringContaining('メールアドレスまたはパスワードが正しくありません'),
    })
    const page = await visitor.send('/mypage/login', {
      ...login.fields,
      email: email.toUpperCase(),
      password: PASSWORD,
    })
    expect(page).toMatchObject({ path: '/mypage', html: expect.stringContaining('山田 花子 様') })
    await visitor.send('/mypage/logout', page.fields)
    expect((await visitor.open('/mypage')).path).toBe('/mypage/login')
  })
})
