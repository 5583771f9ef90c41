import { addDays, type Day, dayIn, instantOf } from '../site/index.ts'

/** 振込: 入金待ち, 期限切れ, 入金確認済み, and not waited for any longer because what it pays was cancelled. */
export type TransferState = 'expected' | 'overdue' | 'confirmed' | 'cancelled'

/** The state each state may be followed by. */
export const transferTransitions = {
  expected: ['overdue', 'confirmed', 'cancelled'],
  // Expected again with a new due day, which staff give when they resume a contract by hand.
  overdue: ['confirmed', 'expected', 'cancelled'],
  // Back to where it was: an undo on the day of the confirmation.
  confirmed: ['expected', 'overdue', 'cancelled'],
  // Money that comes all the same is recorded.
  cancelled: ['confirmed'],
} as const satisfies Record<TransferState, readonly TransferState[]>

/** The states from which `next` may be reached: the condition of the update that writes it. */
export function transferStatesBefore(next: TransferState): TransferState[] {
  const states = Object.keys(transferTransitions) as TransferState[]
  return states.filter((state) => (transferTransitions[state] as readonly TransferState[]).includes(next))
}

/** An expected transfer, as its due work looks at it. */
export interface AwaitedTransfer {
  state: TransferState
  dueOn: Day
  createdAt: Date
  remindedAt: Date | null
  /** False when nobody waits for the money any more: its application or contract was cancelled. */
  awaited: boolean
}

export interface TransferRules {
  now: Date
  /** IANA name. */
  timeZone: string
  /** The hour of the shop's day at which reminders go out and transfers become overdue. */
  chargeHour: number
  /** How many days before the due day the customer is reminded; 0 for not at all. */
  reminderDays: number
}

/** What is to be done about an expected transfer; `until` is when it is looked at next. */
export type TransferStep =
  | { kind: 'rest' }
  | { kind: 'wait'; until: Date }
  | { kind: 'remind'; until: Date }
  | { kind: 'overdue' }

/**
 * The whole due day counts: the transfer is overdue on the morning after. The reminder goes out once, and not where it
 * would come on the day of the instructions or before them.
 */
export function nextTransferStep(transfer: AwaitedTransfer, rules: TransferRules): TransferStep {
  const { now, timeZone, chargeHour, reminderDays } = rules
  if (transfer.state !== 'expected' || !transfer.awaited) return { kind: 'rest' }
  const overdueAt = instantOf(timeZone, addDays(transfer.dueOn, 1), chargeHour)
  if (now >= overdueAt) return { kind: 'overdue' }
  const remindOn = addDays(transfer.dueOn, -reminderDays)
  const reminds =
    reminderDays > 0 &&
    transfer.remindedAt === null &&
    remindOn > dayIn(timeZone, transfer.createdAt) &&
    dayIn(timeZone, now) <= transfer.dueOn
  if (!reminds) return { kind: 'wait', until: overdueAt }
  const remindAt = instantOf(timeZone, remindOn, chargeHour)
  return now >= remindAt ? { kind: 'remind', until: overdueAt } : { kind: 'wait', until: remindAt }
}
