import { describe, expect, it } from 'vitest'
import { lettersTo } from '../../sandbox/mail/mailbox.ts'
import { PATIENTLY, testBrowser, visibleText } from '../support/browser.ts'
import { runningShop } from '../support/running-shop.ts'
import { apply } from './applying.ts'

const shop = runningShop('sample')
const browser = testBrowser(import.meta.filename)
const DAY_MS = 86_400_000
const daysAhead = () => Math.round((shop.app.clock.now().getTime() - Date.now()) / DAY_MS)

describe('the clock of the sandbox', () => {
  it('lets the shop’s time pass: a link that is good for seven days opens no page after a month', async () => {
    const email = 'patient@customer.example'
    await apply(await browser.open(), `${shop.url}/apply/morning`, { familyName: '西', givenName: '晴子', email })
    await expect.poll(() => lettersTo(shop.world.mailbox, email), PATIENTLY).not.toEqual([])
    const link = /https?:\/\/\S+\/register\/\S+/.exec(lettersTo(shop.world.mailbox, email)[0]?.text ?? '')?.[0] ?? ''
    const visitor = await browser.open()
    await visitor.goto(link)
    await visitor.getByRole('heading', { name: '本登録(パスワードの設定)' }).waitFor()

    const page = await browser.open()
    await page.goto(shop.sandbox.url)
    await browser.picture(page, '1-clock')
    await page.getByRole('button', { name: '+1か月' }).click()
    await expect.poll(daysAhead, PATIENTLY).toBeGreaterThanOrEqual(28)
    await expect
      .poll(() => visibleText(page.locator('.clock')), PATIENTLY)
      .toMatch(/実際の時刻より(28|29|30|31)日進んでいます/)
    await browser.picture(page, '2-a-month-later')

    await visitor.reload()
    await visitor.getByRole('heading', { name: '本登録用のURLの有効期限が切れています' }).waitFor()
  })

  it('moves nothing in the program itself: no address of it takes such a wish', async () => {
    const before = daysAhead()
    for (const path of ['/sandbox/clock', '/api/v1/clock', '/admin/clock']) {
      const response = await fetch(`${shop.url}${path}`, { method: 'POST', body: new URLSearchParams({ step: 'day' }) })
      expect(response.ok).toBe(false)
    }
    expect(daysAhead()).toBe(before)
  })
})
