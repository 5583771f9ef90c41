import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Buyer, memberPages, wordsOf } from '../../../tests/support/member-pages.ts'
import { applicantNamed } from '../../../tests/support/selling.ts'
import { confirmTransfer } from '../../contracts/index.ts'
import { giveBack, refundPayment } from '../../payments/index.ts'
import { transact } from '../../platform/database.ts'
import type { Product } from '../../products/index.ts'
import { type SiteSettings, siteDefinition } from '../../site/index.ts'

const pages = memberPages()
let video: Product
beforeAll(async () => {
  const fields = { name: '発声の動画', slug: 'voice', kind: 'one_time', priceYen: 2_980 } as const
  video = await pages.selling.addProduct({ ...fields, transferAccepted: true })
})
beforeEach(() => setSite({}))

/** The shop's facts are as at first but for the change. */
async function setSite(change: Partial<SiteSettings>): Promise<void> {
  const { db, doorbell, settings } = pages.selling.context
  await transact(db, doorbell, async (tx) => {
    const { value } = await settings.readForSave(tx, siteDefinition)
    const first = { invoiceNumber: '', receiptIssuer: '', taxPercent: '10' } as const
    await settings.write(tx, siteDefinition, { ...value, ...first, ...change }, 'test')
  })
}

async function paymentOf({ applicationId }: Buyer): Promise<string> {
  const { db } = pages.database
  const row = db.selectFrom('payments').select('id').where('applicationId', '=', applicationId)
  return (await row.executeTakeFirstOrThrow()).id
}
const receiptOf = async (buyer: Buyer, name?: string) =>
  buyer.visitor.open(
    `/mypage/receipts/${await paymentOf(buyer)}${name === undefined ? '' : `?name=${encodeURIComponent(name)}`}`,
  )

/** Gives this much back, as staff ask for it and the gateway does it. */
async function refund(buyer: Buyer, amountYen: number): Promise<void> {
  const { context } = pages.selling
  const paymentId = await paymentOf(buyer)
  const asked = await refundPayment(context, { paymentId, amountYen, note: 'お客様のご都合', by: { name: '店長' } })
  expect(asked).toEqual({ kind: 'requested' })
  const work = giveBack(context)
  for (const row of await work.claim(5)) await work.perform(row)
}

