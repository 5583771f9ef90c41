import type { Locator, Page } from 'playwright-core'
import { OWNER } from '../../sandbox/demo/shop.ts'

/** Signs the sample shop's owner in; the dashboard follows. */
export async function signIn(page: Page, shopUrl: string): Promise<void> {
  await page.goto(`${shopUrl}/admin/`)
  await page.getByLabel('メールアドレス').fill(OWNER.email)
  await page.getByLabel('パスワード', { exact: true }).fill(OWNER.password)
  await page.getByRole('button', { name: 'ログインする' }).click()
  await page.getByRole('heading', { name: 'ダッシュボード', level: 1 }).waitFor()
}

/** Opens a page by the menu, as staff do. */
export async function choose(page: Page, entry: string, options: { href: string }): Promise<void> {
  const menu = page.getByRole('navigation', { name: 'メニュー' })
  await menu.locator(`a[href="/admin${options.href}"]`, { hasText: entry }).click()
  await page.waitForURL(`**/admin${options.href}`)
}

/** A section of a settings page. */
export function section(page: Page, title: string): Locator {
  return page.locator('section', { has: page.getByRole('heading', { name: title, level: 2, exact: true }) })
}

/** Saves a section and waits until it says so. */
export async function save(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: `${title}を保存する` }).click()
  await page.getByText(`「${title}」を保存しました`).last().waitFor()
}
