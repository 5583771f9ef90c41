import { describe, expect, it } from 'vitest'
import type { CustomerLetterKind } from '../wishes.ts'
import { definitionOf, letterKinds } from './catalogue.ts'
import { placeholdersOf } from './common.ts'
import { previewLetter } from './preview.ts'
import { wordLetter } from './wording.ts'

const shop = {
  shopName: 'こもれび音楽教室',
  baseUrl: 'https://shop.example',
  timeZone: 'Asia/Tokyo',
  contactEmail: 'help@shop.example',
  legalUrl: 'https://shop.example/law',
  privacyUrl: '',
}
const now = new Date('2026-11-23T05:00:00Z')
const hanako = { id: null, familyName: '山田', givenName: '花子', email: 'hanako@customer.example' }
const initialOf = (kind: CustomerLetterKind) => previewLetter(kind, definitionOf(kind).initial, shop, now)

/** What a customer must find in each letter: what happened, what happens next, what they can do. */
const said: Record<CustomerLetterKind, string[]> = {
  application_accepted: [
    ...['A-7K2MQX9P', 'オンライン講座 ベーシック', '月額 3,980円(税込)', 'クレジットカード'],
    ...[
      '次回のご請求日: 2026年12月23日',
      'https://shop.example/register/mihon\n',
      '2026/11/30 14:00',
      '解約をご希望の場合は',
    ],
  ],
  application_not_charged: [
    'A-7K2MQX9P',
    '理由: カード会社',
    '代金は発生しておりません',
    'https://shop.example/apply/mihon\n',
  ],
  application_cancelled: ['A-7K2MQX9P', '取り消しました', '返金額: 3,980円', '今後のご請求はございません'],
  transfer_instructions: [
    ...['A-7K2MQX9P', '3,980円(税込)', '期日: 2026年11月30日', 'お振り込み番号: 48217'],
    ...[
      'みほん銀行 本店営業部(店番号 001)\n普通 1234567\nカ)ミホンシヨウカイ\n',
      'https://shop.example/register/mihon\n',
    ],
    ...['振込手数料', '次回は2026年12月23日から'],
  ],
  transfer_due: [
    'C-5HN3T8WR',
    '3,980円(税込)',
    '期日: 2026年11月30日',
    'お振り込み番号: 48217',
    '普通 1234567',
    '停止',
  ],
  transfer_reminder: ['期日: 2026年11月30日', 'お振り込み番号: 48217', '普通 1234567', '行き違い'],
  transfer_confirmed: ['お振り込みを確認いたしました', '3,980円(税込)', '48217'],
  registration_link: ['\n\nhttps://shop.example/register/mihon\n', '2026/11/30 14:00', 'パスワードを設定'],
  registered: ['本登録のお手続きが完了', 'hanako@customer.example', 'https://shop.example/mypage\n'],
  mail_change: [
    'まだ完了していません',
    'https://shop.example/mypage/email/mihon\n',
    '2026/11/24 14:00',
    'hanako@customer.example',
  ],
  mail_changed: ['hanako.new@customer.example', 'お心当たりがない場合'],
  password_reset: ['https://shop.example/mypage/password/mihon\n', '2026/11/24 14:00', 'パスワードは変更されません'],
  charge_failed: [
    ...['C-5HN3T8WR', 'ご請求額: 3,980円(税込)', '理由: カードの利用限度額', '2026年11月26日に'],
    ...['https://shop.example/mypage\n', 'カード番号をお尋ねすることはありません'],
  ],
  recovered: ['お支払い額: 3,980円(税込)', '次回のご請求日: 2026年12月23日'],
  card_expiring: [
    '下4桁 4242',
    'カードの有効期限: 2026年11月',
    'https://shop.example/mypage\n',
    'お尋ねすることはありません',
  ],
  suspended: [
    ...['C-5HN3T8WR', '登録のカードでのお支払いができなかったため', 'https://shop.example/mypage\n'],
    ...['再開いたします', 'お尋ねすることはありません'],
  ],
  resumed: ['C-5HN3T8WR', '再開いたしました'],
  cancellation_reserved: [
    'C-5HN3T8WR',
    '解約日: 2026年12月23日',
    '解約日の前日まで',
    '解約日以降のご請求はございません',
  ],
  cancellation_withdrawn: ['C-5HN3T8WR', '継続', '次回のご請求日: 2026年12月23日'],
  cancelled: ['C-5HN3T8WR', '解約が完了', '今後のご請求はございません'],
}

describe.each(letterKinds)('the initial words of %s', (kind) => {
  const { subject, body, problems } = initialOf(kind)

  it('could be saved as they are', () => {
    expect(problems).toEqual([])
  })

  it('say who writes to whom, what it is about, and how the shop is reached', () => {
    expect(subject).toMatch(/^【こもれび音楽教室】.{7,}$/)
    expect(body).toMatch(/^山田 花子 様\n\nこもれび音楽教室です。\n/)
    for (const words of said[kind]) expect(body).toContain(words)
    expect(body).toMatch(
      /\n--\nこもれび音楽教室\nお問い合わせ: help@shop\.example\n[\s\S]*https:\/\/shop\.example\/law\n$/,
    )
    expect(subject + body).not.toMatch(/[{}｛｝]|undefined|null|NaN/)
  })

  it('use every placeholder that is needed', () => {
    const needed = placeholdersOf(kind).filter((placeholder) => placeholder.needed)
    for (const { name } of needed) expect(definitionOf(kind).initial.body).toContain(`{{${name}}}`)
  })
})

describe('what has nothing to say', () => {
  const applied = { number: 'A-TEST2345', productName: '動画講座', amountYen: 9_800, nextChargeOn: null }
  const words = (kind: CustomerLetterKind) => definitionOf(kind).initial

  it('is left out for a known customer who buys a product once', () => {
    const { body } = wordLetter(
      words('application_accepted'),
      hanako,
      { kind: 'application_accepted', application: applied, invitation: null },
      { ...shop, legalUrl: '', privacyUrl: '', contactEmail: '' },
    )
    expect(body).toContain('金額: 9,800円(税込)\n')
    expect(body).not.toMatch(/本登録|次回|月額|解約|特定商取引法|\n\n\n/)
    expect(body).toContain('お問い合わせ: このメールにご返信ください\n')
  })

  it('is left out of a cancelled application without a refund', () => {
    const wish = { kind: 'application_cancelled', application: applied, refundedYen: null } as const
    expect(wordLetter(words('application_cancelled'), hanako, wish, shop).body).not.toContain('返金')
  })

  it('is left out of the last failed charge', () => {
    const contract = { number: 'C-TEST2345', productName: '動画講座', priceYen: 980 }
    const failed = { kind: 'charge_failed', contract, amountYen: 980, reason: '期限切れです。' } as const
    const wish = { ...failed, asksCardholder: false, nextTryOn: null }
    const { body } = wordLetter(words('charge_failed'), hanako, wish, shop)
    expect(body).not.toContain('本人認証')
    expect(body).not.toContain('あらためてご請求')
    expect(body).toContain('【カードを変更される場合】')
  })

  it('is said in the words of a transfer where a transfer is missing', () => {
    const contract = { number: 'C-TEST2345', productName: '動画講座', priceYen: 980 }
    const wish = { kind: 'suspended', contract, reason: 'payment_unconfirmed' } as const
    const { body } = wordLetter(words('suspended'), hanako, wish, shop)
    expect(body).toContain('お振り込みを確認できしだい、ご利用を再開いたします。')
    expect(body).not.toContain('カード')
  })
})
