import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { lettersTo } from '../../sandbox/mail/mailbox.ts'
import { keepMessage } from '../../src/mail/index.ts'
import { PATIENTLY, testBrowser, visibleText } from '../support/browser.ts'
import { inWords } from '../support/returned-mail.ts'
import { runningShop } from '../support/running-shop.ts'
import { apply } from './applying.ts'
import { choose, save, section, signIn } from './staff.ts'

const shop = runningShop('sample')
const browser = testBrowser(import.meta.filename)

const EMAIL = 'natsumi.mori@customer.example'
const SUBJECT = '【ひだまりオンラインスクール】お申し込みありがとうございます'
const REASON = 'お電話で確認し、アドレスが正しいことがわかったため'
const PHONE = { width: 390, height: 844 }

let page: Page
beforeAll(async () => {
  page = await browser.open()
  await signIn(page, shop.url)
})

const drawer = () => page.getByRole('dialog', { name: '戻ってきたメールの内容' })
const widthOf = () => page.evaluate<number>('document.documentElement.scrollWidth')

/** Nothing of the page sticks out on a phone, once its menu has gone aside. */
async function fitsPhone(): Promise<void> {
  const window = page.viewportSize()
  await page.setViewportSize(PHONE)
  await expect.poll(widthOf, PATIENTLY).toBe(PHONE.width)
  if (window) await page.setViewportSize(window)
}

describe('戻ってきたメール', () => {
  it('says in plain words what will stand there', async () => {
    await choose(page, '戻ってきたメール', { href: '/returned-mail' })
    await page.getByText('確認が必要なメールはありません。').waitFor()
    await browser.picture(page, '1-nothing', 'window')
  })

  it('shows what no program understood, with its number in the menu', async () => {
    await apply(await browser.open(), `${shop.url}/apply/english`, {
      familyName: '森',
      givenName: '夏美',
      email: EMAIL,
    })
    await expect.poll(() => lettersTo(shop.world.mailbox, EMAIL), PATIENTLY).toHaveLength(1)
    const text = `いつもお世話になっております。\n${EMAIL} は、もう使われていません。`
    const raw = inWords({ from: 'kanri@company.example', subject: 'About your mail', text })
    await keepMessage(shop.app.db, 'pipe', raw)
    await expect.poll(shop.open, PATIENTLY).toBe(0)
    await page.reload()
    const entry = page.getByRole('navigation', { name: 'メニュー' }).getByRole('link', { name: /戻ってきたメール/ })
    await entry.getByLabel('未対応 1件').waitFor()
    const row = page.getByRole('row').filter({ hasText: 'About your mail' })
    expect(await visibleText(row)).toMatch(/判定できないメール\s+メールサーバー/)
    await fitsPhone()
    await row.getByRole('link').click()
    await drawer().getByText(`${EMAIL} は、もう使われていません。`).waitFor()
    await browser.picture(page, '2-open', 'window')
  })

  it('and a person says which letter did not arrive, and why', async () => {
    await drawer().getByLabel('お客様へのメールが届かなかった').check()
    const record = drawer().getByRole('button', { name: '届かなかったメールとして記録する' })
    await drawer().getByText('宛先がわかりませんでした。').waitFor()
    await drawer().getByLabel('別のアドレスへ送ったメールから選ぶ').fill(EMAIL)
    await drawer().getByRole('button', { name: 'メールを探す' }).click()
    await drawer().getByRole('radio', { name: SUBJECT }).check()
    expect(await record.isDisabled()).toBe(true)
    await drawer().getByLabel('アドレスが存在しない').check()
    await fitsPhone()
    await browser.picture(page, '3-found-out', 'window')
    await record.click()
    const asked = page.getByRole('dialog', { name: '届かなかったメールとして記録しますか?' })
    await asked.getByText(`${EMAIL} 宛`).waitFor()
    await browser.picture(page, '4-asked', 'window')
    await asked.getByRole('button', { name: '記録する' }).click()
    await page.getByText('届かなかったメールとして記録しました').waitFor()
    await drawer().getByText('確認済み').waitFor()
    await drawer().getByRole('link', { name: SUBJECT }).waitFor()
    await expect.poll(() => page.getByLabel(/^未対応/).count(), PATIENTLY).toBe(0)
    await browser.picture(page, '5-settled', 'window')
  })
})