describe('a receipt', () => {
  it('says whom, how much, what for, when and how it was paid', async () => {
    const page = await receiptOf(await pages.buyer(video))
    expect(page.status).toBe(200)
    const words = wordsOf(page)
    for (const said of [
      /^領収書 No\. A-\S+ 山田 花子 様 2,980円 但し、発声の動画の代金として 上記の金額を領収いたしました。/,
      'お支払い日 2026年11月23日',
      'お支払い方法 クレジットカード(Visa 下4桁 4242)',
      'こもれび音楽教室 発行日 2026年11月23日',
    ])
      expect(words).toMatch(said)
    expect(words).not.toMatch(/登録番号|返金/)
  })

  it('is found on the 会員ページ', async () => {
    const buyer = await pages.buyer(video)
    expect((await buyer.visitor.open('/mypage')).html).toContain(`href="/mypage/receipts/${await paymentOf(buyer)}"`)
  })

  // 2,980 × 10 / 110 = 270.9…, × 8 / 108 = 220.7…; parts of a yen are dropped.
  it.each([
    ['10', ' 10%対象 2,980円(内消費税 270円)'],
    ['8', ' 8%対象(軽減税率) 2,980円(内消費税 220円)'],
    ['0', ' 消費税 非課税'],
  ] as const)('at %s percent has its line of tax', async (taxPercent, said) => {
    await setSite({ taxPercent })
    const words = wordsOf(await receiptOf(await pages.buyer(video)))
    expect(words).toContain(said)
    expect(words.match(/%対象|非課税/g)).toHaveLength(1)
  })

  it('of a shop with a registration number has what 適格請求書 demands', async () => {
    await setSite({ invoiceNumber: 'T1234567890123', receiptIssuer: '株式会社こもれび\n東京都千代田区1-1' })
    const words = wordsOf(await receiptOf(await pages.buyer(video)))
    expect(words).toContain('株式会社こもれび 東京都千代田区1-1 登録番号 T1234567890123')
    expect(words).not.toContain('こもれび音楽教室')
  })

  it('is made out to another name, as text', async () => {
    const buyer = await pages.buyer(video)
    const page = await receiptOf(buyer, ' <script>alert(1)</script>"株式会社山田 ')
    expect(page.html).not.toContain('<script>alert')
    expect(page.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;株式会社山田 様')
    expect(page.fields.name).toBe('<script>alert(1)</script>"株式会社山田')
    expect(wordsOf(await receiptOf(buyer, '  '))).toContain('山田 花子 様')
    expect((await receiptOf(buyer, '山'.repeat(200))).fields.name).toBe('山'.repeat(100))
  })

  it('shows names of customers and products as text', async () => {
    const name = '<script>alert("商品")</script>'
    const product = await pages.selling.addProduct({ name, slug: 'odd', kind: 'one_time' })
    const applicant = applicantNamed('odd@customer.example', { familyName: '<script>', givenName: '&amp;' })
    const { html } = await receiptOf(await pages.buyer(product, { applicant }))
    expect(html).not.toContain('<script>alert')
    expect(html).toContain('但し、&lt;script&gt;alert(&quot;商品&quot;)&lt;/script&gt;')
    expect(html).toContain('&lt;script&gt; &amp;amp;')
  })

  it('is printed without what is not of it', async () => {
    const page = await receiptOf(await pages.buyer(video))
    expect(page.html).toMatch(/<form class="card no-print"/)
    expect(page.html).toMatch(/<section class="card receipt">/)
  })
})

describe('a refund', () => {
  it('of a part leaves a receipt of the rest, with its tax', async () => {
    const buyer = await pages.buyer(video)
    await refund(buyer, 1_000)
    const words = wordsOf(await receiptOf(buyer))
    expect(words).toContain('様 1,980円 但し')
    expect(words).toContain('返金 2,980円のうち1,000円を返金済み')
    expect(words).toContain('10%対象 1,980円(内消費税 180円)')
    expect(wordsOf(await buyer.visitor.open('/mypage'))).toContain('1,000円を返金済み / 領収書')
  })

  it('of all leaves none', async () => {
    const buyer = await pages.buyer(video)
    await refund(buyer, 2_980)
    const page = await receiptOf(buyer)
    expect(page.status).toBe(404)
    expect(wordsOf(page)).toContain('領収書はありません')
    const mine = await buyer.visitor.open('/mypage')
    expect(wordsOf(mine)).toContain('返金済み')
    expect(mine.html).not.toContain('/mypage/receipts/')
  })
})

describe('no receipt', () => {
  it('is there of a transfer before it is confirmed', async () => {
    const buyer = await pages.buyer(video, { payBy: { method: 'transfer' } })
    expect((await receiptOf(buyer)).status).toBe(404)
    expect((await buyer.visitor.open('/mypage')).html).not.toContain('/mypage/receipts/')
    const money = { paidYen: 2_980, paidOn: '2026-11-23', payerName: 'ヤマダ', differenceNote: null, line: null }
    const staff = { kind: 'staff', id: 's1', name: '店長' } as const
    await confirmTransfer(pages.selling.context, { paymentId: await paymentOf(buyer), ...money }, staff)
    expect(wordsOf(await receiptOf(buyer))).toContain('お支払い方法 銀行振込')
  })

  it.each(['started', 'unknown', 'declined'])('is there of a charge that is %s', async (state) => {
    const buyer = await pages.buyer(video)
    await pages.database.db
      .updateTable('payments')
      .set({ state })
      .where('id', '=', await paymentOf(buyer))
      .execute()
    expect((await receiptOf(buyer)).status).toBe(404)
  })

  it('is there of what somebody else paid', async () => {
    const [buyer, other] = [await pages.buyer(video), await pages.buyer(video)]
    for (const id of [await paymentOf(other), 'x', `${await paymentOf(buyer)}'`]) {
      const page = await buyer.visitor.open(`/mypage/receipts/${encodeURIComponent(id)}`)
      expect(page.status).toBe(404)
      expect(page.html).not.toContain('2,980円')
    }
  })

  it('is shown to who is not logged in; after it, it is', async () => {
    const path = `/mypage/receipts/${await paymentOf(await pages.buyer(video))}`
    const page = await pages.stranger().open(path)
    expect(page.path).toBe(`/mypage/login?next=${encodeURIComponent(path)}`)
    expect(page.fields.next).toBe(path)
  })
})
