import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { PATIENTLY, testBrowser, visibleText } from '../support/browser.ts'
import { runningShop } from '../support/running-shop.ts'
import { type Applicant, cards, fillCard, fillPerson, goToConfirmation, orderButton } from './applying.ts'
import { heardOf, messagesIn, rooms } from './heard.ts'
import { choose, signIn } from './staff.ts'

const shop = runningShop('sample')
const browser = testBrowser(import.meta.filename)
const PHONE = { width: 390, height: 844 }
const DECLINES_WHEN_SAVED = '4000000000000341'

/** Somebody on 最終確認 of the product that asks questions, takes transfers and brings an offer. */
async function confirmVideo(page: Page, applicant: Applicant, payBy: 'transfer' | { card: string }): Promise<void> {
  await page.goto(`${shop.url}/apply/video-editing`)
  await fillPerson(page, applicant)
  await page.getByLabel('お使いのパソコン').selectOption('Mac')
  await page.getByLabel('YouTube').check()
  await page.getByLabel('受講の目的や').fill('店の紹介動画を作りたいです。\n[toall] よろしくお願いします。')
  if (payBy === 'transfer') await page.getByLabel('銀行振込').check()
  else await fillCard(page, payBy.card)
  await goToConfirmation(page)
}

/** The offer page that follows. */
async function openOffer(email: string, card: string = cards.succeeds): Promise<Page> {
  const page = await browser.open()
  await confirmVideo(page, { familyName: '岡', givenName: '直樹', email }, { card })
  await orderButton(page).click()
  await page.waitForURL('**/offer/*')
  return page
}

const acceptButton = (page: Page) => page.getByRole('button', { name: '申し込む', exact: true })
const charges = () => shop.world.gateway.charges
const applicationsOf = (email: string) =>
  shop.app.db
    .selectFrom('applications')
    .select(['kind', 'state'])
    .where('email', '=', email)
    .orderBy('startedAt')
    .execute()
/** Nothing is cut off or scrolls sideways. */
const overflow = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')

describe('by transfer on a phone', () => {
  it('goes from the form to the account and the reference, with an offer on the way', async () => {
    const email = 'transfer.oka@customer.example'
    const page = await browser.open()
    await page.setViewportSize(PHONE)
    await page.goto(`${shop.url}/apply/video-editing`)
    await page.getByRole('button', { name: '確認画面へ進む' }).click()
    await page.getByText('姓を入力してください').waitFor()
    await page.getByText('選んでください', { exact: true }).waitFor()
    await page.getByLabel('銀行振込').check()
    expect(await page.getByLabel('カード番号').isVisible()).toBe(false)
    await confirmVideo(page, { familyName: '岡', givenName: '直樹', email }, 'transfer')
    expect(await overflow(page)).toBe(0)
    expect(await visibleText(page.locator('main'))).toMatch(/銀行振込[\s\S]*お使いのパソコン[\s\S]*Mac[\s\S]*YouTube/)
    await orderButton(page).click()
    await page.waitForURL('**/offer/*')
    expect(await overflow(page)).toBe(0)
    await acceptButton(page).click()
    await page.waitForURL('**/apply/thanks/*')
    expect(await overflow(page)).toBe(0)
    const words = await visibleText(page.locator('main'))
    for (const said of ['さんぷる銀行 ひだまり支店', '49,800円', '16,500円', 'お振り込み期日'])
      expect(words).toContain(said)
    await browser.picture(page, '1-transfer-thanks')

    await expect.poll(() => shop.open(), PATIENTLY).toBe(0)
    const heard = heardOf(shop.world, email)
    expect(heard.tickets.length).toBe(2)
    expect(heard.tickets[0]?.comment.body).toContain('お使いのパソコン: Mac\n作ってみたい動画: YouTube\n')
    const told = messagesIn(shop.world, rooms.application, email)
    expect(told.find((message) => message.includes('【申し込み】'))).toContain('お使いのパソコン: Mac')
    expect(told.find((message) => message.includes('店の紹介動画'))).toContain('［toall］')
    expect(told.some((message) => message.includes('【ワンタイムオファー申し込み】個別コンサルティング'))).toBe(true)
  })
})

