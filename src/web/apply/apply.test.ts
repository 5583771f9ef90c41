import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { applicationPages } from '../../../tests/support/application-pages.ts'
import { createVisitor, type Page } from '../../../tests/support/visitor.ts'
import { settleCharges } from '../../applications/index.ts'

const pages = applicationPages()
const DECLINED = '4000000000000002'

describe('the story', () => {
  it('goes from the form over the confirmation to thanks, and writes nothing before the customer confirms', async () => {
    const { visitor, typed } = pages.newVisitor()
    const confirmation = await pages.confirm(visitor, typed)
    expect(confirmation.status).toBe(200)
    for (const words of [
      '最終確認',
      'ピアノ・オンラインレッスン',
      '3,980円',
      '2026年11月23日',
      '2026年12月23日',
      '2027年1月23日',
      '会員ページからお手続きいただけます。help@shop.example まで',
      'Visa 下4桁 4242',
      '山田 花子',
      typed.email,
    ])
      expect(confirmation.html.replaceAll('<!-- -->', '')).toContain(words)
    expect(await pages.applicationsOf(typed.email)).toEqual([])

    const thanks = await pages.complete(visitor, confirmation)
    const [application] = await pages.applicationsOf(typed.email)
    expect(thanks).toMatchObject({ status: 200, path: `/apply/thanks/${application?.number}` })
    expect(thanks.html).toContain('お申し込みありがとうございます')
    expect(thanks.html).not.toContain(typed.email)
  })

  it('goes back from the confirmation with everything typed but the card', async () => {
    const { visitor, typed } = pages.newVisitor()
    const confirmation = await pages.confirm(visitor, typed)
    const form = await visitor.send('/apply/piano/edit', confirmation.fields)
    expect(form.fields).toMatchObject({ ...typed, cardToken: '' })
  })

  it('is the same for an address that is a customer’s already', async () => {
    const { visitor, typed } = pages.newVisitor()
    const words = async (page: Promise<Page>) => (await page).html.replace(/A-\w{8}/g, 'A-')
    const first = await words(pages.complete(visitor, await pages.confirm(visitor, typed)))
    const other = createVisitor(pages.url)
    const second = await words(pages.complete(other, await pages.confirm(other, { ...typed, familyName: '佐藤' })))
    expect(second).toBe(first)
    expect(await pages.selling.eventsOf(typed.email ?? '')).toEqual([
      'customer.provisionally_registered',
      'application.completed',
      'application.completed',
    ])
  })
})

