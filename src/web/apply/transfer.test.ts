import { beforeAll, describe, expect, it } from 'vitest'
import { applicationPages } from '../../../tests/support/application-pages.ts'
import { issueRegistrationLink, register, signIn } from '../../customers/index.ts'
import { transact } from '../../platform/database.ts'

const pages = applicationPages()
const questions = [
  { kind: 'text', label: 'お住まいの地域', required: true, choices: [] },
  { kind: 'long_text', label: 'ご要望', required: false, choices: [] },
  { kind: 'choice', label: 'ご希望の曜日', required: true, choices: ['平日', '土日'] },
  { kind: 'checkbox', label: '興味のある楽器', required: false, choices: ['ピアノ', 'ギター'] },
] as const

beforeAll(async () => {
  const video = { slug: 'video', name: '動画講座', kind: 'one_time', priceYen: 49_800 } as const
  await pages.selling.addProduct({
    ...video,
    transferAccepted: true,
    questions: questions.map((q) => ({ ...q, choices: [...q.choices] })),
  })
  await pages.selling.addProduct({ ...video, slug: 'by-bank', cardAccepted: false, transferAccepted: true })
})

/** The names of the fields of the form, by the questions' labels as they stand before them. */
function fieldOf(html: string, label: string): string {
  const found =
    new RegExp(`for="(q-[\\w-]+)">${label}`).exec(html) ??
    new RegExp(`id="(q-[\\w-]+)"[^>]*><legend>${label}`).exec(html)
  if (!found?.[1]) throw new Error(`no question ${label}`)
  return found[1]
}

describe('without a script', () => {
  it('an application by transfer goes to the end, answers and all, and no card is asked for', async () => {
    const { visitor, typed } = pages.newVisitor()
    const before = pages.chargeCount()
    const form = await visitor.open('/apply/video')
    const answers = {
      [fieldOf(form.html, 'お住まいの地域')]: '東京<都>',
      [fieldOf(form.html, 'ご要望')]: '1行目\r\n2行目',
      [fieldOf(form.html, 'ご希望の曜日')]: '土日',
      [`${fieldOf(form.html, '興味のある楽器')}-1`]: 'ギター',
    }
    expect(form.fields.newsletter).toBeUndefined()
    const filled = { ...form.fields, ...typed, ...answers, familyKana: 'やまだ', method: 'transfer', newsletter: 'yes' }
    const confirmation = await visitor.send('/apply/video/confirm', filled)
    for (const words of [
      '銀行振込',
      '2026年11月30日までに49,800円',
      '東京&lt;都&gt;',
      '1行目\n2行目',
      '土日',
      'ギター',
      'ヤマダ',
      '受け取る',
    ])
      expect(confirmation.html).toContain(words)

    const again = await visitor.send('/apply/video/edit', confirmation.fields)
    expect(again.fields).toMatchObject({
      ...typed,
      ...answers,
      [fieldOf(form.html, 'ご要望')]: '1行目\n2行目',
      newsletter: 'yes',
      method: 'transfer',
    })

    const thanks = await pages.complete(visitor, confirmation, 'video')
    const [application] = await pages.applicationsOf(typed.email)
    expect(thanks.path).toBe(`/apply/thanks/${application?.number}`)
    for (const words of ['みどり銀行 本店 普通 1234567', '49,800円', '2026年11月30日'])
      expect(thanks.html).toContain(words)
    const rows = await pages.database.db
      .selectFrom('applications as a')
      .innerJoin('payments as p', 'p.applicationId', 'a.id')
      .innerJoin('customers as c', 'c.id', 'a.customerId')
      .select(['a.answers', 'p.state', 'p.reference', 'c.newsletter', 'c.familyKana'])
      .where('a.email', '=', typed.email ?? '')
      .execute()
    expect(rows).toMatchObject([{ state: 'expected', newsletter: true, familyKana: 'ヤマダ' }])
    expect(thanks.html).toContain(rows[0]?.reference)
    expect(rows[0]?.answers).toEqual([
      { question: 'お住まいの地域', answer: '東京<都>' },
      { question: 'ご要望', answer: '1行目\n2行目' },
      { question: 'ご希望の曜日', answer: '土日' },
      { question: '興味のある楽器', answer: 'ギター' },
    ])
    expect((await pages.complete(visitor, confirmation, 'video')).path).toBe(thanks.path)
    expect((await pages.applicationsOf(typed.email)).length).toBe(1)
    expect(pages.chargeCount()).toBe(before)
  })

  it('tells at its field what is missing, too long or no choice, and keeps the rest', async () => {
    const { visitor, typed } = pages.newVisitor()
    const form = await visitor.open('/apply/video')
    const [place, wish, day] = ['お住まいの地域', 'ご要望', 'ご希望の曜日'].map((label) => fieldOf(form.html, label))
    const filled = { ...form.fields, ...typed, emailAgain: 'other@customer.example', method: 'transfer' }
    const page = await visitor.send('/apply/video/confirm', {
      ...filled,
      [`${wish}`]: 'あ'.repeat(1_001),
      [`${day}`]: '毎日',
    })
    expect(page.status).toBe(422)
    for (const [id, message] of [
      ['emailAgain', '2つのメールアドレスが一致していません'],
      [place, '入力してください'],
      [wish, '1,000文字以内で入力してください'],
      [day, '選んでください'],
    ])
      expect(page.html).toContain(`<p id="${id}-error" class="field-error">${message}`)
    expect(page.fields).toMatchObject({
      ...typed,
      emailAgain: 'other@customer.example',
      [`${wish}`]: 'あ'.repeat(1_001),
    })
  })
})

