import type { Day } from '../site/index.ts'

/** The letters that customers get by themselves, in the order of 設定 → お客様へのメール. */
export const customerLetterKinds = [
  'application_accepted',
  'transfer_instructions',
  'transfer_reminder',
  'registered',
  'charge_failed',
  'suspended',
  'recovered',
  'resumed',
  'cancellation_reserved',
  'cancellation_withdrawn',
  'cancelled',
  'application_cancelled',
  'card_expiring',
  'mail_change',
  'password_reset',
] as const
export type CustomerLetterKind = (typeof customerLetterKinds)[number]

/** What a letter about a contract says of it. Amounts in yen, days in the shop's time zone. */
export interface ContractFacts {
  number: string
  productName: string
  priceYen: number
}

/** What is owed by bank transfer. */
export interface TransferFacts {
  productName: string
  amountYen: number
  /** What the customer writes with the transfer, so that it is recognised. */
  reference: string
  dueOn: Day
}

/**
 * A letter that the business wishes a customer to get: what it is about, and nothing of its wording. Links into the
 * customer's own pages are made by whoever words it.
 */
export type CustomerLetterWish =
  | { kind: 'transfer_instructions'; applicationNumber: string; transfer: TransferFacts }
  | { kind: 'transfer_reminder'; transfer: TransferFacts }
  | { kind: 'registered' }
  /** `nextTryAt` is null after the last try. */
  | { kind: 'charge_failed'; contract: ContractFacts; amountYen: number; reason: string; nextTryAt: Date | null }
  | { kind: 'suspended'; contract: ContractFacts; reason: 'payment_unconfirmed' | 'card_unpayable' }
  | { kind: 'recovered'; contract: ContractFacts; amountYen: number }
  | { kind: 'resumed'; contract: ContractFacts }
  | { kind: 'cancellation_reserved'; contract: ContractFacts; endsOn: Day }
  | { kind: 'cancellation_withdrawn'; contract: ContractFacts; nextChargeOn: Day | null }
  | { kind: 'cancelled'; contract: ContractFacts }
  | { kind: 'application_cancelled'; applicationNumber: string; productName: string; refundedYen: number | null }
  | { kind: 'card_expiring'; contract: ContractFacts; cardLast4: string; expMonth: number; expYear: number }
  | { kind: 'mail_change'; newAddress: string; url: string; expiresAt: Date }
  | { kind: 'password_reset'; url: string; expiresAt: Date }
