import { addMonths, type Day } from '../site/index.ts'

export type ContractState = 'active' | 'cancellation_reserved' | 'suspended' | 'cancelled'

/**
 * The first day of a term. Term 0 is the one that the application paid and begins on the anchor; term n begins n months
 * after the anchor, never a month after the term before.
 */
export function termStart(anchor: Day, termNo: number): Day {
  return addMonths(anchor, termNo)
}

/** The day on which the term after the paid one begins and is charged. */
export function nextChargeOn(contract: { anchorDate: Day; termNo: number }): Day {
  return termStart(contract.anchorDate, contract.termNo + 1)
}
