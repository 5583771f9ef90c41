import { formatYen } from '../../platform/money.ts'
import { addMonths, type Day, dayIn, formatDay, formatInstant, type Shop } from '../../site/index.ts'
import type { AppliedFor, ContractFacts, PersonalLink, TransferFacts } from '../wishes.ts'
import type { OwnPlaceholders, SampleScene } from './definition.ts'

/** Placeholders and samples of what several letters tell of. */

export const ofApplication = {
  申込番号: { meaning: 'A-7K2MQX9P のような番号', value: ({ application }) => application.number },
  商品: { meaning: '商品の名前', value: ({ application }) => application.productName },
  金額: {
    meaning: '税込みの金額。月額の商品では「月額」が付きます',
    value: ({ application: { amountYen, nextChargeOn } }) => `${nextChargeOn ? '月額 ' : ''}${inclusive(amountYen)}`,
  },
} satisfies OwnPlaceholders<{ application: AppliedFor }>

export const ofNextCharge = {
  次回のご請求日: {
    meaning: '月額の商品だけにあります',
    value: ({ application: { nextChargeOn } }) => (nextChargeOn ? formatDay(nextChargeOn) : ''),
  },
} satisfies OwnPlaceholders<{ application: AppliedFor }>

export const ofInvitation = {
  本登録のURL: {
    meaning: 'パスワードを設定するための、お客様専用のURL。本登録がまだのお客様だけにあります',
    value: ({ invitation }) => invitation?.url ?? '',
    needed: true,
    personal: true,
  },
  本登録の期限: {
    meaning: '上のURLを使える日時',
    value: ({ invitation }, shop) => (invitation ? until(invitation, shop) : ''),
  },
} satisfies OwnPlaceholders<{ invitation: PersonalLink | null }>

export const ofContract = {
  契約番号: { meaning: 'C-5HN3T8WR のような番号', value: ({ contract }) => contract.number },
  商品: { meaning: '商品の名前', value: ({ contract }) => contract.productName },
  月額: { meaning: '契約の月額(税込)', value: ({ contract }) => inclusive(contract.priceYen) },
} satisfies OwnPlaceholders<{ contract: ContractFacts }>

export const ofTransfer = {
  商品: { meaning: '商品の名前', value: ({ transfer }) => transfer.productName },
  お振り込み金額: { meaning: '税込みの金額', value: ({ transfer }) => inclusive(transfer.amountYen) },
  お振り込み番号: {
    meaning: '振込名義の前に付けていただく番号',
    value: ({ transfer }) => transfer.reference,
  },
} satisfies OwnPlaceholders<{ transfer: TransferFacts }>

/** What a customer cannot do without who still has to pay. */
export const ofOpenTransfer = {
  商品: ofTransfer.商品,
  お振り込み金額: { ...ofTransfer.お振り込み金額, needed: true },
  お振り込み期日: { meaning: 'いつまでに', value: ({ transfer }) => formatDay(transfer.dueOn), needed: true },
  お振り込み番号: { ...ofTransfer.お振り込み番号, needed: true },
  お振り込み先: {
    meaning: '設定 → 決済 で入力した口座',
    value: ({ transfer }) => transfer.bankAccount || '(お振り込み先は、あらためてご連絡いたします)',
    needed: true,
    lines: true,
  },
} satisfies OwnPlaceholders<{ transfer: TransferFacts }>

/** Where a customer logs in. */
export function memberPageOf(shop: Shop): string {
  return `${shop.baseUrl}/mypage`
}

export function inclusive(amountYen: number): string {
  return `${formatYen(amountYen)}(税込)`
}

export function until(link: PersonalLink, shop: Shop): string {
  return formatInstant(shop.timeZone, link.expiresAt)
}

export function sampleApplication({ today }: SampleScene): AppliedFor {
  const nextChargeOn = addMonths(today, 1)
  return { number: 'A-7K2MQX9P', productName: 'オンライン講座 ベーシック', amountYen: 3_980, nextChargeOn }
}

export function sampleContract(): ContractFacts {
  return { number: 'C-5HN3T8WR', productName: 'オンライン講座 ベーシック', priceYen: 3_980 }
}

export function sampleTransfer(scene: SampleScene): TransferFacts {
  return {
    productName: 'オンライン講座 ベーシック',
    amountYen: 3_980,
    reference: '48217',
    dueOn: inDays(scene, 7),
    bankAccount: 'みほん銀行 本店営業部(店番号 001)\n普通 1234567\nカ)ミホンシヨウカイ',
  }
}

const DAY_MS = 86_400_000

export function inDays({ today }: SampleScene, days: number): Day {
  return dayIn('UTC', new Date(Date.parse(today) + days * DAY_MS))
}

/** A link that opens nothing. `path` begins with a slash. */
export function sampleLink({ baseUrl, now }: SampleScene, path: string, days: number): PersonalLink {
  return { url: `${baseUrl}${path}/mihon`, expiresAt: new Date(now.getTime() + days * DAY_MS) }
}