describe('a product that is paid by transfer alone', () => {
  it('asks for no card, with or without a gateway, and says so where the shop has no account', async () => {
    await pages.selling.setGateway({ gateway: 'none' })
    const { visitor } = pages.newVisitor()
    const form = await visitor.open('/apply/by-bank')
    expect(form.html).toContain('銀行振込')
    expect(form.html).not.toContain('card-number')
    await pages.selling.setGateway({ bankAccount: '' })
    expect((await visitor.open('/apply/by-bank')).status).toBe(503)
    expect((await visitor.open('/apply/video')).html).not.toContain('value="transfer"')
    await pages.selling.setGateway({})
  })
})

describe('a customer who is logged in', () => {
  const PASSWORD = 'himawari-no-tane'
  /** A visitor with the session of a customer who registered after an application. */
  async function member() {
    const { visitor, typed } = pages.newVisitor()
    await pages.complete(visitor, await pages.confirm(visitor, typed))
    const { db, context } = { db: pages.database.db, context: pages.selling.context }
    const customer = await db
      .selectFrom('customers')
      .select('id')
      .where('email', '=', typed.email ?? '')
      .executeTakeFirstOrThrow()
    const now = pages.selling.clock.now()
    const { token } = await transact(db, context.doorbell, (tx) => issueRegistrationLink(tx, customer.id, now))
    const parts = { ...context, accounts: pages.accounts }
    await register(parts, token, PASSWORD, now)
    const signedIn = await signIn(parts, typed.email ?? '', PASSWORD, '192.0.2.99')
    if (signedIn.kind !== 'signed_in') throw new Error(signedIn.kind)
    for (const cookie of signedIn.cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      visitor.cookies.set(name, value)
    }
    return { visitor, email: typed.email ?? '', id: customer.id }
  }

  it('has the form filled in, and applies in no other name', async () => {
    const { visitor, email, id } = await member()
    const form = await visitor.open('/apply/by-bank')
    expect(form.html).toContain(email)
    expect(form.fields.email).toBeUndefined()
    const other = {
      familyName: '佐藤',
      givenName: '一郎',
      email: 'other@customer.example',
      emailAgain: 'other@customer.example',
    }
    const confirmation = await visitor.send('/apply/by-bank/confirm', { ...form.fields, ...other, newsletter: 'yes' })
    expect(confirmation.html).toContain('山田 花子 様')
    await pages.complete(visitor, confirmation, 'by-bank')
    expect(await pages.applicationsOf('other@customer.example')).toEqual([])
    const { db } = pages.database
    const events = await db
      .selectFrom('events')
      .select('actor')
      .where('customerId', '=', id)
      .orderBy('id', 'desc')
      .execute()
    expect(events[0]?.actor).toEqual({ kind: 'customer', id })
    expect(await db.selectFrom('customers').select('newsletter').where('id', '=', id).execute()).toEqual([
      { newsletter: true },
    ])
  })

  it('does not apply with a confirmation of somebody else at the same screen', async () => {
    const { visitor, email } = await member()
    const form = await visitor.open('/apply/by-bank')
    const confirmation = await visitor.send('/apply/by-bank/confirm', form.fields)
    const loggedOut = await visitor.send('/apply/by-bank/logout', form.fields)
    expect(loggedOut.path).toBe('/apply/by-bank')
    expect(loggedOut.fields).toMatchObject({ email: '', familyName: '' })
    const page = await pages.complete(visitor, confirmation, 'by-bank')
    expect(page.status).toBe(409)
    expect(page.html).toContain('ログインの状態が変わったため')
    expect((await pages.applicationsOf(email)).length).toBe(1)
  })
})
