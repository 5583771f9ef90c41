import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { PATIENTLY, testBrowser, visibleText } from '../support/browser.ts'
import { runningShop } from '../support/running-shop.ts'
import { apply, cards, fillCard } from './applying.ts'
import { letItsCardExpire } from './expired-card.ts'
import { heardOf } from './heard.ts'

const shop = runningShop('sample')
const browser = testBrowser(import.meta.filename)
const PHONE = { width: 390, height: 844 }
const SAVED_BUT_DECLINED = '4000000000000341'

const hinako = { familyName: '森下', givenName: 'ひなこ', email: 'hinako.morishita@customer.example' }
const main = (page: Page) => visibleText(page.locator('main'))
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor()

it('a customer looks at the contract, changes the card, reserves and withdraws 解約, and prints a receipt', async () => {
  const page = await browser.open()
  await apply(page, `${shop.url}/apply/english`, hinako)
  await register(page)
  await picture(page, '1-my-page')
  await page.getByRole('link', { name: 'ご契約の確認・お手続き' }).click()
  await heading(page, 'ご契約の内容')
  expect(await main(page)).toContain('Visa 下4桁 4242')
  await picture(page, '2-contract')

  await page.getByRole('link', { name: 'カードを変更する' }).click()
  await heading(page, 'カードの変更')
  await picture(page, '3-card')
  await page.getByRole('button', { name: 'カードを登録する' }).click()
  await page.getByText('カード番号を入力してください').waitFor()
  await page.locator('#card-number:focus').waitFor()
  await give(page, cards.isDeclined)
  await page.getByRole('alert').getByText('カードを登録できませんでした。').waitFor()
  await picture(page, '4-declined')
  await give(page, cards.asksItsHolder)
  await page.waitForURL(`${shop.sandbox.url}/gateway/3ds/*`)
  await picture(page, '5-secure')
  await page.getByRole('button', { name: '認証する' }).click()
  await heading(page, 'カードを登録しました')
  await picture(page, '6-saved')

  await page.getByRole('link', { name: '会員ページへ' }).click()
  await page.getByRole('link', { name: 'ご契約の確認・お手続き' }).click()
  await page.getByText('Visa 下4桁 3220').waitFor()
  await page.getByRole('link', { name: '解約のお手続き' }).click()
  await heading(page, '解約のお手続き')
  const day = /解約日\s*(\d+年\d+月\d+日)/.exec(await main(page))?.[1]
  await picture(page, '7-cancel')
  // A double click is one reservation, and is told as one.
  await page.getByRole('button', { name: `${day}で解約する` }).dblclick()
  await page.getByText(`解約のお手続きを承りました。${day}に解約となります。`).waitFor()
  await picture(page, '8-reserved')
  await page.reload()
  await page.getByRole('button', { name: '解約の予約を取り消す' }).click()
  await page.getByText('解約の予約を取り消しました。引き続きご利用いただけます。').waitFor()
  await picture(page, '9-withdrawn')

  await page.getByRole('link', { name: '会員ページに戻る' }).click()
  await page.getByRole('link', { name: '領収書' }).click()
  await page.getByLabel('宛名').fill('株式会社森下デザイン事務所')
  await page.getByRole('button', { name: '宛名を変える' }).click()
  await page.getByText('株式会社森下デザイン事務所 様').waitFor()
  await picture(page, '10-receipt')
  await page.emulateMedia({ media: 'print' })
  for (const hidden of ['form', 'header', 'footer']) expect(await page.locator(hidden).isVisible()).toBe(false)
  await browser.picture(page, '11-receipt-printed')
})

it('a customer whose card could not be charged reads what is owed, and pays it with a new card', async () => {
  const page = await browser.open()
  const saya = { ...hinako, givenName: 'さや', email: 'saya.morishita@customer.example' }
  await apply(page, `${shop.url}/apply/english`, saya)
  await register(page, saya.email)
  await suspend(saya.email)
  await page.reload()
  await picture(page, '12-my-page-suspended')
  await page.getByRole('link', { name: 'ご契約の確認・お手続き' }).click()
  await page.getByText('停止中(カードでのお支払いができませんでした)').waitFor()
  await picture(page, '13-suspended')
  await page.getByRole('link', { name: '解約のお手続き' }).click()
  await page.getByText('ただちに解約となります。').waitFor()
  await picture(page, '14-cancel-at-once')
  await page.getByRole('link', { name: '解約せずに戻る' }).click()
  await page.getByRole('link', { name: 'カードを変更する' }).click()
  await heading(page, 'カードの変更')
  await picture(page, '15-card-owing')
  await give(page, SAVED_BUT_DECLINED)
  await page.getByText('お支払いが完了しませんでした。').waitFor()
  await picture(page, '16-saved-not-paid')
  await page.getByRole('link', { name: '別のカード' }).click()
  await give(page, cards.succeeds)
  await page.getByText('新しいカードでお支払いいただきました。').waitFor()
  await picture(page, '17-paid')
  await page.getByRole('link', { name: '会員ページへ' }).click()
  await page.getByText('ご利用中').waitFor()
})

/** 本登録 by the letter's link; the 会員ページ follows. */
async function register(page: Page, email = hinako.email): Promise<void> {
  await expect.poll(() => heardOf(shop.world, email).letters.length, PATIENTLY).toBe(1)
  const [link = ''] = heardOf(shop.world, email).letters[0]?.match(/http:\/\/\S+\/register\/\S+/) ?? []
  await page.goto(link)
  await page.getByLabel('パスワード', { exact: true }).fill('himawari-no-tane')
  await page.getByLabel('パスワード(確認のためもう一度)').fill('himawari-no-tane')
  await page.getByRole('button', { name: '本登録する' }).click()
  await page.getByText('本登録が完了しました。').waitFor()
}

/** Fills in the card and sends it. */
async function give(page: Page, card: string): Promise<void> {
  await fillCard(page, card)
  await page.getByRole('button', { name: /^カードを登録/ }).click()
}

async function suspend(email: string): Promise<void> {
  const contract = shop.app.db
    .selectFrom('contracts as k')
    .innerJoin('customers as c', 'c.id', 'k.customerId')
    .select(['k.id', 'k.state'])
    .where('c.email', '=', email)
  await letItsCardExpire(shop.app, (await contract.executeTakeFirstOrThrow()).id)
  await expect.poll(async () => (await contract.executeTakeFirstOrThrow()).state, PATIENTLY).toBe('suspended')
}

/** Keeps the page as a desk and as a telephone show it; nothing may stick out at the side. Goes on as on a telephone. */
async function picture(page: Page, name: string): Promise<void> {
  await browser.picture(page, name)
  await page.setViewportSize(PHONE)
  const width = () => page.evaluate<number>('document.documentElement.scrollWidth')
  await expect.poll(width, PATIENTLY).toBe(PHONE.width)
  await page.screenshot({ path: `tests/artefacts/mypage/${name}-phone.png`, animations: 'disabled', fullPage: true })
}
