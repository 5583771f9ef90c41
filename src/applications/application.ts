import { NOT_CHARGED, NOT_SENT } from '../payments/index.ts'
import type { ProductKind } from '../products/index.ts'
import type { applicationKinds } from './events.ts'

export type ApplicationKind = (typeof applicationKinds)[number]
export type PaymentMethod = 'card' | 'transfer'

/** One of the shop's own questions as it was asked, and what was answered; '' for nothing. */
export interface Answer {
  question: string
  answer: string
}

export type ApplicationState = 'started' | 'completed' | 'declined' | 'cancelled'

/** The state each state may be followed by. */
export const applicationTransitions = {
  started: ['completed', 'declined'],
  completed: ['cancelled'],
  declined: [],
  cancelled: [],
} as const satisfies Record<ApplicationState, readonly ApplicationState[]>

/** 申し込み, as its row says it. */
export interface Application {
  id: string
  number: string
  submissionKey: string
  kind: ApplicationKind
  /** The one-time offer that it accepts. */
  offerId: string | null
  productId: string
  productName: string
  productKind: ProductKind
  amountYen: number
  method: PaymentMethod
  familyName: string
  givenName: string
  familyKana: string
  givenKana: string
  email: string
  /** Whose it is: known from the start when they were logged in, otherwise once it is completed. */
  customerId: string | null
  answers: Answer[]
  /** Whether the newsletter was asked for. */
  newsletter: boolean
  state: ApplicationState
  /** Why it was declined, in words for the customer. */
  declineReason: string | null
  startedAt: Date
  finishedAt: Date | null
}

const BY_CODE: Record<string, string> = {
  insufficient_funds: 'カードのご利用限度額を超えているため、決済できませんでした。別のカードをお試しください。',
  expired_card: 'カードの有効期限が切れています。別のカードをお試しください。',
  incorrect_cvc: 'セキュリティコードが正しくありません。カードの裏面などをご確認のうえ、もう一度お試しください。',
  [NOT_SENT]:
    '決済会社に接続できなかったため、決済は行われませんでした。お手数ですが、しばらくしてからもう一度お試しください。',
  [NOT_CHARGED]: '決済は行われませんでした。お手数ですが、もう一度お申し込みください。',
}

/**
 * Why a charge failed, in words for whoever typed the card. A lost or stolen card is told like any other refusal: whoever
 * holds it need not learn that its owner noticed.
 */
export function declineWords(code: string): string {
  return (
    BY_CODE[code] ?? 'カード会社の承認が得られませんでした。カード情報をご確認いただくか、別のカードをお試しください。'
  )
}
