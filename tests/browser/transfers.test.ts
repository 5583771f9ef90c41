import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { PATIENTLY, testBrowser } from '../support/browser.ts'
import { runningShop } from '../support/running-shop.ts'
import { messagesIn, rooms } from './heard.ts'
import { choose, signIn } from './staff.ts'

const shop = runningShop('sample')
const browser = testBrowser(import.meta.filename)

/** Of the sample shop: this one's due day has passed, and the contract is suspended. */
const OVERDUE = '石井 和子'
const NEAR = '藤田 彩'

let page: Page
beforeAll(async () => {
  page = await browser.open()
  await signIn(page, shop.url)
})

describe('入金確認', () => {
  it('by the statement of the bank: shown, ticked, applied, the contract goes on; taken back, it is suspended again', async () => {
    await openTransfers()
    const open = page.getByRole('table', { name: '入金待ち' }).getByRole('row')
    expect((await open.allInnerTexts()).slice(1).map((row) => /藤田 彩|石井 和子/.exec(row)?.[0])).toEqual([
      OVERDUE,
      NEAR,
    ])
    await browser.picture(page, '1-expected')

    await upload()
    const lines = page.getByRole('table', { name: '入金の照合結果' })
    const exact = lines.getByRole('row').filter({ hasText: OVERDUE })
    const probable = lines.getByRole('row').filter({ hasText: NEAR })
    expect(await exact.getByRole('checkbox').isChecked()).toBe(true)
    expect(await probable.getByRole('checkbox').isChecked()).toBe(false)
    await probable.getByRole('checkbox').check()
    await page.getByText('選択中 2件、合計 3,960円').waitFor()
    await browser.picture(page, '2-matched')
    await page.getByRole('button', { name: '選んだ入金を確認済みにする' }).click()

    await page.getByRole('heading', { name: '入出金明細の反映結果' }).waitFor()
    await page.getByRole('heading', { name: '確認した入金 2件' }).waitFor()
    await browser.picture(page, '3-result')
    await expect.poll(newsOf, PATIENTLY).toEqual(['停止解除'])

    await page.getByRole('button', { name: 'この明細で確認した入金: まとめて取り消す' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '入金確認を取り消す' }).click()
    await page.getByText('2件の入金確認を取り消しました').waitFor()
    await expect.poll(newsOf, PATIENTLY).toEqual(['停止解除', '契約停止'])
    await openTransfers()
    await open.filter({ hasText: OVERDUE }).getByText('期限切れ').waitFor()
  })

  it('one at a time: another amount needs a reason; the same line of the file is taken for nothing then', async () => {
    await openTransfers()
    await page.getByRole('button', { name: `${NEAR}: 入金を確認する` }).click()
    const dialog = page.getByRole('dialog', { name: `${NEAR} 様の入金を確認` })
    await dialog.getByLabel('入金額(円)').fill('1,650')
    await dialog.getByRole('button', { name: '確認済みにする' }).click()
    await dialog.getByText('過不足の理由を入力してください').waitFor()
    await dialog.getByLabel('過不足の理由(330円不足)').fill('振込手数料が差し引かれていたため')
    await browser.picture(page, '4-dialog', 'window')
    await dialog.getByRole('button', { name: '確認済みにする' }).click()
    await page.getByText(`${NEAR} 様の入金を確認済みにしました`).waitFor()

    await page.getByText('確認済み', { exact: true }).click()
    const confirmed = page.getByRole('table', { name: '確認済み' }).getByRole('row').filter({ hasText: NEAR })
    await confirmed.getByText('330円不足: 振込手数料が差し引かれていたため').waitFor()
    await browser.picture(page, '5-confirmed')
    await confirmed.getByRole('button', { name: `${NEAR}: 取り消す` }).click()
    await page.getByRole('dialog').getByRole('button', { name: '入金確認を取り消す' }).click()
    await page.getByText(`${NEAR} 様の入金確認を取り消しました`).waitFor()
  })

  it('in a file whose columns say nothing: staff show them once', async () => {
    await openTransfers()
    const odd = { name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from('A,B,C\nフジタ アヤ,1980,2026/11/25') }
    await page.locator('input[type=file]').setInputFiles(odd)
    await page.getByText('どの列が何か、分かりませんでした').waitFor()
    await page.getByLabel('入金日の列').selectOption({ label: '3列目: C' })
    await page.getByLabel('入金額の列').selectOption({ label: '2列目: B' })
    await browser.picture(page, '6-columns')
    await page.getByRole('button', { name: 'この列で読み取る' }).click()
    const lines = page.getByRole('table', { name: '入金の照合結果' })
    await lines.getByRole('row').filter({ hasText: NEAR }).getByText('要確認').waitFor()
  })
})

async function openTransfers(): Promise<void> {
  await choose(page, '入金確認', { href: '/transfers' })
  await page.locator('table[aria-label=入金待ち][aria-busy=false]').waitFor()
}

/** Downloads the statement from the bank's page and uploads it as staff do. */
async function upload(): Promise<void> {
  const bank = await browser.open()
  await bank.goto(`${shop.sandbox.url}/bank`)
  await browser.picture(bank, '0-bank')
  const [download] = await Promise.all([
    bank.waitForEvent('download'),
    bank.getByRole('link', { name: '入出金明細をダウンロード' }).click(),
  ])
  await page.locator('input[type=file]').setInputFiles(await download.path())
  await page.getByRole('heading', { name: '入出金明細の照合' }).waitFor()
}

/** What the contracts' room heard of the contract that was suspended. */
function newsOf(): string[] {
  const heard = messagesIn(shop.world, rooms.contract, 'kazuko.ishii@customer.example')
  return heard.map((body) => /停止解除|契約停止/.exec(body)?.[0] ?? body)
}
