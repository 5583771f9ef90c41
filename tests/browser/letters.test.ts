import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { lettersTo } from '../../sandbox/mail/mailbox.ts'
import { PATIENTLY, testBrowser, visibleText } from '../support/browser.ts'
import { runningShop } from '../support/running-shop.ts'
import { apply } from './applying.ts'
import { choose, save, section, signIn } from './staff.ts'

const shop = runningShop('sample')
const browser = testBrowser(import.meta.filename)

const ACCEPTED = '申し込みの受付(カード決済)'
const PHONE = { width: 390, height: 844 }

let page: Page
beforeAll(async () => {
  page = await browser.open()
  await signIn(page, shop.url)
})

const preview = () => page.getByRole('region', { name: 'プレビュー' })
const subject = () => page.getByLabel('件名', { exact: true })
const body = () => page.getByLabel('本文', { exact: true })
const arrived = (email: string) => lettersTo(shop.world.mailbox, email)

const widthOf = () => page.evaluate<number>('document.documentElement.scrollWidth')

/** Looks at the page as it stands on a phone. */
async function onPhone(look: () => Promise<void>): Promise<void> {
  const window = page.viewportSize()
  await page.setViewportSize(PHONE)
  await look()
  if (window) await page.setViewportSize(window)
}

async function openWords(label: string): Promise<void> {
  await choose(page, 'お客様へのメール', { href: '/settings/letters' })
  await page.getByRole('link', { name: label }).click()
  await page.getByRole('heading', { name: label, level: 1 }).waitFor()
}

describe('設定 → お客様へのメール', () => {
  it('lists every kind of letter under its group', async () => {
    await choose(page, 'お客様へのメール', { href: '/settings/letters' })
    for (const group of ['申し込み', 'お振り込み', '会員登録・会員ページ', '毎月のお支払い', '契約'])
      await section(page, group).waitFor()
    expect(await page.locator('.letter-kinds a').count()).toBe(20)
    await browser.picture(page, '1-kinds')
    await onPhone(async () => expect(await widthOf()).toBe(PHONE.width))
  })

  it('shows what is typed at once, and refuses words without what the letter needs at the field', async () => {
    await openWords(ACCEPTED)
    await preview().getByText('山田 花子 様').waitFor()
    await browser.picture(page, '2-words')
    const whole = await body().inputValue()
    await body().fill('{{お名前}} 様\n\nようこそ!')
    await expect.poll(() => visibleText(preview()), PATIENTLY).toMatch(/山田 花子 様\s+ようこそ!/)
    await page.getByRole('button', { name: '文面を保存する' }).click()
    await page.locator('[data-refused]').getByText('このメールには「{{本登録のURL}}」が必要です。').waitFor()
    await browser.picture(page, '3-refused')
    await body().fill(whole)
  })

  it('and a real application’s letter has the new words, whatever the customer’s name does to them', async () => {
    await openWords(ACCEPTED)
    await subject().fill('')
    await page.locator('#application_accepted-subject').getByRole('button', { name: '項目を差し込む' }).click()
    await page.getByRole('menuitem', { name: 'お名前' }).click()
    await expect.poll(() => subject().inputValue(), PATIENTLY).toBe('{{お名前}}')
    await subject().fill('{{お名前}} 様、{{商品}}へようこそ')
    await body().fill('{{お名前}} 様\n\n教室でお待ちしています。\n\n本登録:\n{{本登録のURL}}')
    await save(page, '文面')

    const email = 'new.words@customer.example'
    const hostile = { familyName: '<script>alert(1)</script>', givenName: '{{申込番号}}\u202e' }
    await apply(await browser.open(), `${shop.url}/apply/english`, { ...hostile, email })
    await expect.poll(() => arrived(email), PATIENTLY).toHaveLength(1)
    const [letter] = arrived(email)
    const name = '<script>alert(1)</script> {{申込番号}}'
    expect(letter?.subject).toBe(`${name} 様、オンライン英会話コースへようこそ`)
    expect(letter?.html).toBeNull()
    expect(letter?.text).toMatch(/教室でお待ちしています。\s+本登録:\s+http:\/\/\S+\/register\/\S{32}\s*$/)
    expect(letter?.text?.startsWith(`${name} 様`)).toBe(true)
  })

  it('goes back to the initial words', async () => {
    await openWords(ACCEPTED)
    await page.getByRole('button', { name: '初期の文面に戻す' }).click()
    await expect.poll(() => visibleText(preview()), PATIENTLY).toContain('お支払いの手続きが完了いたしました。')
    await save(page, '文面')
    await choose(page, 'お客様へのメール', { href: '/settings/letters' })
    await page.getByRole('link', { name: ACCEPTED }).waitFor()
    await expect.poll(() => page.getByText('文面を変更済み').count(), PATIENTLY).toBe(0)
  })

  it('switches off what is optional, and sends a test to whoever is signed in', async () => {
    await openWords('カードの有効期限のお知らせ')
    await page.getByLabel('このメールの送信').uncheck()
    await save(page, '文面')
    await page.getByRole('button', { name: '自分あてにテスト送信' }).click()
    await page.getByText('テストは成功しました').waitFor()
    await browser.picture(page, '4-test')
    await choose(page, 'お客様へのメール', { href: '/settings/letters' })
    await section(page, '毎月のお支払い').getByText('停止中').waitFor()
    await openWords(ACCEPTED)
    expect(await page.getByLabel('このメールの送信').count()).toBe(0)
  })

  it('fits a phone, the preview under the words', async () => {
    await openWords('申し込みの受付とお振り込みのご案内')
    await preview().getByText('みほん銀行').waitFor()
    await onPhone(async () => {
      const [words, shown] = await Promise.all([body().boundingBox(), preview().boundingBox()])
      expect(shown?.y).toBeGreaterThan((words?.y ?? 0) + (words?.height ?? 0))
      expect(await widthOf()).toBe(PHONE.width)
    })
  })
})

