import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { PATIENTLY, testBrowser, visibleText } from '../support/browser.ts'
import { runningShop } from '../support/running-shop.ts'
import { cards, confirmForm, orderButton } from './applying.ts'
import { messagesIn, rooms } from './heard.ts'
import { choose, section, signIn } from './staff.ts'

const shop = runningShop('sample')
const browser = testBrowser(import.meta.filename)
const TEXT = 'サーバーの点検のため、お休みしています。\nご不便をおかけします。'
const hanako = { familyName: '山田', givenName: '花子', email: 'just.confirming@customer.example' }

let staff: Page
let visitor: Page
beforeAll(async () => {
  staff = await browser.open()
  visitor = await browser.open()
})

const told = () => messagesIn(shop.world, rooms.general, '【メンテナンス')
const banner = () => staff.getByRole('note').filter({ hasText: 'メンテナンスモードがONです' })

describe('メンテナンスモード', () => {
  it('is switched on in the settings, after a question', async () => {
    await visitor.goto(`${shop.url}/apply/english`)
    await confirmForm(visitor, hanako, cards.succeeds)

    await signIn(staff, shop.url)
    await choose(staff, 'サイト', { href: '/settings/site' })
    const panel = section(staff, 'メンテナンスモード')
    await panel.getByLabel('お客様への案内文').fill(TEXT)
    await panel.getByLabel('再開予定').fill('2099-01-31T15:00')
    await panel.getByRole('button', { name: 'メンテナンスモードをONにする' }).click()
    const question = staff.getByRole('dialog')
    await question.getByText('お客様は申し込みページと会員ページを利用できません').waitFor()
    await browser.picture(staff, '1-question', 'window')
    await question.getByRole('button', { name: 'ONにする' }).click()
    await banner().waitFor()
    await panel.getByRole('button', { name: 'メンテナンスモードをOFFにする' }).waitFor()
    await browser.picture(staff, '2-settings')
  })

  it('shows visitors the shop’s text, and staff the page with a banner', async () => {
    const other = await browser.open()
    for (const path of ['/mypage', '/apply/morning']) {
      const response = await other.goto(`${shop.url}${path}`)
      expect(response?.status()).toBe(503)
      const text = await visibleText(other.locator('main'))
      expect(text).toContain(TEXT)
      expect(text).toContain('再開予定: 2099/01/31 15:00')
    }
    await browser.picture(other, '3-visitor')

    const seen = await staff.context().newPage()
    await seen.goto(`${shop.url}/apply/morning`)
    await seen.getByText('メンテナンスモード中です。').waitFor()
    await seen.getByLabel('カード番号').waitFor()
    await browser.picture(seen, '4-staff')
    await seen.close()
  })

  it('takes nothing from the visitor who was just ordering', async () => {
    const charges = shop.world.gateway.charges.length
    await orderButton(visitor).click()
    await visitor.getByRole('heading', { name: 'ただいまメンテナンス中です' }).waitFor()
    await browser.picture(visitor, '5-held-form')
    expect(shop.world.gateway.charges).toHaveLength(charges)

    await banner().getByRole('button', { name: 'OFFにする' }).click()
    await banner().waitFor({ state: 'detached' })
    await visitor.getByRole('button', { name: '手続きを続ける' }).click()
    await visitor.waitForURL('**/apply/thanks/*')
    expect(shop.world.gateway.charges).toHaveLength(charges + 1)
  })

  it('was told in the general room, both times once', async () => {
    await expect.poll(() => told().length, PATIENTLY).toBe(2)
    expect(told()[0]).toMatch(
      /【メンテナンスON】会員サイトを停止しました[\s\S]*サーバーの点検のため[\s\S]*再開予定: 2099\/01\/31\(土\) 15:00[\s\S]*操作した人: 店長 日向/,
    )
    expect(told()[1]).toMatch(/【メンテナンスOFF】会員サイトを再開しました[\s\S]*操作した人: 店長 日向/)
    expect(
      await shop.app.db.selectFrom('events').select('type').where('type', 'like', 'site.%').execute(),
    ).toHaveLength(2)
  })
})
