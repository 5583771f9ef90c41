import { isTermUnderWay } from '../payments/index.ts'
import type { Reader } from '../platform/database.ts'
import { type Day, dayIn } from '../site/index.ts'
import { type ContractsContext, readSchedule } from './context.ts'
import { nextChargeOn } from './contract.ts'
import { dueAt } from './due-on.ts'
import { findContract, type SavedCard, type StoredContract } from './stored.ts'

/** Where a contract stands, as staff who are about to act on it must know. */
export interface ContractStanding {
  /** The shop's day. */
  today: Day
  method: StoredContract['method']
  card: Pick<SavedCard, 'brand' | 'last4' | 'expMonth' | 'expYear'> | null
  /** Failed charges of the open term, of so many that are planned. */
  tries: number
  attempts: number
  /** The day after the paid term. */
  unpaidFrom: Day
  cancelsOn: Day | null
  /** When something comes due by itself: an end, a charge, a retry. */
  dueAt: Date | null
  /** The term that is owed now; null where nothing is. */
  owed: { termNo: number; amountYen: number } | null
  /** A charge whose outcome is not known yet. */
  underWay: boolean
  /** A charge that could not be made yet, and is tried every few minutes. */
  waiting: boolean
}

/** Reads where a contract stands, or null. */
export async function readContractStanding(
  reader: Reader,
  context: Pick<ContractsContext, 'settings' | 'clock'>,
  id: string,
): Promise<ContractStanding | null> {
  const contract = await findContract(reader, id)
  if (contract === null) return null
  const schedule = await readSchedule(reader, context)
  const termNo = contract.termNo + 1
  const underWay = await isTermUnderWay(reader, id, termNo)
  const isOwed = contract.state !== 'cancelled' && (contract.cardState !== 'ok' || underWay)
  return {
    today: dayIn(schedule.timeZone, context.clock.now()),
    method: contract.method,
    card: contract.savedCard,
    tries: contract.tries,
    attempts: schedule.retryDays.length + 1,
    unpaidFrom: nextChargeOn(contract),
    cancelsOn: contract.cancelsOn,
    dueAt: contract.dueOn === null ? null : dueAt(contract.dueOn, contract, schedule),
    owed: isOwed ? { termNo, amountYen: contract.priceYen } : null,
    underWay,
    waiting: contract.wantedSince !== null && contract.dueOn !== null,
  }
}
