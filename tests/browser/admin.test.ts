import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { PATIENTLY, testBrowser, visibleText } from '../support/browser.ts'
import { runningShop } from '../support/running-shop.ts'
import { apply } from './applying.ts'
import { heardOf } from './heard.ts'
import { choose, save, section, signIn } from './staff.ts'

const shop = runningShop('sample')
const browser = testBrowser(import.meta.filename)

/** What the sample shop is connected with, and must never show. */
const SECRETS = ['sandbox-chatwork-token', 'sandbox-zendesk-token', 'sk_sandbox_luxliner']

/** What a service answers when it took a delivery. */
const ANSWERS = [
  ['Chatwork', /HTTP 200\)[\s\S]*"message_id"/],
  ['Zendesk', /HTTP 201\)[\s\S]*"ticket"/],
  ['ネット商人Pro', /HTTP 200\)[\s\S]*登録が完了/],
  ['管理者メール', /250 /],
] as const

/** The pages of settings that know a secret: entry of the menu, path, and a text that is there once they know. */
const SETTINGS = [
  ['外部連携', 'integrations', '設定済み(末尾 oken)'],
  ['メール送信', 'mail', '差出人のメールアドレス'],
  ['決済', 'payments', '設定済み(末尾 iner)'],
] as const

const NETSHONIN = 'ネット商人Pro(アルケミーメール)連携'

let page: Page
let answers: Promise<string>[]
beforeAll(async () => {
  page = await browser.open()
  answers = collectAnswers(page)
  await signIn(page, shop.url)
})

describe('商品', () => {
  it('has a ネット商人プランID only while the integration is on; hidden, it is kept; changed, the next buyer goes there', async () => {
    const planId = page.getByLabel('ネット商人プランID')

    await openProduct(page)
    expect(await planId.inputValue()).toBe('201')
    await browser.picture(page, '1-product')
    await switchNetshonin(page, false)
    await openProduct(page)
    expect(await planId.count()).toBe(0)
    await page.getByLabel('説明', { exact: true }).fill('レッスンは毎日あります。')
    await saveProduct(page)
    await switchNetshonin(page, true)
    await openProduct(page)
    expect(await planId.inputValue()).toBe('201')
    await planId.fill('204')
    await saveProduct(page)

    const email = 'next.buyer@customer.example'
    await apply(await browser.open(), `${shop.url}/apply/english`, { familyName: '東', givenName: '陽子', email })
    await expect.poll(() => heardOf(shop.world, email).lists, PATIENTLY).toEqual(['101', '204'])
  })
})

describe('連携ログ', () => {
  it('shows each delivery and its attempts, and no answer of the API holds a secret', async () => {
    const email = 'logged.applicant@customer.example'
    await apply(await browser.open(), `${shop.url}/apply/morning`, { familyName: '南', givenName: '若菜', email })
    await expect.poll(() => shop.open(), PATIENTLY).toBe(0)

    await choose(page, '連携ログ', { href: '/deliveries' })
    const rows = page.getByRole('row').filter({ hasText: '南 若菜' })
    await expect
      .poll(async () => (await rows.allInnerTexts()).map(channelAndOutcome).sort(), PATIENTLY)
      .toEqual([
        'Chatwork 送信済み',
        'Chatwork 送信済み',
        'Zendesk 送信済み',
        'ネット商人Pro 送信済み',
        'ネット商人Pro 送信済み',
        '管理者メール 送信済み',
        '管理者メール 送信済み',
      ])
    await browser.picture(page, '2-deliveries')
    const drawer = page.getByRole('dialog', { name: 'お知らせの記録' })
    for (const [channel, answer] of ANSWERS) {
      await rows.filter({ hasText: channel }).getByRole('link').first().click()
      await drawer.getByText('1. 送信').waitFor()
      await drawer.getByText('相手の応答').click()
      expect(await visibleText(drawer)).toMatch(answer)
      if (channel === 'Zendesk') await browser.picture(page, '3-attempts')
      await drawer.getByRole('button', { name: '閉じる' }).click()
      await drawer.waitFor({ state: 'hidden' })
    }

    const pages: string[] = []
    for (const [entry, path, sign] of SETTINGS) {
      await choose(page, entry, { href: `/settings/${path}` })
      await page.getByText(sign).first().waitFor()
      pages.push(await page.content())
    }
    const read = [...(await Promise.all(answers)), ...pages]
    expect(read.length).toBeGreaterThan(15)
    expect(read.filter((answer) => SECRETS.some((secret) => answer.includes(secret)))).toEqual([])
  })
})

async function openProduct(page: Page): Promise<void> {
  await choose(page, '商品', { href: '/products' })
  await page.getByRole('link', { name: 'オンライン英会話コース' }).click()
  await page.getByLabel('商品名').waitFor()
}

async function saveProduct(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存する' }).click()
  await page.getByText('「オンライン英会話コース」を保存しました').last().waitFor()
}

async function switchNetshonin(page: Page, on: boolean): Promise<void> {
  await choose(page, '外部連携', { href: '/settings/integrations' })
  await section(page, NETSHONIN).getByLabel('ネット商人連携の有効化').setChecked(on)
  await save(page, NETSHONIN)
}

/** Every answer of the API from now on, as text; '' for one that has no body. */
function collectAnswers(page: Page): Promise<string>[] {
  const answers: Promise<string>[] = []
  page.on('response', (response) => {
    if (response.url().includes('/api/v1/')) answers.push(response.text().catch(() => ''))
  })
  return answers
}

function channelAndOutcome(row: string): string {
  const channel = /Chatwork|Zendesk|ネット商人Pro|管理者メール/.exec(row)?.[0]
  const outcome = /送信済み|送信できませんでした|送信待ち|送信中/.exec(row)?.[0]
  return `${channel} ${outcome}`
}
