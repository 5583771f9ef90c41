import type { Page, Request } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { agentId } from '../../sandbox/zendesk/desk.ts'
import { PATIENTLY, testBrowser, visibleText } from '../support/browser.ts'
import { runningShop } from '../support/running-shop.ts'
import { apply, cards, confirmForm, order } from './applying.ts'
import { countHeard, heardOf, messagesIn, NOTHING_HEARD, rooms } from './heard.ts'
import { choose, save, section, signIn } from './staff.ts'

const shop = runningShop('sample')
const browser = testBrowser(import.meta.filename)
const productPage = () => `${shop.url}/apply/english`

const hanako = { familyName: '山田', givenName: '花子', email: 'hanako.yamada@customer.example' }

describe('an application', () => {
  it('reaches everybody within one second of the thanks page, and the card number never reaches the shop', async () => {
    const page = await browser.open()
    const requests = collectRequests(page)
    await page.goto(productPage())
    await expect
      .poll(() => visibleText(page.locator('main')), PATIENTLY)
      .toMatch(/オンライン英会話コース[\s\S]*月額 5,980円/)
    await browser.picture(page, '1-form')
    await confirmForm(page, hanako, cards.succeeds)
    await browser.picture(page, '2-confirmation')
    await order(page)

    await expect
      .poll(() => countHeard(shop.world, hanako.email), { timeout: 1_000, interval: 10 })
      .toEqual({
        ...NOTHING_HEARD,
        applicationRoom: 1,
        generalRoom: 1,
        tickets: 1,
        lists: ['101', '201'],
        letters: 1,
        administratorsMails: 2,
      })
    await browser.picture(page, '3-thanks')
    const { carriers, others } = carriersOf(requests, cards.succeeds)
    expect(carriers.map((url) => new URL(url).origin)).toEqual([shop.sandbox.url])
    expect(others.some((url) => url === `${productPage()}/complete`)).toBe(true)
  })

  it('says the same everywhere, in the shop’s words', () => {
    const heard = heardOf(shop.world, hanako.email)
    expect(heard.applicationRoom[0]).toContain('【申し込み】オンライン英会話コース / 山田 花子 様')
    expect(heard.applicationRoom[0]).toContain('金額: 月額 5,980円')
    expect(heard.generalRoom[0]).toContain('【仮登録】山田 花子 様')
    expect(heard.administratorsMails.toSorted()).toEqual([
      '【仮登録】山田 花子 様',
      '【申し込み】オンライン英会話コース / 山田 花子 様',
    ])
    const [ticket] = heard.tickets
    expect(ticket).toMatchObject({ submitterId: agentId, comment: { public: true, authorId: agentId } })
    expect(ticket?.subject).toMatch(/^【お申し込み】オンライン英会話コース\(A.+\) 山田 花子様$/)
    expect(ticket?.comment.body).toContain(hanako.email)
  })

  it('is confirmed on a page that says what, how much, when and how to cancel', async () => {
    const page = await browser.open()
    await page.goto(productPage())
    await confirmForm(page, { ...hanako, email: 'looks-only@customer.example' }, cards.succeeds)
    const fact = (label: string) => page.locator('dl.facts > div', { has: page.getByText(label, { exact: true }) })
    const said = async (label: string) => (await visibleText(fact(label).locator('dd'))).replace(/\s+/g, ' ')
    expect(await said('商品')).toBe('オンライン英会話コース')
    expect(await said('数量')).toBe('1')
    expect(await said('金額')).toMatch(/^月額 5,980円\s?税込$/)
    expect(await said('お支払い方法')).toContain('下4桁 4242')
    expect(await said('お支払い時期')).toMatch(
      /お申し込み時\(.+\)に初回の5,980円をご請求し、以降は解約のお手続きまで毎月\d+日に同額をご請求します。/,
    )
    expect(await said('お支払い時期')).toMatch(/次回 .+、その次 .+/)
    expect(await said('解約・キャンセル')).toMatch(
      /会員ページからお手続きいただけます。support@luxliner-demo\.example までご連絡いただく方法でも承ります。.*次回のご請求日の前日までに/,
    )
    expect(await said('お名前')).toBe('山田 花子 様')
    expect(await visibleText(page.locator('main'))).toContain('まだお申し込みは確定していません。')
    expect(countHeard(shop.world, 'looks-only@customer.example')).toEqual(NOTHING_HEARD)
  })
})

describe('本登録', () => {
  it('is done by the letter’s link, and 全体のお知らせ hears of it', async () => {
    const [letter = ''] = heardOf(shop.world, hanako.email).letters
    const [link = ''] = letter.match(/http:\/\/\S+\/register\/\S+/) ?? []
    const page = await browser.open()
    await page.goto(link)
    await browser.picture(page, '4-registration')
    await page.getByLabel('パスワード', { exact: true }).fill('himawari-no-tane')
    await page.getByLabel('パスワード(確認のためもう一度)').fill('himawari-no-tane')
    await page.getByRole('button', { name: '本登録する' }).click()
    await page.getByText('本登録が完了しました。ありがとうございます。').waitFor()
    await browser.picture(page, '5-my-page')
    await expect
      .poll(() => messagesIn(shop.world, rooms.general, hanako.email).at(-1), PATIENTLY)
      .toContain('【本登録完了】山田 花子 様')
    await page.goto(`${shop.sandbox.url}/chatwork?room=${rooms.general}`)
    await page.getByText('【本登録完了】山田 花子 様').waitFor()
    await browser.picture(page, '6-room')

    await page.goto(link)
    await page.getByRole('heading', { name: '本登録はすでに完了しています' }).waitFor()
  })
})

describe('通知メールの停止', () => {
  it('ends the administrators’ mails while Chatwork gets the news', async () => {
    const staff = await browser.open()
    await signIn(staff, shop.url)
    await choose(staff, '外部連携', { href: '/settings/integrations' })
    await section(staff, 'Chatwork連携').getByLabel('通知メールの停止').check()
    await save(staff, 'Chatwork連携')

    const kenji = { familyName: '森田', givenName: '健二', email: 'kenji.morita@customer.example' }
    await apply(await browser.open(), productPage(), kenji)
    // A mail that stands in for Chatwork would be made together with Chatwork's outcome: with nothing open, none comes.
    await expect.poll(() => shop.open(), PATIENTLY).toBe(0)
    expect(countHeard(shop.world, kenji.email)).toEqual({
      ...NOTHING_HEARD,
      applicationRoom: 1,
      generalRoom: 1,
      tickets: 1,
      lists: ['101', '201'],
      letters: 1,
    })
  })
})

/** Every request of a page from now on. */
function collectRequests(page: Page): Request[] {
  const requests: Request[] = []
  page.on('request', (request) => requests.push(request))
  return requests
}

/** The addresses that were sent a card number in any spelling, in the address, the headers or the body; and the others. */
function carriersOf(requests: readonly Request[], card: string): { carriers: string[]; others: string[] } {
  const carries = (request: Request) =>
    [request.url(), JSON.stringify(request.headers()), request.postData() ?? '']
      .map((text) => [...new URLSearchParams(text)].flat().join().replace(/[\s-]/g, ''))
      .some((text) => text.includes(card))
  return {
    carriers: requests.filter(carries).map((request) => request.url()),
    others: requests.filter((request) => !carries(request)).map((request) => request.url()),
  }
}
