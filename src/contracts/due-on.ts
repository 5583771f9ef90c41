import { addDays, type Day, instantOf } from '../site/index.ts'
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
 * The day on which something comes due for the contract: its end, else its next charge, retry or expected transfer; null
 * when nothing will by itself. This day is stored, and not the instant: what a customer was told stays, and a new charge
 * hour or time zone holds at once for every contract.
 */
export function dueOn(contract: Contract, retryDays: readonly number[]): Day | null {
  if (contract.state === 'cancelled') return null
  if (contract.cancelsOn !== null) return contract.cancelsOn
  if (contract.state === 'suspended') return null
  const wait = retryDays[contract.tries - 1] ?? 0
  return contract.owedOn ?? addDays(nextChargeOn(contract), wait)
}

/** The instant on that day: a reserved cancellation takes effect as its day begins, before any charge of that day. */
export function dueAt(
  day: Day,
  { cancelsOn }: Pick<Contract, 'cancelsOn'>,
  { timeZone, chargeHour }: Pick<Schedule, 'timeZone' | 'chargeHour'>,
): Date {
  return instantOf(timeZone, day, cancelsOn === null ? chargeHour : 0)
}
