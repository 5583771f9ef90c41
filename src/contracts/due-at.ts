import { addDays, instantOf } from '../site/index.ts'
import { type Contract, nextChargeOn } from './contract.ts'

/** When in the shop's day things come due, and how failed charges are tried again. */
export interface Schedule {
  /** IANA name. */
  timeZone: string
  /** The hour at which charges are made. */
  chargeHour: number
  retryDays: readonly number[]
}

/**
 * When something comes due for the contract, in business time: its end, else its next charge, retry or expected transfer;
 * null when nothing will by itself. A reserved cancellation takes effect as its day begins, before any charge of that day.
 */
export function dueAt(contract: Contract, { timeZone, chargeHour, retryDays }: Schedule): Date | null {
  if (contract.state === 'cancelled') return null
  if (contract.cancelsOn !== null) return instantOf(timeZone, contract.cancelsOn, 0)
  if (contract.state === 'suspended') return null
  const begins = nextChargeOn(contract)
  const wait = retryDays[contract.tries - 1] ?? 0
  return instantOf(timeZone, contract.owedOn ?? addDays(begins, wait), chargeHour)
}
