import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { PATIENTLY, testBrowser } from '../support/browser.ts'
import { runningShop } from '../support/running-shop.ts'
import { letItsCardExpire } from './expired-card.ts'
import { signIn } from './staff.ts'

const shop = runningShop('sample')
const browser = testBrowser(import.meta.filename)

let page: Page
beforeAll(async () => {
  page = await browser.open()
  await signIn(page, shop.url)
})

const dialog = () => page.getByRole('dialog')
const state = () => page.locator('.fact', { hasText: '状態' }).first()

/** A contract of the sample shop, the `index`th. */
async function contractOfTheShop(index: number): Promise<{ id: string; number: string }> {
  const rows = await shop.app.db
    .selectFrom('contracts')
    .select(['id', 'number'])
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  const row = rows[index]
  if (!row) throw new Error('the sample shop has too few contracts')
  return row
}

async function open({ id, number }: { id: string; number: string }): Promise<void> {
  await page.goto(`${shop.url}/admin/contracts/${id}`)
  await page.getByRole('heading', { name: `契約 ${number}`, level: 1 }).waitFor()
}

/** Both sizes of a dialog that is open. */
async function picture(name: string): Promise<void> {
  await browser.picture(page, name, 'window')
  await page.setViewportSize({ width: 390, height: 780 })
  await page.screenshot({ path: `tests/artefacts/contracts/${name}-phone.png`, animations: 'disabled' })
  await page.setViewportSize({ width: 1280, height: 800 })
}

it('staff reserve a cancellation, withdraw it and cancel at once; each asks first and says what will happen', async () => {
  await open(await contractOfTheShop(0))
  await browser.picture(page, '1-active')
  await page.getByRole('button', { name: '解約を予約', exact: true }).click()
  expect(await dialog().innerText()).toMatch(/解約予定日は \d{4}\/\d{2}\/\d{2} です。その日の0時に解約となり/)
  await dialog().getByLabel('理由(任意)').fill('お客様からお電話で依頼')
  await picture('2-reserve')
  await dialog().getByRole('button', { name: '解約を予約する' }).click()
  await expect.poll(() => state().innerText(), PATIENTLY).toContain('解約予約')
  await page.getByText('理由: お客様からお電話で依頼').waitFor()
  await browser.picture(page, '3-reserved')

  await page.getByRole('button', { name: '解約予約を解除', exact: true }).click()
  await dialog().getByRole('button', { name: '解約予約を解除する' }).click()
  await expect.poll(() => state().innerText(), PATIENTLY).toContain('契約中')

  await page.getByRole('button', { name: '今すぐ解約', exact: true }).click()
  await dialog().getByRole('button', { name: '今すぐ解約する' }).click()
  await dialog().getByText('理由を入力してください').waitFor()
  await picture('4-cancel')
  await dialog().getByLabel('理由', { exact: true }).fill('重複のお申し込み')
  await dialog().getByRole('button', { name: '今すぐ解約する' }).click()
  await expect.poll(() => state().innerText(), PATIENTLY).toContain('解約済み')
  expect(await page.getByRole('button', { name: /解約|再決済/ }).count()).toBe(0)
})

it('staff charge a stopped contract again, and let it go on until a day', async () => {
  const contract = await contractOfTheShop(1)
  await letItsCardExpire(shop.app, contract.id)
  await expect.poll(() => storedState(contract.id), PATIENTLY).toBe('suspended')
  await open(contract)
  await browser.picture(page, '5-suspended')

  await page.getByRole('button', { name: '今すぐ再決済' }).click()
  await picture('6-retry')
  await dialog().getByRole('button', { name: '決済する' }).click()
  await page.getByText('決済できませんでした。理由: カードの有効期限が切れています。').waitFor()

  await page.getByRole('button', { name: '停止を解除', exact: true }).click()
  await dialog()
    .getByLabel('未払いの月額の期日')
    .fill(await dayOfTheShop(7))
  await dialog().getByLabel('理由', { exact: true }).fill('新しいカードが届くまで待つ')
  await picture('7-resume')
  await dialog().getByRole('button', { name: '停止を解除する' }).click()
  await expect.poll(() => state().innerText(), PATIENTLY).toContain('契約中')
  await page.getByText('理由: 新しいカードが届くまで待つ').waitFor()
  await page.setViewportSize({ width: 390, height: 780 })
  await page.screenshot({ path: 'tests/artefacts/contracts/8-resumed-phone.png', fullPage: true })
  const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  expect(wide).toBe(0)
})