describe('a customer whose letters stop', () => {
  it('shows why and since when, what goes on, and the letter', async () => {
    await drawer().getByRole('link', { name: '顧客を見る' }).click()
    await page.getByRole('heading', { name: '森 夏美 様', level: 1 }).waitFor()
    const notice = page.getByRole('note').filter({ hasText: 'メールが届かないため、ご案内メールを止めています' })
    expect(await visibleText(notice)).toMatch(/\d{4}\/\d{2}\/\d{2}.*大切なメールは、これまでどおり送られます。/)
    await browser.picture(page, '6-stopped')
    await fitsPhone()
    await notice.getByRole('link', { name: 'もとのメールを見る' }).click()
    await page.getByRole('dialog', { name: 'メールの内容' }).getByText('不達').waitFor()
    await page.goBack()
  })

  it('gets them again when staff say why, which the time line keeps', async () => {
    await page.getByRole('button', { name: '再び送れるようにする' }).click()
    const asked = page.getByRole('dialog', { name: /ご案内メールを再び送れるようにしますか/ })
    const lift = asked.getByRole('button', { name: '再び送れるようにする' })
    await lift.click()
    await asked.getByText('理由を入力してください').waitFor()
    await browser.picture(page, '7-asked-why', 'window')
    await asked.getByRole('textbox', { name: '理由' }).fill(REASON)
    await lift.click()
    await page.getByText('ご案内メールを再び送れるようにしました').waitFor()
    const line = section(page, 'これまでの出来事')
    await line.getByText(REASON).waitFor()
    expect(await visibleText(line)).toMatch(/ご案内メールの停止の解除[\s\S]+ご案内メールの停止/)
    expect(await page.getByRole('button', { name: '再び送れるようにする' }).count()).toBe(0)
    await browser.picture(page, '8-lifted')
  })
})

describe('advertising among it', () => {
  it('is dismissed from the list', async () => {
    const raw = inWords({ from: 'news@ads.example', subject: 'Cheap watches', text: 'Buy now, pay later.' })
    await keepMessage(shop.app.db, 'pipe', raw)
    await expect.poll(shop.open, PATIENTLY).toBe(0)
    await page.goto(`${shop.url}/admin/returned-mail`)
    const row = page.getByRole('row').filter({ hasText: 'Cheap watches' })
    await row.getByRole('button', { name: '対応不要にする' }).click()
    await page.getByText('対応不要にしました').waitFor()
    await expect.poll(() => row.count(), PATIENTLY).toBe(0)
  })
})

describe('設定 → メール送信', () => {
  it('takes a provider’s reports in a section of its own, with the address to hand out', async () => {
    await choose(page, 'メール送信', { href: '/settings/mail' })
    const reports = section(page, '不達・迷惑メール報告の受け取り')
    const provider = reports.getByLabel('メール配信サービス')
    expect(await reports.getByText('/hooks/mail/').count()).toBe(0)
    await provider.selectOption('Amazon SES')
    await reports.getByText(`${shop.url}/hooks/mail/ses`, { exact: true }).waitFor()
    await reports.getByRole('button', { name: 'コピー' }).waitFor()
    await reports.getByRole('button', { name: '保存する' }).click()
    await reports.getByText('トピックARNを1件以上入力してください').waitFor()
    await reports.getByLabel('Amazon SNSのトピックARN').fill('arn:aws:sns:ap-northeast-1:123456789012:mail-reports')
    await browser.picture(page, '9-reports')
    await fitsPhone()
    await save(page, '不達・迷惑メール報告の受け取り')
  })

  it('asks before it is left with a change in either section', async () => {
    const reports = section(page, '不達・迷惑メール報告の受け取り')
    await reports.getByLabel('メール配信サービス').selectOption('Mailgun')
    await page.getByRole('navigation', { name: 'メニュー' }).getByRole('link', { name: '送信箱' }).click()
    const asked = page.getByRole('dialog', { name: '保存していない変更があります' })
    await asked.getByRole('button', { name: 'このページに残る' }).click()
    await reports.getByRole('button', { name: '元に戻す' }).click()
    await choose(page, '送信箱', { href: '/letters' })
  })
})
