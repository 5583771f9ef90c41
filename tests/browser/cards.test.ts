import type { Page, Request } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { PATIENTLY, testBrowser, visibleText } from '../support/browser.ts'
import { runningShop } from '../support/running-shop.ts'
import { cards, confirmCard, confirmForm, order, orderButton } from './applying.ts'
import { countHeard, messagesIn, NOTHING_HEARD, rooms } from './heard.ts'

const shop = runningShop('sample')
const browser = testBrowser(import.meta.filename)

/** What a new customer's application for a monthly product makes everybody hear; the administrators by mail too. */
const HEARD_OF_ONE = {
  ...NOTHING_HEARD,
  applicationRoom: 1,
  generalRoom: 1,
  tickets: 1,
  lists: ['101', '201'],
  letters: 1,
  administratorsMails: 2,
}

/** The states of a person's applications, and how many customers have the address. */
async function recordsOf(email: string) {
  const { db } = shop.app
  const applications = await db.selectFrom('applications').select('state').where('email', '=', email).execute()
  const customers = await db.selectFrom('customers').select('id').where('email', '=', email).execute()
  return { applications: applications.map(({ state }) => state).sort(), customers: customers.length }
}

async function openConfirmation(email: string, card: string): Promise<Page> {
  return confirmIn(await browser.open(), email, card)
}

/** The same visitor's 最終確認 in one more tab. */
async function openCopy(page: Page, email: string): Promise<Page> {
  return confirmIn(await page.context().newPage(), email, cards.succeeds)
}

async function confirmIn(page: Page, email: string, card: string): Promise<Page> {
  await page.goto(`${shop.url}/apply/english`)
  await confirmForm(page, { familyName: '小川', givenName: '光', email }, card)
  return page
}

describe('a declined card', () => {
  const email = 'declined.ogawa@customer.example'

  it('is explained, keeps what was typed, and is told in 決済トラブル対応 alone', async () => {
    const page = await openConfirmation(email, cards.isDeclined)
    await orderButton(page).click()
    const alert = page.getByRole('alert')
    await alert.getByText('お支払いが完了しませんでした。').waitFor()
    await browser.picture(page, '1-declined')
    expect(await visibleText(alert)).toMatch(/カード会社[\s\S]*お申し込みは成立しておらず、代金は発生していません。/)
    expect(await page.getByLabel('姓', { exact: true }).inputValue()).toBe('小川')
    expect(await page.getByLabel('名', { exact: true }).inputValue()).toBe('光')
    expect(await page.getByLabel('メールアドレス', { exact: true }).inputValue()).toBe(email)
    for (const label of ['カード番号', '有効期限(月/年)', 'セキュリティコード'])
      expect(await page.getByLabel(label).inputValue()).toBe('')

    await expect.poll(() => shop.open(), PATIENTLY).toBe(0)
    expect(countHeard(shop.world, email)).toEqual({ ...NOTHING_HEARD, paymentRoom: 1, administratorsMails: 1 })
    expect(messagesIn(shop.world, rooms.payment, email)[0]).toContain(
      '【申込時の決済失敗】オンライン英会話コース / 小川 光 様',
    )
    expect(await recordsOf(email)).toEqual({ applications: ['declined'], customers: 0 })

    await confirmCard(page, cards.succeeds)
    await order(page)
    await expect.poll(() => shop.open(), PATIENTLY).toBe(0)
    expect(countHeard(shop.world, email)).toEqual({ ...HEARD_OF_ONE, paymentRoom: 1, administratorsMails: 3 })
    expect(await recordsOf(email)).toEqual({ applications: ['completed', 'declined'], customers: 1 })
  })
})

describe('3-D Secure', () => {
  it('leads through the gateway’s page and back to the thanks', async () => {
    const email = 'secure.ogawa@customer.example'
    const charged = shop.world.gateway.charges.length
    const page = await openConfirmation(email, cards.asksItsHolder)
    await orderButton(page).click()
    await page.waitForURL(`${shop.sandbox.url}/gateway/3ds/*`)
    await browser.picture(page, '2-secure')
    expect(countHeard(shop.world, email)).toEqual(NOTHING_HEARD)
    await page.getByRole('button', { name: '認証する' }).click()
    await page.waitForURL('**/apply/thanks/*')
    await expect.poll(() => countHeard(shop.world, email), PATIENTLY).toEqual(HEARD_OF_ONE)
    expect(shop.world.gateway.charges.slice(charged).map(({ status }) => status)).toEqual(['succeeded'])
  })
})

describe('ordering twice', () => {
  it('by a double click, Back and again, a reload, the same request again: one application, one charge', async () => {
    const email = 'twice.ogawa@customer.example'
    const charged = shop.world.gateway.charges.length
    const page = await openConfirmation(email, cards.succeeds)
    // 最終確認 as Back shows it where the browser has kept it (Chromium does not): a copy in another tab.
    const [kept, reloaded] = [await openCopy(page, email), await openCopy(page, email)]
    const orders: Request[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/complete')) orders.push(request)
    })
    await orderButton(page).dblclick()
    await page.waitForURL('**/apply/thanks/*')
    const thanks = page.url()
    await page.reload()
    await page.getByRole('heading', { name: 'お申し込みありがとうございます' }).waitFor()
    await order(kept)
    expect(kept.url()).toBe(thanks)
    await reloaded.reload()
    await reloaded.getByRole('heading', { name: 'お申し込みは完了しています' }).waitFor()
    await browser.picture(reloaded, '3-already-done')
    const again = await page.request.post(`${shop.url}/apply/english/complete`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      data: orders[0]?.postData() ?? '',
    })
    expect(again.url()).toBe(thanks)

    await expect.poll(() => shop.open(), PATIENTLY).toBe(0)
    expect(shop.world.gateway.charges.length - charged).toBe(1)
    expect(countHeard(shop.world, email)).toEqual(HEARD_OF_ONE)
    expect(await recordsOf(email)).toEqual({ applications: ['completed'], customers: 1 })
  })
})
