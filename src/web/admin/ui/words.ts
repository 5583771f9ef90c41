import { brandName } from '../../../payments/card-brand.ts'
import type {
  Application,
  ApplicationDetail,
  Contract,
  Customer,
  CustomerImport,
  Delivery,
  Letter,
  Payment,
  Refund,
} from '../../api/schemas.ts'

/** How a state reads, and the colour of its chip: green is well, blue is under way, yellow wants a look, red went wrong. */
export interface StateWords {
  label: string
  colour: 'green' | 'blue' | 'yellow' | 'red' | 'gray'
}

export const applicationStates: Record<Application['state'], StateWords> = {
  started: { label: '決済を確認中', colour: 'blue' },
  completed: { label: '申し込み完了', colour: 'green' },
  declined: { label: '決済失敗', colour: 'red' },
  cancelled: { label: '取り消し', colour: 'gray' },
}

export const customerStates: Record<Customer['state'], StateWords> = {
  provisional: { label: '仮登録', colour: 'blue' },
  registered: { label: '本登録', colour: 'green' },
  withdrawn: { label: '退会', colour: 'gray' },
}

export const mailStates: Record<Customer['mailState'], StateWords> = {
  ok: { label: '届いています', colour: 'green' },
  undeliverable: { label: '届きません', colour: 'red' },
  complained: { label: '迷惑メール報告', colour: 'red' },
}

export const importStates: Record<CustomerImport['state'], StateWords> = {
  checked: { label: '確認済み(未登録)', colour: 'yellow' },
  running: { label: '登録中', colour: 'blue' },
  finished: { label: '登録済み', colour: 'green' },
}

export const contractStates: Record<Contract['state'], StateWords> = {
  active: { label: '契約中', colour: 'green' },
  cancellation_reserved: { label: '解約予約', colour: 'yellow' },
  suspended: { label: '停止中', colour: 'red' },
  cancelled: { label: '解約済み', colour: 'gray' },
}

export const suspensionWords: Record<NonNullable<Contract['suspendedReason']>, string> = {
  payment_unconfirmed: '決済の未確認',
  card_unpayable: 'カード決済不能',
}

export const cardStates: Record<Contract['cardState'], StateWords> = {
  ok: { label: '正常', colour: 'green' },
  retrying: { label: '再試行中', colour: 'yellow' },
  unpayable: { label: '決済不能', colour: 'red' },
}

export const paymentStates: Record<Payment['state'], StateWords> = {
  started: { label: '処理中', colour: 'blue' },
  unknown: { label: '結果を確認中', colour: 'yellow' },
  succeeded: { label: '決済済み', colour: 'green' },
  declined: { label: '失敗', colour: 'red' },
  expected: { label: '入金待ち', colour: 'blue' },
  confirmed: { label: '入金確認済み', colour: 'green' },
  overdue: { label: '期限切れ', colour: 'red' },
  cancelled: { label: '取り消し', colour: 'gray' },
}

export const refundStates: Record<Refund['state'], StateWords> = {
  started: { label: '返金を依頼中', colour: 'blue' },
  refunded: { label: '返金済み', colour: 'green' },
  refused: { label: '返金できません', colour: 'red' },
}

export const offerStandings: Record<NonNullable<ApplicationDetail['offer']>['standing'], StateWords> = {
  open: { label: '案内中', colour: 'blue' },
  accepted: { label: '申し込みあり', colour: 'green' },
  refused: { label: '申し込まなかった', colour: 'gray' },
  expired: { label: '期限切れ', colour: 'gray' },
}

export const letterStates: Record<Letter['state'], StateWords> = {
  queued: { label: '送信待ち', colour: 'blue' },
  blocked: { label: '送信設定待ち', colour: 'yellow' },
  sending: { label: '送信中', colour: 'blue' },
  accepted: { label: '送信済み', colour: 'green' },
  undeliverable: { label: '不達', colour: 'red' },
  held: { label: '停止中のため未送信', colour: 'gray' },
  cancelled: { label: '中止', colour: 'gray' },
}

export const outcomeColours: Record<Delivery['outcome'], StateWords['colour']> = {
  waiting: 'blue',
  blocked: 'yellow',
  sending: 'blue',
  unsettled: 'yellow',
  delivered: 'green',
  refused: 'red',
  rate_limited: 'yellow',
  unknown: 'red',
  cancelled: 'gray',
}

export const applicationKindWords: Record<Application['kind'], string> = {
  standard: '通常',
  one_time_offer: 'ワンタイムオファー',
}
export const methodWords: Record<Payment['method'], string> = { card: 'クレジットカード', transfer: '銀行振込' }
export const purposeWords: Record<Payment['purpose'], string> = { application: '申し込み', renewal: '月額の更新' }

/** A card as people tell it apart: `Visa •••• 4242`. */
export function cardWords({ brand, last4 }: { brand: string; last4: string }): string {
  return `${brandName(brand)} •••• ${last4}`
}

/** `山田 花子` */
export function fullName(person: { familyName: string; givenName: string }): string {
  return `${person.familyName} ${person.givenName}`
}
