import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { lettersTo } from '../../sandbox/mail/mailbox.ts'
import { issueSetupLink } from '../../src/staff/index.ts'
import { testBrowser, visibleText } from '../support/browser.ts'
import { runningShop } from '../support/running-shop.ts'
import { choose, save, section } from './staff.ts'

const shop = runningShop('empty')
const browser = testBrowser(import.meta.filename)

const OWNER = { email: 'owner@new-shop.example', password: 'ichiban-no-mise' }
const SMTP = '送信サーバー(SMTP)'

it('a shop is set up by the link of the terminal, once, and sends its first mail', async () => {
  const link = `${shop.url}${await issueSetupLink(shop.app.db)}`
  const [page, late] = [await openSetup(link), await openSetup(link)]
  await browser.picture(page, '1-setup')
  await page.getByRole('button', { name: '登録して始める' }).click()
  await page.getByRole('heading', { name: 'ダッシュボード', level: 1 }).waitFor()
  await browser.picture(page, '2-first-dashboard')

  await late.getByRole('button', { name: '登録して始める' }).click()
  await late.getByText('登録できませんでした').waitFor()
  await late.goto(link)
  await late.getByText('このリンクは使用済みか、有効期限が切れています。').waitFor()
  await browser.picture(late, '3-used-link')
  expect(await shop.app.db.selectFrom('staffUser').select('email').execute()).toEqual([{ email: OWNER.email }])

  await setMailServer(page)
  await section(page, SMTP).getByRole('button', { name: 'テスト送信' }).click()
  await page.getByText('テストは成功しました').waitFor()
  await browser.picture(page, '4-test-mail')
  const letters = lettersTo(shop.world.mailbox, OWNER.email)
  expect(letters.map(({ from }) => from)).toEqual(['はじめてのお店 <info@new-shop.example>'])
  expect(letters[0]?.text).toMatch(/テスト/)
})

/** The page of the link in a browser of its own, filled in. */
async function openSetup(link: string): Promise<Page> {
  const page = await browser.open()
  await page.goto(link)
  await page.getByLabel('ショップ名').fill('はじめてのお店')
  await page.getByLabel('管理者のお名前').fill('一番 始')
  await page.getByLabel('メールアドレス').fill(OWNER.email)
  await page.getByLabel('パスワード', { exact: true }).fill(OWNER.password)
  await page.getByLabel('パスワード(確認のためもう一度)').fill(OWNER.password)
  return page
}

async function setMailServer(page: Page): Promise<void> {
  const { host, port } = shop.sandbox.smtp
  await choose(page, 'メール送信', { href: '/settings/mail' })
  const server = section(page, SMTP)
  await server.getByLabel('サーバー名').fill(host)
  await server.getByLabel('ポート番号').fill(String(port))
  await server.getByLabel('暗号化').selectOption('なし')
  await server.getByLabel('差出人名').fill('はじめてのお店')
  await server.getByLabel('差出人のメールアドレス').fill('info@new-shop.example')
  await save(page, SMTP)
  expect(await visibleText(server)).not.toContain('保存していない変更があります')
}
