import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applicationPages } from '../../../tests/support/application-pages.ts'
import { createVisitor, type Page, type Visitor } from '../../../tests/support/visitor.ts'

const pages = applicationPages()
const DECLINES_WHEN_SAVED = '4000000000000341'
const ASKS_CARDHOLDER = '4000000000003220'

beforeAll(async () => {
  const talk = { slug: 'talk', name: '個別相談', kind: 'one_time', priceYen: 16_500, transferAccepted: true } as const
  const { id: offerProductId } = await pages.selling.addProduct(talk)
  const offerText = '# 今だけ\n<script>alert(1)</script> **特別価格**です。'
  const video = { slug: 'video', name: '動画講座', kind: 'one_time', priceYen: 49_800, transferAccepted: true } as const
  await pages.selling.addProduct({ ...video, offerProductId, offerText })
})
afterAll(() => pages.selling.clock.set('2026-11-23T05:00:00Z'))

/** A new visitor who has just applied for what brings the offer. */
async function offered(cardNumber?: string): Promise<{ visitor: Visitor; page: Page; email: string }> {
  const { visitor, typed } = pages.newVisitor()
  const page = await pages.complete(visitor, await pages.confirm(visitor, typed, cardNumber, 'video'), 'video')
  return { visitor, page, email: typed.email ?? '' }
}
const accept = (visitor: Visitor, page: Page) => visitor.send(`${page.path}/accept`, page.fields)
const refuse = (visitor: Visitor, page: Page) => visitor.send(`${page.path}/refuse`, page.fields)

describe('the offer page', () => {
  it('follows the application and says all that the law wants said before the click', async () => {
    const { page } = await offered()
    expect(page).toMatchObject({ status: 200, path: expect.stringMatching(/^\/offer\/[\w-]{43}$/) })
    for (const words of [
      '「動画講座」のお申し込みは完了しました',
      '<h2>今だけ</h2>',
      '&lt;script&gt;',
      '<strong>特別価格</strong>',
      '個別相談',
      '16,500円',
      'Visa 下4桁 4242',
      'お申し込み時(2026年11月23日)に16,500円を1回のみご請求します。',
      '2026/11/23 14:30 まで',
      '解約・キャンセル',
    ])
      expect(page.html).toContain(words)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('same-origin')
  })

  it('is accepted in one click; then the thanks show both, and the page is gone', async () => {
    const { visitor, page, email } = await offered()
    const before = pages.chargeCount()
    const [first, twice] = await Promise.all([accept(visitor, page), accept(visitor, page)])
    const thanks = await visitor.open(first.path)
    const numbers = (await pages.applicationsOf(email)).map(({ number }) => number)
    expect(numbers.length).toBe(2)
    for (const number of numbers) expect(thanks.html).toContain(number)
    expect(thanks.path).toBe(`/apply/thanks/${numbers[0]}`)
    // The other click may have come while the card was being charged: then it waits.
    expect(twice.status).toBe(200)
    expect((await visitor.open(page.path)).path).toBe(thanks.path)
    expect((await refuse(visitor, page)).path).toBe(thanks.path)
    expect(pages.chargeCount()).toBe(before + 1)
  })

  it('is refused in one click, for good', async () => {
    const { visitor, page, email } = await offered()
    const before = pages.chargeCount()
    const thanks = await refuse(visitor, page)
    expect(thanks.path).toMatch(/^\/apply\/thanks\//)
    expect(thanks.html).not.toContain('個別相談')
    expect((await accept(visitor, page)).path).toBe(thanks.path)
    expect([(await pages.applicationsOf(email)).length, pages.chargeCount()]).toEqual([1, before])
  })

  it('says kindly that its time has passed', async () => {
    const { visitor, page } = await offered()
    pages.selling.clock.set('2026-11-23T05:30:00Z')
    const late = await accept(visitor, page)
    pages.selling.clock.set('2026-11-23T05:00:00Z')
    expect(late.status).toBe(410)
    for (const words of [
      'ご案内の期限が過ぎました',
      '代金は発生していません',
      '「動画講座」は、問題なく完了しています',
    ])
      expect(late.html).toContain(words)
  })

  it('asks for another card when the saved one is declined', async () => {
    const { visitor, page, email } = await offered(DECLINES_WHEN_SAVED)
    const declined = await accept(visitor, page)
    expect(declined.path).toBe(page.path)
    expect(declined.html).toContain('カード会社の承認が得られませんでした')
    expect(declined.html).toMatch(/<input id="card-number"(?![^>]* name=)/)
    expect((await accept(visitor, page)).html).toContain('お支払いに使うカードを入力してください。')
    const cardToken = await pages.selling.cardToken()
    const thanks = await visitor.send(`${page.path}/accept`, { ...declined.fields, cardToken })
    expect(thanks.path).toMatch(/^\/apply\/thanks\//)
    expect((await pages.applicationsOf(email)).map(({ state }) => state)).toEqual([
      'completed',
      'declined',
      'completed',
    ])
  })

  it('leads to 3-D Secure with another card, and back', async () => {
    const { visitor, page } = await offered(DECLINES_WHEN_SAVED)
    const declined = await accept(visitor, page)
    const cardToken = await pages.selling.cardToken(ASKS_CARDHOLDER)
    const on = await visitor.send(`${page.path}/accept`, { ...declined.fields, cardToken })
    const url = /href="([^"]*\/3ds\/[^"]*)"/.exec(on.html)?.[1] ?? ''
    const back = await fetch(url, { method: 'POST', body: new URLSearchParams({ result: 'ok' }), redirect: 'manual' })
    const { pathname, search } = new URL(back.headers.get('location') ?? '')
    expect((await visitor.open(pathname + search)).path).toMatch(/^\/apply\/thanks\//)
  })

  it('does nothing for a form that is not its own, and is unknown to whoever guesses', async () => {
    const { page, email } = await offered()
    const stranger = createVisitor(pages.url)
    const foreign = await stranger.send(`${page.path}/accept`, { formToken: page.fields.formToken ?? '' })
    expect(foreign.status).toBe(403)
    expect((await pages.applicationsOf(email)).length).toBe(1)
    expect((await stranger.open('/offer/nobody-made-this')).status).toBe(404)
  })

  it('stands while the outcome of the application was waited for, too', async () => {
    const { visitor, typed } = pages.newVisitor()
    const on = await pages.complete(visitor, await pages.confirm(visitor, typed, ASKS_CARDHOLDER, 'video'), 'video')
    const url = /href="([^"]*\/3ds\/[^"]*)"/.exec(on.html)?.[1] ?? ''
    const back = await fetch(url, { method: 'POST', body: new URLSearchParams({ result: 'ok' }), redirect: 'manual' })
    const { pathname, search } = new URL(back.headers.get('location') ?? '')
    expect((await visitor.open(pathname + search)).path).toMatch(/^\/offer\//)
  })
})
