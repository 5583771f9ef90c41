import type { Day } from '../site/index.ts'

/** What a letter about an application says of it. Amounts in yen, days in the shop's time zone. */
export interface AppliedFor {
  number: string
  productName: string
  amountYen: number
  /** The day of the next charge, for a monthly product. */
  nextChargeOn: Day | null
}

/** What a letter about a contract says of it. */
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
  /** Where to, in the shop's own lines: bank, branch, kind and number of the account, its holder. '' when not set. */
  bankAccount: string
}

/** A personal link and until when it is good. */
export interface PersonalLink {
  url: string
  expiresAt: Date
}

/**
 * A letter that the business wishes a customer to get: what it is about, and nothing of its wording. Addresses of pages that
 * are the same for everybody are known to whoever words it. `invitation`: of 本登録, for customers without a password.
 */
export type CustomerLetterWish =
  | { kind: 'application_accepted'; application: AppliedFor; invitation: PersonalLink | null }
  | {
      kind: 'transfer_instructions'
      application: AppliedFor
      transfer: TransferFacts
      invitation: PersonalLink | null
    }
  /** A further term of a contract that is paid by transfer. */
  | { kind: 'transfer_due'; contract: ContractFacts; transfer: TransferFacts }
  | { kind: 'transfer_reminder'; transfer: TransferFacts }
  /** `resumed`: the contract that it pays was suspended, and goes on. */
  | { kind: 'transfer_confirmed'; transfer: TransferFacts; resumed: boolean }
  /** The charge of an application turned out not to have been made; the customer may have closed the page. */
  | { kind: 'application_not_charged'; application: AppliedFor; reason: string; applyUrl: string }
  | { kind: 'registration_link'; invitation: PersonalLink }
  | { kind: 'registered' }
  /** `asksCardholder`: the cardholder must confirm (3-D Secure). `nextTryOn` is null after the last try. */
  | {
      kind: 'charge_failed'
      contract: ContractFacts
      amountYen: number
      reason: string
      asksCardholder: boolean
      nextTryOn: Day | null
    }
  | { kind: 'suspended'; contract: ContractFacts; reason: 'payment_unconfirmed' | 'card_unpayable' }
  | { kind: 'recovered'; contract: ContractFacts; amountYen: number; nextChargeOn: Day }
  /** `owedOn`: the new day of what is still owed, where staff resumed it; null when it was paid. */
  | { kind: 'resumed'; contract: ContractFacts; owedOn: Day | null }
  | { kind: 'cancellation_reserved'; contract: ContractFacts; endsOn: Day }
  | { kind: 'cancellation_withdrawn'; contract: ContractFacts; nextChargeOn: Day | null }
  | { kind: 'cancelled'; contract: ContractFacts }
  | { kind: 'application_cancelled'; application: AppliedFor; refundedYen: number | null }
  | { kind: 'card_expiring'; contract: ContractFacts; cardLast4: string; expMonth: number; expYear: number }
  | { kind: 'mail_change'; link: PersonalLink }
  /** To the address that was in use until now. */
  | { kind: 'mail_changed'; newAddress: string }
  | { kind: 'password_reset'; link: PersonalLink }

export type CustomerLetterKind = CustomerLetterWish['kind']

/** The wish for a letter of this kind. */
export type WishOf<Kind extends CustomerLetterKind> = Extract<CustomerLetterWish, { kind: Kind }>
