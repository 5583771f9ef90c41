import { expect, it } from 'vitest'
import { applicationAccepted, applicationNotCharged } from './texts.ts'

const shop = {
  shopName: 'こもれび音楽教室',
  baseUrl: 'https://shop.example',
  timeZone: 'Asia/Tokyo',
  contactEmail: 'help@shop.example',
  privacyUrl: '',
  legalUrl: 'https://shop.example/law',
}
const application = {
  familyName: '山田',
  givenName: '花子',
  number: 'A-TEST2345',
  productName: 'ピアノ・オンラインレッスン',
  amountYen: 3_980,
  nextChargeOn: '2026-12-23',
}

it('the letter to a new customer', () => {
  const invitation = { url: 'https://shop.example/register/x', expiresAt: new Date('2026-11-30T05:00:00Z') }
  expect(applicationAccepted(shop, application, invitation)).toMatchInlineSnapshot(`
    {
      "body": "山田 花子 様

    こもれび音楽教室です。
    このたびは「ピアノ・オンラインレッスン」にお申し込みいただき、誠にありがとうございます。
    以下の内容でお申し込みを承り、お支払いの手続きが完了いたしました。

    ――――――――――――――――――――
    申込番号: A-TEST2345
    商品: ピアノ・オンラインレッスン
    金額: 3,980円(税込) / 月額
    お支払い方法: クレジットカード
    次回のご請求日: 2026年12月23日
    ――――――――――――――――――――

    【本登録のお願い】
    会員ページをご利用いただくには、パスワードの設定(本登録)が必要です。
    下記のURLを開いて、お手続きをお願いいたします。
    https://shop.example/register/x

    ※ このURLの有効期限は 2026/11/30 14:00 です。ほかの方には知らせないでください。

    【毎月のお支払いと解約について】
    次回以降は毎月、お申し込み日と同じ日(その日がない月は月末日)に、ご登録のカードへご請求いたします。
    解約をご希望の場合は、次回のご請求日の前日までに、申込番号を添えて help@shop.example までご連絡ください。

    このメールにお心当たりがない場合は、お手数ですがその旨をお知らせください。

    --
    こもれび音楽教室
    お問い合わせ: help@shop.example
    特定商取引法に基づく表記: https://shop.example/law
    ",
      "subject": "【こもれび音楽教室】お申し込みありがとうございます(本登録のご案内)",
    }
  `)
})

it('the letter to a known customer invites to nothing', () => {
  const letter = applicationAccepted(shop, application, null)
  expect(letter.subject).toBe('【こもれび音楽教室】お申し込みありがとうございます')
  expect(letter.body).not.toContain('本登録')
})

it('a product paid once has no next charge and nothing to cancel', () => {
  const { body } = applicationAccepted(shop, { ...application, nextChargeOn: null }, null)
  expect(body).toContain('金額: 3,980円(税込)\n')
  expect(body).not.toMatch(/次回|月額|解約/)
})

it('the letter after a charge that was not made', () => {
  const { body } = applicationNotCharged(
    shop,
    application,
    '決済は行われませんでした。',
    'https://shop.example/apply/piano',
  )
  for (const words of [
    'A-TEST2345',
    '理由: 決済は行われませんでした。',
    '代金は発生しておりません',
    'https://shop.example/apply/piano',
  ])
    expect(body).toContain(words)
})
