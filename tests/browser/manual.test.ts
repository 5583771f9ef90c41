import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkoutRoot } from '../../src/platform/checkout.ts'
import { PATIENTLY, testBrowser, visibleText } from '../support/browser.ts'
import { runningShop } from '../support/running-shop.ts'
import { apply } from './applying.ts'
import { messagesIn, rooms } from './heard.ts'
import { missingFrom, readCoverage } from './manual-coverage.ts'
import { choose, save, section, signIn } from './staff.ts'

const shop = runningShop('sample')
const browser = testBrowser(import.meta.filename)
const coverage = readCoverage()
/** Behind each link to another site, for screen readers alone. */
const FOR_SCREEN_READERS = '(新しいタブで開きます)'

/** The owner's 設定 → 外部連携, with everything on it loaded. */
async function openIntegrations(): Promise<Page> {
  const page = await browser.open()
  await signIn(page, shop.url)
  await choose(page, '外部連携', { href: '/settings/integrations' })
  await example(page, '申し込みがあった時の通知例').waitFor()
  for (const { heading } of coverage.slice(1))
    await section(page, heading).getByRole('button', { name: '保存する' }).waitFor()
  return page
}

const example = (page: Page, caption: string) =>
  page.locator('figure', { has: page.locator('figcaption', { hasText: caption }) })

let page: Page
beforeAll(async () => {
  page = await openIntegrations()
})

describe('docs/manual-coverage.md', () => {
  it('numbers the sentences and names files that exist', () => {
    const sentences = coverage.flatMap((part) => part.sentences)
    expect(sentences.length).toBeGreaterThan(90)
    expect(sentences.map(({ number }) => number)).toEqual(sentences.map((_, index) => index + 1))
    const missing = sentences.flatMap(({ paths }) => paths.filter((path) => !existsSync(join(checkoutRoot(), path))))
    expect(missing).toEqual([])
  })
})

describe('設定 → 外部連携', () => {
  it('says every sentence of the manual, in its order, with its links', async () => {
    await browser.picture(page, '1-integrations')
    const placeOf = (heading: string) =>
      heading === '外部連携設定画面' ? page.locator('main') : section(page, heading)
    for (const { heading, sentences } of coverage) {
      const place = placeOf(heading)
      expect(missingFrom((await visibleText(place)).replaceAll(FOR_SCREEN_READERS, ''), sentences), heading).toEqual([])
      for (const { text, href } of sentences.flatMap(({ links }) => links)) {
        const link = place.locator(`a[href="${href}"]`)
        expect(await visibleText(link), href).toContain(text)
      }
    }
    const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts()
    expect(headings.slice(0, 4)).toEqual(['目次', ...coverage.slice(1).map(({ heading }) => heading)])
  })

  it('has a 目次 whose entries lead to their places', async () => {
    const links = section(page, '目次').getByRole('link')
    const entries: [text: string, href: string][] = []
    for (const link of await links.all())
      entries.push([await visibleText(link), (await link.getAttribute('href')) ?? ''])
    expect(entries.length).toBeGreaterThan(15)
    for (const [text, href] of entries) {
      expect(await page.locator(href).count(), href).toBe(1)
      expect(await visibleText(page.locator(href))).toContain(text)
    }
    const zendesk = links.filter({ hasText: /^Zendesk連携$/ })
    await zendesk.click()
    await expect.poll(() => isInSight(section(page, 'Zendesk連携')), PATIENTLY).toBe(true)
  })

  it('shows the two 通知例 as they look in a room', async () => {
    const applied = await visibleText(example(page, '申し込みがあった時の通知例'))
    expect(applied).toMatch(/【申し込み】.+ \/ .+ 様[\s\S]*申込番号: /)
    const failed = await visibleText(example(page, '申し込みページでカード決済が失敗した時の通知例'))
    expect(failed).toMatch(/【申込時の決済失敗】.+ 様[\s\S]*失敗の理由: /)
    // Chatwork's notation is drawn, not shown.
    expect(applied + failed).not.toMatch(/\[\/?(info|title|hr)\]/)
  })
})

/** The sandbox's group rooms in which the sample shop's token may write. */
const CHOOSABLE = ['お申し込み通知', 'スタッフ雑談', '全体のお知らせ', '契約・解約', '決済トラブル対応'].sort()
/** A room's icon may stand before its name. */
const lastLine = (text: string) => text.trim().split('\n').at(-1)

describe('通知先', () => {
  it('offers group rooms in which the token may write, and the next application is told in the chosen one', async () => {
    for (const label of ['申し込みイベントの通知先', '決済イベントの通知先']) {
      await page.getByRole('combobox', { name: label }).click()
      const options = page.getByRole('listbox').getByRole('option')
      await expect.poll(async () => (await options.allInnerTexts()).map(lastLine).sort(), PATIENTLY).toEqual(CHOOSABLE)
      if (label === '申し込みイベントの通知先') await browser.picture(page, '2-rooms', 'window')
      await options.filter({ hasText: 'スタッフ雑談' }).click()
    }
    await save(page, 'Chatwork連携')
    const email = 'next.applicant@customer.example'
    await apply(await browser.open(), `${shop.url}/apply/morning`, { familyName: '西', givenName: '晴子', email })
    await expect.poll(() => messagesIn(shop.world, rooms.staff, email), PATIENTLY).toHaveLength(1)
    expect(messagesIn(shop.world, rooms.application, email)).toEqual([])
  })

  it.each([
    ['a direct chat', '312000102', '通知先に指定できるのは、グループチャットのみです。'],
    ['my own chat', '312000101', '通知先に指定できるのは、グループチャットのみです。'],
    ['a room for reading alone', '421500016', 'このルームには書き込む権限がありません。別のルームを選んでください。'],
    ['a room of others', '421500017', 'このルームは見つかりません。一覧から選び直してください。'],
  ])('cannot be %s: the server refuses it', async (_, room, reason) => {
    const answer = await page.evaluate(async (roomId) => {
      const path = '/api/v1/integrations/chatwork'
      const { version } = (await (await fetch(path)).json()) as { version: number }
      const body = JSON.stringify({ version, values: { contractRoomId: roomId } })
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(path, { method: 'PUT', headers, body })
      return { status: response.status, problem: await response.json() }
    }, room)
    expect(answer).toMatchObject({
      status: 422,
      problem: { errors: [{ field: 'contractRoomId', message: reason }] },
    })
  })
})

describe('APIトークン', () => {
  it('that Chatwork does not know is refused with the reason, and the stored one stays', async () => {
    const chatwork = section(page, 'Chatwork連携')
    await chatwork.getByRole('button', { name: '変更する' }).click()
    await chatwork.getByLabel('APIトークン', { exact: true }).fill('not-a-token-of-anybody')
    await page.getByRole('button', { name: 'Chatwork連携を保存する' }).click()
    await chatwork.getByText('このAPIトークンは使えません。Chatworkの画面からもう一度コピーしてください').waitFor()
    await browser.picture(page, '3-bad-token', 'window')
    await page.reload()
    await chatwork.getByText('設定済み(末尾 oken)').waitFor()
  })
})

/** Whether the beginning of a place is in the upper part of the window. */
async function isInSight(place: Locator): Promise<boolean> {
  const box = await place.boundingBox()
  return box !== null && box.y >= 0 && box.y < 300
}