describe('an offer', () => {
  it('is accepted by a double click, charged once, and the thanks follow Back and a reload', async () => {
    const email = 'accepts.oka@customer.example'
    const page = await openOffer(email)
    await browser.picture(page, '2-offer')
    const before = charges().length
    await acceptButton(page).dblclick()
    await page.waitForURL('**/apply/thanks/*')
    await browser.picture(page, '3-thanks')
    await page.goBack()
    await page.waitForURL('**/apply/thanks/*')
    await page.reload()
    await page.getByRole('heading', { name: 'お申し込みありがとうございます' }).waitFor()
    expect(
      charges()
        .slice(before)
        .map(({ amount }) => amount),
    ).toEqual([16_500])
    expect(await applicationsOf(email)).toEqual([
      { kind: 'standard', state: 'completed' },
      { kind: 'one_time_offer', state: 'completed' },
    ])
  })

  it('is charged once from two tabs', async () => {
    const page = await openOffer('tabs.oka@customer.example')
    const other = await page.context().newPage()
    await other.goto(page.url())
    const before = charges().length
    await Promise.all([acceptButton(page).click(), acceptButton(other).click()])
    await Promise.all([page.waitForURL('**/apply/thanks/*'), other.waitForURL('**/apply/thanks/*')])
    expect(charges().length).toBe(before + 1)
  })

  it('is refused', async () => {
    const email = 'refuses.oka@customer.example'
    const page = await openOffer(email)
    const offer = page.url()
    await page.getByRole('button', { name: '今回は申し込まない' }).click()
    await page.waitForURL('**/apply/thanks/*')
    await page.goto(offer)
    await page.waitForURL('**/apply/thanks/*')
    expect((await applicationsOf(email)).length).toBe(1)
  })

  it('asks for another card when the saved one is declined, and takes it', async () => {
    const page = await openOffer('declined.oka@customer.example', DECLINES_WHEN_SAVED)
    await acceptButton(page).click()
    await page.getByRole('alert').getByText('お支払いが完了しませんでした。').waitFor()
    await browser.picture(page, '4-another-card')
    await fillCard(page, cards.succeeds)
    await acceptButton(page).click()
    await page.waitForURL('**/apply/thanks/*')
  })

  it('says kindly that its time has passed', async () => {
    const page = await openOffer('late.oka@customer.example')
    await shop.app.db
      .updateTable('offers')
      .set({ expiresAt: new Date(0) })
      .where('state', '=', 'open')
      .execute()
    await acceptButton(page).click()
    await page.getByRole('heading', { name: 'ご案内の期限が過ぎました' }).waitFor()
    await browser.picture(page, '5-expired')
    await page.getByRole('link', { name: 'お申し込み内容を見る' }).click()
    await page.getByRole('heading', { name: 'お申し込みありがとうございます' }).waitFor()
  })
})

describe('the staff', () => {
  it('see the answers and the offer, cancel with a refund, and the money goes back', async () => {
    const email = 'cancelled.oka@customer.example'
    await openOffer(email)
    const page = await browser.open()
    await signIn(page, shop.url)
    await choose(page, '申し込み', { href: '/applications' })
    await page.getByRole('row', { name: '岡 直樹' }).first().getByRole('link').click()
    const main = page.locator('main')
    await expect.poll(() => visibleText(main), PATIENTLY).toContain('店の紹介動画を作りたいです。')
    expect(await visibleText(main)).toContain('個別コンサルティング(16,500円)')
    await page.getByRole('button', { name: '申し込みを取り消す' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '取り消す' }).click()
    await dialog.getByText('理由を入力してください').waitFor()
    await dialog.getByLabel('取り消しの理由').fill('重複したお申し込み')
    await dialog.getByLabel('カードへ 49,800円 を返金する').check()
    await browser.picture(page, '6-cancel', 'window')
    await dialog.getByRole('button', { name: '取り消す' }).click()
    await page.getByText('返金済み').waitFor()
    await browser.picture(page, '7-cancelled')
    expect(await visibleText(main)).toMatch(/申し込みの取り消し[\s\S]*理由: 重複したお申し込み/)
    expect(charges().find(({ refundedAmount }) => refundedAmount > 0)).toMatchObject({
      amount: 49_800,
      refundedAmount: 49_800,
    })
    await choose(page, '顧客', { href: '/customers' })
    await page.getByRole('row', { name: email }).getByRole('link').click()
    await expect.poll(() => visibleText(main), PATIENTLY).toContain('理由: 重複したお申し込み')
  })

  it('publish, ask and offer on the product’s page, with a live preview', async () => {
    const page = await browser.open()
    await signIn(page, shop.url)
    await page.goto(`${shop.url}/admin/products`)
    await page.getByRole('link', { name: '動画編集マスター講座' }).click()
    await page.getByLabel('説明', { exact: true }).fill('# 8週間で\n**はじめて**の方へ')
    await page.getByRole('region', { name: '説明のプレビュー' }).getByRole('heading', { name: '8週間で' }).waitFor()
    await page.getByRole('button', { name: '質問を追加する' }).click()
    await page.getByRole('button', { name: '保存する' }).click()
    await page.getByText('質問を入力してください').waitFor()
    await page.getByRole('group', { name: '質問 4' }).getByLabel('質問', { exact: true }).fill('ニックネーム')
    await page.getByRole('button', { name: '質問 4 を上へ' }).click()
    await browser.picture(page, '8-product')
    await page.getByRole('button', { name: '保存する' }).click()
    await page.getByText('「動画編集マスター講座」を保存しました').waitFor()
    await page.getByRole('button', { name: '公開を終了する' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '公開を終了する' }).click()
    await page.getByText('申し込みは受け付けていません。').waitFor()
    // While it fades, its button already says the opposite.
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const visitor = await browser.open()
    expect((await visitor.goto(`${shop.url}/apply/video-editing`))?.status()).toBe(404)
    await page.getByRole('button', { name: 'もう一度公開する' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'もう一度公開する' }).click()
    await page.getByText('申し込みを受け付けています。').waitFor()
    await visitor.goto(`${shop.url}/apply/video-editing`)
    expect(await visibleText(visitor.locator('main'))).toMatch(
      /8週間で[\s\S]*お使いのパソコン[\s\S]*作ってみたい動画[\s\S]*ニックネーム/,
    )
  })
})