describe('送信箱', () => {
  it('sends a letter again, and not once its link was used', async () => {
    const email = 'again@customer.example'
    await apply(await browser.open(), `${shop.url}/apply/english`, { familyName: '北', givenName: '春香', email })
    await expect.poll(() => arrived(email), PATIENTLY).toHaveLength(1)
    await choose(page, '送信箱', { href: '/letters' })
    const row = page.getByRole('row').filter({ hasText: email })
    const drawer = page.getByRole('dialog', { name: 'メールの内容' })
    await row.getByRole('link').first().click()
    await drawer.getByText(ACCEPTED).waitFor()
    await drawer.getByRole('button', { name: '再送する' }).click()
    await drawer.getByText(`${email} へ、同じ内容のメールをもう一度送ります。`).waitFor()
    await browser.picture(page, '5-sent-again', 'window')
    await expect.poll(() => arrived(email), PATIENTLY).toHaveLength(2)
    const [first, second] = arrived(email)
    expect([second?.subject, second?.text]).toEqual([first?.subject, first?.text])
    expect(second?.messageId).not.toBe(first?.messageId)
    await drawer.getByRole('button', { name: '閉じる' }).click()

    const [link = ''] = first?.text?.match(/http:\/\/\S+\/register\/\S+/) ?? []
    const visitor = await browser.open()
    await visitor.goto(link)
    await visitor.getByLabel('パスワード', { exact: true }).fill('himawari-no-tane')
    await visitor.getByLabel('パスワード(確認のためもう一度)').fill('himawari-no-tane')
    await visitor.getByRole('button', { name: '本登録する' }).click()
    await visitor.getByText('本登録が完了しました。').waitFor()
    await expect.poll(() => row.count(), PATIENTLY).toBe(2)
    await row.last().getByRole('link').first().click()
    await drawer.getByRole('button', { name: '再送する' }).click()
    await drawer.getByText('すでに使われているため、再送できません。').waitFor()
    await browser.picture(page, '6-link-used', 'window')
    // The third is that of 本登録.
    expect(arrived(email).map(({ subject }) => subject === first?.subject)).toEqual([true, true, false])
  })
})
