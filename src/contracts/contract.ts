import { addMonths, type Day } from '../site/index.ts'

export type ContractState = 'active' | 'cancellation_reserved' | 'suspended' | 'cancelled'
export type SuspensionReason = 'payment_unconfirmed' | 'card_unpayable'
/** The card beside the contract: `retrying` while a failed charge is tried again, `unpayable` after the last try. */
export type CardState = 'ok' | 'retrying' | 'unpayable'

/** The state each state may be followed by. */
export const contractTransitions = {
  active: ['cancellation_reserved', 'suspended', 'cancelled'],
  cancellation_reserved: ['active', 'suspended', 'cancelled'],
  suspended: ['active', 'cancellation_reserved', 'cancelled'],
  cancelled: [],
} as const satisfies Record<ContractState, readonly ContractState[]>

export const cardTransitions = {
  ok: ['retrying', 'unpayable'],
  retrying: ['retrying', 'unpayable', 'ok'],
  unpayable: ['ok'],
} as const satisfies Record<CardState, readonly CardState[]>

/** Where the terms of a contract are counted from. */
export interface Terms {
  anchorDate: Day
  /** The term that begins on the anchor: 0, until a term was paid after its end and began anew that day. */
  anchorTerm: number
  /** The latest term that is paid (or, by transfer, granted). */
  termNo: number
}

/** 契約, as its rules look at it. */
export interface Contract extends Terms {
  id: string
  state: ContractState
  suspendedReason: SuspensionReason | null
  method: 'card' | 'transfer'
  cardState: CardState
  /** Failed charges of the open term. */
  tries: number
  /** The day on which a reserved cancellation takes effect; it stays while the contract is suspended. */
  cancelsOn: Day | null
  /** The day on which what is owed is due once more, after staff resumed the contract by hand. */
  owedOn: Day | null
}

/** The first day of term `termNo`: that many months after the anchor, never a month after the term before. */
export function termStart({ anchorDate, anchorTerm }: Pick<Terms, 'anchorDate' | 'anchorTerm'>, termNo: number): Day {
  return addMonths(anchorDate, termNo - anchorTerm)
}

/** The term that the application paid. */
export const FIRST_TERM = 0

/** The terms of a contract that begins on this day. */
export function termsFrom(anchorDate: Day): Terms {
  return { anchorDate, anchorTerm: FIRST_TERM, termNo: FIRST_TERM }
}

/** The day after the paid term: the next one begins and is charged, or a reserved cancellation takes effect. */
export function nextChargeOn(terms: Terms): Day {
  return termStart(terms, terms.termNo + 1)
}