describe('sent twice', () => {
  it('gives one application and one charge, from any page', async () => {
    const { visitor, typed } = pages.newVisitor()
    const before = pages.chargeCount()
    const confirmation = await pages.confirm(visitor, typed)
    const [one, two] = await Promise.all([pages.complete(visitor, confirmation), pages.complete(visitor, confirmation)])
    expect([one.status, two.status]).toEqual([200, 200])
    expect((await pages.complete(visitor, confirmation)).path).toMatch(/^\/apply\/thanks\//)
    expect((await pages.confirm(visitor, typed)).html).toContain('お申し込みは完了しています')
    expect((await pages.applicationsOf(typed.email)).length).toBe(1)
    expect(pages.chargeCount()).toBe(before + 1)
  })

  it('lets the customer apply once more by their own wish', async () => {
    const { visitor, typed } = pages.newVisitor()
    await pages.complete(visitor, await pages.confirm(visitor, typed))
    const done = await visitor.open('/apply/piano')
    expect(done.html).toContain('お申し込みは完了しています')
    const form = await visitor.send('/apply/piano/again', done.fields)
    expect(form.html).toContain('確認画面へ進む')
    await pages.complete(visitor, await pages.confirm(visitor, typed))
    expect((await pages.applicationsOf(typed.email)).length).toBe(2)
  })
})

describe('a declined card', () => {
  it('brings the form back with the reason and everything typed, and the next try counts', async () => {
    const { visitor, typed } = pages.newVisitor()
    const confirmation = await pages.confirm(visitor, typed, DECLINED)
    const form = await pages.complete(visitor, confirmation)
    expect(form.path).toBe('/apply/piano')
    expect(form.html).toContain('カード会社の承認が得られませんでした')
    expect(form.fields).toMatchObject({ ...typed, cardToken: '' })
    expect((await pages.complete(visitor, confirmation)).path).toBe('/apply/piano')
    expect((await pages.complete(visitor, await pages.confirm(visitor, typed))).path).toMatch(/^\/apply\/thanks\//)
    expect((await pages.applicationsOf(typed.email)).map((application) => application.state)).toEqual([
      'declined',
      'completed',
    ])
  })

  it('makes one application when two tabs both try again', async () => {
    const { visitor, typed } = pages.newVisitor()
    await pages.complete(visitor, await pages.confirm(visitor, typed, DECLINED))
    const tabs = [await pages.confirm(visitor, typed), await pages.confirm(visitor, typed)]
    await Promise.all(tabs.map((tab) => pages.complete(visitor, tab)))
    expect((await pages.applicationsOf(typed.email)).map((application) => application.state)).toEqual([
      'declined',
      'completed',
    ])
  })

  it('is refused at the 20th attempt from one address, with a clear message and nothing lost', async () => {
    const { visitor, typed } = pages.newVisitor()
    await sql`insert into card_attempts (address, email_key) select ${pages.address}, 'x' || n from generate_series(1, 19) n`.execute(
      pages.database.db,
    )
    const before = pages.chargeCount()
    const form = await pages.complete(visitor, await pages.confirm(visitor, typed))
    expect(form.status).toBe(429)
    expect(form.html).toContain('お支払いの試行回数が多すぎる')
    expect(form.fields).toMatchObject(typed)
    expect([await pages.applicationsOf(typed.email), pages.chargeCount()]).toEqual([[], before])
  })
})

describe('a silent gateway', () => {
  it('is told honestly, charged once and settled later', async () => {
    const { visitor, typed } = pages.newVisitor()
    const before = pages.chargeCount()
    const confirmation = await pages.confirm(visitor, typed, '4000000000000408')
    const waiting = await pages.complete(visitor, confirmation)
    expect(waiting.path).toMatch(/^\/apply\/status\//)
    expect(waiting.html).toContain('決済の結果を確認しています')
    expect(waiting.html).toContain('http-equiv="refresh"')
    expect((await pages.complete(visitor, confirmation)).path).toBe(waiting.path)
    expect((await visitor.open('/apply/piano')).path).toBe(waiting.path)

    await sql`update payments set settle_due_at = now() where state = 'unknown'`.execute(pages.database.db)
    const work = settleCharges(pages.selling.context)
    for (const payment of await work.claim(10)) await work.perform(payment)
    expect((await visitor.open(waiting.path)).path).toMatch(/^\/apply\/thanks\//)
    expect(pages.chargeCount()).toBe(before + 1)
  })
})

describe('3-D Secure', () => {
  it.each([
    ['ok', /^\/apply\/thanks\//],
    ['cancel', /^\/apply\/piano$/],
  ])('leads to the gateway and back (%s)', async (result, end) => {
    const { visitor, typed } = pages.newVisitor()
    const on = await pages.complete(visitor, await pages.confirm(visitor, typed, '4000000000003220'))
    const url = /href="([^"]*\/3ds\/[^"]*)"/.exec(on.html)?.[1] ?? ''
    expect((await visitor.open('/apply/piano')).html).toContain('本人認証が完了していません')
    const back = await fetch(url, { method: 'POST', body: new URLSearchParams({ result }), redirect: 'manual' })
    const { pathname, search } = new URL(back.headers.get('location') ?? '')
    expect((await visitor.open(pathname + search)).path).toMatch(end)
  })

  it('lets the customer begin again instead', async () => {
    const { visitor, typed } = pages.newVisitor()
    await pages.complete(visitor, await pages.confirm(visitor, typed, '4000000000003220'))
    const unfinished = await visitor.open('/apply/piano')
    await visitor.send('/apply/piano/again', unfinished.fields)
    expect((await pages.complete(visitor, await pages.confirm(visitor, typed))).path).toMatch(/^\/apply\/thanks\//)
  })
})