it('the sample shop’s contracts renew: most cards are charged, some are declined', async () => {
  const due = sql`update contracts set anchor_date = (now() at time zone 'Asia/Tokyo')::date - interval '1 month',
      due_on = (now() at time zone 'Asia/Tokyo')::date, wanted_since = now()
    where state = 'active' and card_state = 'ok' and method = 'card'`
  await due.execute(shop.app.db)
  const cards = async () => {
    const rows = await sql<{ cardState: string; paid: boolean }>`select card_state, term_no > 0 as paid from contracts
      where state <> 'cancelled' and method = 'card'`.execute(shop.app.db)
    return {
      paid: rows.rows.filter(({ paid }) => paid).length,
      declined: rows.rows.filter(({ paid, cardState }) => !paid && cardState !== 'ok').length,
      open: rows.rows.filter(({ paid, cardState }) => !paid && cardState === 'ok').length,
    }
  }
  await expect.poll(async () => (await cards()).open, PATIENTLY).toBe(0)
  const { paid, declined } = await cards()
  expect(paid).toBeGreaterThan(declined)
  // The one whose card expired above is among them.
  expect(declined).toBeGreaterThan(1)
})

it('staff give back a month in two parts: how much and why are asked, what came of it stands at the payment', async () => {
  const renewal = await shop.app.db
    .selectFrom('payments as p')
    .innerJoin('contracts as k', 'k.id', 'p.contractId')
    .select(['k.id', 'k.number', 'p.orderId', 'p.amountYen'])
    .where('p.purpose', '=', 'renewal')
    .where('p.state', '=', 'succeeded')
    .orderBy('p.createdAt')
    .executeTakeFirstOrThrow()
  const { orderId, amountYen } = renewal
  const refundedYen = () =>
    shop.sandbox.world.gateway.charges.find((charge) => charge.orderId === orderId)?.refundedAmount
  await page.setViewportSize({ width: 1280, height: 800 })
  await open(renewal)
  const row = page.getByRole('row', { name: orderId })
  const giveBack = row.getByRole('button', { name: `決済 ${orderId}: 返金する` })
  await giveBack.click()
  expect(await dialog().innerText()).toContain('契約は変わりません')
  await dialog()
    .getByLabel('返金する金額(円)')
    .fill(`${amountYen + 1}`)
  await dialog()
    .getByRole('button', { name: /円を返金する$/ })
    .click()
  await dialog().getByText('理由を入力してください').waitFor()
  await dialog().getByLabel('理由', { exact: true }).fill('レッスンの休講が1回あったため')
  await dialog()
    .getByRole('button', { name: /円を返金する$/ })
    .click()
  await dialog()
    .getByText(/返金できるのは、残りの[\d,]+円までです。/)
    .waitFor()
  await dialog().getByLabel('返金する金額(円)').fill('1,000')
  await picture('9-refund')
  await dialog().getByRole('button', { name: '1,000円を返金する' }).click()
  await row.getByText('返金済み 1,000円').waitFor()
  await row.getByText('レッスンの休講が1回あったため').waitFor()
  expect(refundedYen()).toBe(1_000)
  await browser.picture(page, '10-refunded')

  await page.goto(`${shop.url}/admin/payments`)
  await row.getByText('返金済み 1,000円').waitFor()
  await giveBack.click()
  await dialog().getByLabel('理由', { exact: true }).fill('残りも返金')
  await dialog()
    .getByRole('button', { name: /円を返金する$/ })
    .click()
  await expect.poll(refundedYen, PATIENTLY).toBe(amountYen)
  await expect.poll(() => row.getByText(/^返金済み/).count(), PATIENTLY).toBe(2)
  expect(await giveBack.count()).toBe(0)
  await browser.picture(page, '11-payments')
  expect(await storedState(renewal.id)).toBe('active')

  // What the sample shop sold before this start can go back too.
  await open(renewal)
  const first = page.getByRole('row', { name: '申し込み' })
  await first.getByRole('button', { name: /返金する$/ }).click()
  await dialog().getByLabel('理由', { exact: true }).fill('最初の月も返金')
  await dialog()
    .getByRole('button', { name: /円を返金する$/ })
    .click()
  await first.getByText(/^返金済み/).waitFor()
})

/** A day of the shop, so many days from today. */
async function dayOfTheShop(ahead: number): Promise<string> {
  const row = await sql<{
    day: string
  }>`select (now() at time zone 'Asia/Tokyo')::date + ${ahead}::integer as day`.execute(shop.app.db)
  return row.rows[0]?.day ?? ''
}

async function storedState(id: string): Promise<string | undefined> {
  const row = await shop.app.db.selectFrom('contracts').select('state').where('id', '=', id).executeTakeFirst()
  return row?.state
}
