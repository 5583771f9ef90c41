import { readFile } from 'node:fs/promises'
import type { Download, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { lettersTo } from '../../sandbox/mail/mailbox.ts'
import { decodeSpreadsheet, readCsv } from '../../src/platform/csv-reading.ts'
import { createFormEncoder } from '../../src/platform/form-charsets.ts'
import { PATIENTLY, testBrowser, visibleText } from '../support/browser.ts'
import { runningShop } from '../support/running-shop.ts'
import { apply } from './applying.ts'
import { choose, signIn } from './staff.ts'

const shop = runningShop('sample')
const browser = testBrowser(import.meta.filename)
const PHONE = { width: 390, height: 844 }

let page: Page
beforeAll(async () => {
  page = await browser.open()
  await signIn(page, shop.url)
})

const openCustomers = () => choose(page, '顧客', { href: '/customers' })

describe('a customer', () => {
  it('is added, edited, invited again and withdrawn, and the time line says who did what', async () => {
    await openCustomers()
    await page.getByRole('link', { name: '顧客を追加' }).click()
    await page.getByLabel('姓', { exact: true }).fill('髙橋')
    await page.getByLabel('名', { exact: true }).fill('亜希')
    await page.getByLabel('セイ(任意)').fill('たかはし')
    await page.getByLabel('メールアドレス').fill('hinata@customer')
    await page.getByRole('button', { name: '追加する' }).click()
    await page.getByText('メールアドレスの形式が正しくありません').waitFor()
    await picture('1-new')
    await page.getByLabel('メールアドレス').fill('aki.old@customer.example')
    await page.getByLabel('本登録の案内メールを送る').check()
    await page.getByRole('button', { name: '追加する' }).click()
    await page.getByRole('heading', { name: '髙橋 亜希 様', level: 1 }).waitFor()

    await page.getByRole('link', { name: '編集' }).click()
    await page.getByLabel('メルマガの配信を希望する').check()
    await page.getByRole('button', { name: '保存する' }).click()
    await page.getByText('お客様の情報を保存しました').waitFor()
    await page.getByLabel('メールアドレス').fill('aki@customer.example')
    await picture('2-edit')
    await page.getByRole('button', { name: '訂正する' }).click()
    await page.getByText('メールアドレスを訂正しました').waitFor()
    await expect.poll(() => lettersTo(shop.world.mailbox, 'aki@customer.example').length, PATIENTLY).toBe(1)

    await page.getByRole('link', { name: 'お客様のページ' }).click()
    await page.getByText('希望しない → 希望する').waitFor()
    await picture('3-customer')
    await page.getByRole('button', { name: '退会にする' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('元に戻すことはできません').waitFor()
    await browser.picture(page, '4-withdraw', 'window')
    await dialog.getByRole('button', { name: '退会にする' }).click()
    await page.getByText('髙橋 亜希 様を退会にしました').waitFor()
    // The page says that it is done before it has read the time line anew.
    const line = page.locator('.time-line')
    for (const said of ['退会', 'aki.old@customer.example → aki@customer.example', '店長 日向'])
      await expect.poll(() => visibleText(line), PATIENTLY).toContain(said)
  })

  it('who applied: the time line shows whom each event was told to, and the letter', async () => {
    const email = 'told.about@customer.example'
    await apply(await browser.open(), `${shop.url}/apply/english`, { familyName: '南', givenName: '若菜', email })
    await expect.poll(() => shop.open(), PATIENTLY).toBe(0)
    await openCustomers()
    await page.getByRole('link', { name: '南 若菜' }).click()
    const told = page.getByRole('list', { name: '申し込み完了のお知らせ先' })
    for (const channel of ['Chatwork', 'Zendesk', 'ネット商人Pro', '管理者メール'])
      expect(await visibleText(told)).toMatch(new RegExp(`送信済み\\s*${channel}`))
    expect(await visibleText(page.locator('.time-line'))).toContain('お客様へのメール')
    await picture('5-time-line')
  })
})

describe('CSV', () => {
  it('comes in from a spreadsheet of Japan: checked first, then added, and what failed comes back', async () => {
    const file = [
      '姓,名,セイ,メイ,メールアドレス,メルマガ,備考',
      '森,一郎,もり,いちろう,mori@customer.example,希望する,"2行の\r\nメモ"',
      '林,二郎,,,mori@customer.example,,',
      '"木村",三郎,キムラ,サブロウ,kimura@customer,1,',
      '濵田,四郎,ﾊﾏﾀﾞ,ｼﾛｳ,hamada@customer.example,,',
      ',,,,AKI.NEW@customer.example,たぶん,',
    ].join('\r\n')
    await openCustomers()
    await page.getByRole('link', { name: 'CSVで登録' }).click()
    await page.locator('input[type=file]').setInputFiles({
      name: '顧客.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(createFormEncoder('shift_jis')(file)),
    })
    await picture('6-choose')
    await page.getByRole('button', { name: '内容を確認する' }).click()
    await page.getByRole('heading', { name: '確認の結果(まだ登録していません)' }).waitFor()
    const faults = await visibleText(page.getByRole('table', { name: '登録できない行' }))
    expect(faults).toMatch(/3行目[\s\S]*2行目と同じメールアドレスです/)
    expect(faults).toMatch(/4行目[\s\S]*メールアドレスの形式が正しくありません/)
    expect(faults).toMatch(/6行目[\s\S]*姓を入力してください/)
    expect(await shop.app.db.selectFrom('customers').select('id').where('email', 'like', 'mori@%').execute()).toEqual(
      [],
    )
    await picture('7-checked')
    await page.getByLabel('本登録の案内メールを送る').check()
    await page.getByRole('button', { name: '2人を登録する' }).click()
    await page.getByRole('heading', { name: '登録が終わりました' }).waitFor()
    await page.getByText('2 / 2人').waitFor()
    await picture('8-finished')
    for (const address of ['mori@customer.example', 'hamada@customer.example'])
      await expect.poll(() => lettersTo(shop.world.mailbox, address).length, PATIENTLY).toBe(1)

    const failed = await rowsOf(await saved(() => page.getByRole('link', { name: 'CSVをダウンロード' }).click()))
    expect(failed.map((cells) => [cells[4], cells[6]])).toEqual([
      ['メールアドレス', '行'],
      ['mori@customer.example', '3'],
      ['kimura@customer', '4'],
      ['AKI.NEW@customer.example', '6'],
    ])
    await page.goBack()
    await page.goBack()
    await openCustomers()
    await page.getByLabel('顧客を検索').fill('はまだ')
    await page.getByRole('link', { name: '濵田 四郎' }).click()
    await page.getByText('CSVでの登録').waitFor()
  })

  it('goes out as listed', async () => {
    await openCustomers()
    await page.getByLabel('顧客を検索').fill('もり')
    await page.getByRole('link', { name: '森 一郎' }).waitFor()
    await picture('9-list')
    const rows = await rowsOf(await saved(() => page.getByRole('button', { name: 'CSVをダウンロード' }).click()))
    expect(rows.map((cells) => cells.slice(0, 7))).toEqual([
      ['姓', '名', 'セイ', 'メイ', 'メールアドレス', 'メルマガ', '状態'],
      ['森', '一郎', 'モリ', 'イチロウ', 'mori@customer.example', '希望する', '仮登録'],
    ])
  })
})

/** Keeps the page as a desk and as a telephone show it; nothing may stick out at the side. */
async function picture(name: string): Promise<void> {
  await browser.picture(page, name)
  await page.setViewportSize(PHONE)
  const width = () => page.evaluate<number>('document.documentElement.scrollWidth')
  await expect.poll(width, PATIENTLY).toBe(PHONE.width)
  await page.screenshot({ path: `tests/artefacts/customers/${name}-phone.png`, animations: 'disabled', fullPage: true })
  await page.setViewportSize({ width: 1280, height: 800 })
}

async function saved(click: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()])
  return download
}

async function rowsOf(download: Download): Promise<string[][]> {
  const text = decodeSpreadsheet(await readFile(await download.path()))
  return [...readCsv(text ?? '')].flatMap((line) => ('cells' in line ? [line.cells] : []))
}
