import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Buyer, memberPages, wordsOf } from '../../../tests/support/member-pages.ts'
import { CARD } from '../../../tests/support/selling.ts'
import { forgetAll, renewAll, setCard } from '../../../tests/support/subscribers.ts'
import { cancelApplication } from '../../applications/index.ts'
import { cancelNow, confirmTransfer, reserveCancellation, retryCharge } from '../../contracts/index.ts'
import type { Product } from '../../products/index.ts'

const pages = memberPages()
const staff = { kind: 'staff', id: 's1', name: '店長' } as const
const EXPIRED = '4000000000000069'
const MEMBERS_TEXT = '# レッスンのご案内\n\n動画は[こちら](https://video.example/piano)です。合言葉は**ひまわり**です。'

let lessons: Product
let video: Product
beforeAll(async () => {
  lessons = await pages.selling.addProduct({ name: 'ピアノ教室', slug: 'lessons', memberPage: MEMBERS_TEXT })
  const once = { kind: 'one_time', transferAccepted: true, memberPage: MEMBERS_TEXT } as const
  video = await pages.selling.addProduct({ ...once, name: '発声の動画', slug: 'voice' })
})
beforeEach(async () => {
  await forgetAll(pages.selling)
  pages.selling.clock.set('2026-11-23T05:00:00Z')
})

const open = ({ visitor }: Buyer, { id }: Product) => visitor.open(`/mypage/products/${id}`)

/** What the page and the 会員ページ say of it: both, or the test fails. */
async function mayRead(buyer: Buyer, product: Product): Promise<boolean> {
  const page = await open(buyer, product)
  const isListed = (await buyer.visitor.open('/mypage')).html.includes(`/mypage/products/${product.id}`)
  expect(page.status).toBe(isListed ? 200 : 404)
  expect(page.html.includes('ひまわり')).toBe(isListed)
  return isListed
}

async function contractOf({ applicationId }: Buyer): Promise<{ contractId: string }> {
  const { db } = pages.database
  const row = db.selectFrom('contracts').select('id as contractId').where('applicationId', '=', applicationId)
  return row.executeTakeFirstOrThrow()
}
const subscriberOf = async (buyer: Buyer) => ({ ...buyer, ...(await contractOf(buyer)), email: '', number: '' })

describe('the page of a product', () => {
  it('is the shop’s Markdown, for who has it', async () => {
    const buyer = await pages.buyer(lessons)
    const page = await open(buyer, lessons)
    expect(page.html).toContain('<h1>ピアノ教室</h1><div class="markdown"><h2>レッスンのご案内</h2>')
    expect(page.html).toContain('<a href="https://video.example/piano" target="_blank" rel="noopener noreferrer">')
    expect(page.html).toContain('<strong>ひまわり</strong>')
    expect(await mayRead(buyer, lessons)).toBe(true)
    expect(await mayRead(buyer, video)).toBe(false)
  })

  it('runs nothing that the shop wrote into it', async () => {
    const memberPage = '<script>alert(1)</script>\n\n[押す](javascript:alert(1))\n\n<img src=x onerror=alert(1)>'
    const product = await pages.selling.addProduct({ name: '<b>太字</b>', slug: 'odd', kind: 'one_time', memberPage })
    const page = await open(await pages.buyer(product), product)
    expect(page.html).not.toMatch(/<script>|<img|<b>|href="javascript/)
    expect(page.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
  })

  it('does not exist where the shop wrote nothing, nor for other names', async () => {
    const member = await pages.member()
    for (const id of [pages.selling.product.id, 'x', '00000000-0000-0000-0000-000000000000'])
      expect((await member.visitor.open(`/mypage/products/${id}`)).status).toBe(404)
    expect((await member.visitor.open('/mypage')).html).not.toContain('会員専用ページ')
  })

  it('asks for a login, and is where that leads', async () => {
    const page = await pages.stranger().open(`/mypage/products/${lessons.id}`)
    expect(page.fields.next).toBe(`/mypage/products/${lessons.id}`)
    expect(page.html).not.toContain('ひまわり')
  })
})

describe('a contract opens it', () => {
  it('until its end, and no longer when it is cancelled', async () => {
    const buyer = await pages.buyer(lessons)
    const act = { ...(await contractOf(buyer)), actor: staff }
    await reserveCancellation(pages.selling.context, act)
    expect(await mayRead(buyer, lessons)).toBe(true)
    await cancelNow(pages.selling.context, act)
    expect(await mayRead(buyer, lessons)).toBe(false)
    expect(wordsOf(await open(buyer, lessons))).toContain('ご契約が停止中または解約済みの場合')
  })

  it('not while it is suspended', async () => {
    const buyer = await pages.buyer(lessons)
    const subscriber = await subscriberOf(buyer)
    await setCard(pages.selling, subscriber, EXPIRED)
    pages.selling.clock.set('2026-12-23T00:00:00Z')
    await renewAll(pages.selling)
    expect(await mayRead(buyer, lessons)).toBe(false)
    await setCard(pages.selling, subscriber, CARD)
    await retryCharge(pages.selling.context, { contractId: subscriber.contractId, actor: staff })
    expect(await mayRead(buyer, lessons)).toBe(true)
  })

  it('not when the application is cancelled', async () => {
    const buyer = await pages.buyer(lessons)
    await cancelled(buyer)
    expect(await mayRead(buyer, lessons)).toBe(false)
  })
})

describe('what is bought once', () => {
  it('stays open until the application is cancelled', async () => {
    const buyer = await pages.buyer(video)
    expect(await mayRead(buyer, video)).toBe(true)
    await cancelled(buyer)
    expect(await mayRead(buyer, video)).toBe(false)
  })

  it('by transfer opens when the money has come', async () => {
    const buyer = await pages.buyer(video, { payBy: { method: 'transfer' } })
    expect(await mayRead(buyer, video)).toBe(false)
    const { id: paymentId } = await pages.database.db
      .selectFrom('payments')
      .select('id')
      .where('applicationId', '=', buyer.applicationId)
      .executeTakeFirstOrThrow()
    const money = { paidYen: video.priceYen, paidOn: '2026-11-23', payerName: 'ヤマダ' }
    await confirmTransfer(pages.selling.context, { paymentId, ...money, differenceNote: null, line: null }, staff)
    expect(await mayRead(buyer, video)).toBe(true)
  })
})

async function cancelled({ applicationId }: Buyer): Promise<void> {
  const cancellation = { applicationId, reason: '重複', refund: true, by: { id: 's1', name: '店長' } }
  expect(await cancelApplication(pages.selling.context, cancellation)).toEqual({ refused: false })
}
