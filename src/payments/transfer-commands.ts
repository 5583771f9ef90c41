import { sql } from 'kysely'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { addDays, type Day, dayIn } from '../site/index.ts'
import { type TransferState, transferStatesBefore } from './transfer.ts'
import { newTransferReference } from './transfer-reference.ts'

/** The doorbell topic of expected transfers. */
export const TRANSFERS_TOPIC = 'payments.transfers'

/** A transfer to be expected. */
export interface NewTransfer {
  purpose: 'application' | 'renewal'
  applicationId: string
  customerId: string
  /** The contract and the term that it pays; null for a product that is bought once. */
  contractId: string | null
  termNo: number | null
  amountYen: number
  now: Date
  /** IANA name of the shop's time zone. */
  timeZone: string
  /** How many days the customer has; the whole of the last one counts. */
  dueDays: number
}

/** What the customer is told of it. */
export interface Expected {
  paymentId: string
  /** What the customer writes with the transfer, so that it is recognised. */
  reference: string
  dueOn: Day
}

/** Every draw of ten taken: more transfers than references is a defect. */
const MOST_DRAWS = 10

/** Expects a transfer, in the transaction of what it pays. The due work looks at it at once and says when the next time is. */
export async function expectTransfer(tx: Tx, transfer: NewTransfer): Promise<Expected> {
  const dueOn = addDays(dayIn(transfer.timeZone, transfer.now), transfer.dueDays)
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const reference = newTransferReference()
    const inserted = await tx
      .insertInto('payments')
      .values({
        id: newId(),
        orderId: `T-${reference}`,
        method: 'transfer',
        purpose: transfer.purpose,
        applicationId: transfer.applicationId,
        customerId: transfer.customerId,
        contractId: transfer.contractId,
        termNo: transfer.termNo,
        amountYen: transfer.amountYen,
        state: 'expected',
        reference,
        dueOn,
        dueAt: transfer.now,
        createdAt: transfer.now,
      })
      .onConflict((conflict) => conflict.column('reference').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!inserted) continue
    tx.wakes.add(TRANSFERS_TOPIC)
    return { paymentId: inserted.id, reference, dueOn }
  }
  throw new Error('no free reference for a transfer')
}

/**
 * Gives the contract's open transfer a new due day, in the transaction that resumes the contract by hand; the customer is
 * reminded of that day too. False when nothing is open.
 */
export async function postponeTransfer(tx: Tx, contractId: string, dueOn: Day): Promise<boolean> {
  const moved = await tx
    .updateTable('payments')
    .set((eb) => ({ state: 'expected', dueOn, remindedAt: null, dueAt: eb.ref('createdAt') }))
    .where('contractId', '=', contractId)
    .where('state', 'in', OPEN_TRANSFER)
    .executeTakeFirst()
  tx.wakes.add(TRANSFERS_TOPIC)
  return moved.numUpdatedRows > 0n
}

/** A transfer whose money has not come. */
export const OPEN_TRANSFER = ['expected', 'overdue'] as const satisfies readonly TransferState[]

/** Nobody waits any longer for the transfers of a cancelled application or contract. What has come in stays as it is. */
export async function stopExpecting(
  tx: Tx,
  of: { applicationId: string } | { contractId: string },
  now: Date,
): Promise<void> {
  const what = 'applicationId' in of ? sql`application_id = ${of.applicationId}` : sql`contract_id = ${of.contractId}`
  await sql`update payments set state = 'cancelled', settled_at = ${now}, due_at = null
    where ${what} and method = 'transfer' and state in ('expected', 'overdue')`.execute(tx)
}

/** Says when an expected transfer is looked at next; null for not again. */
export async function lookAtTransfer(
  tx: Tx,
  paymentId: string,
  next: { dueAt: Date | null; remindedAt?: Date },
): Promise<void> {
  await tx
    .updateTable('payments')
    .set({ ...next, ...UNLEASED })
    .where('id', '=', paymentId)
    .execute()
}

/** Notes that the due day has passed. False when the money came first. */
export async function noteOverdue(tx: Tx, paymentId: string): Promise<boolean> {
  return move(tx, paymentId, 'overdue', { dueAt: null, ...UNLEASED })
}

/** Notes that the money came. False when somebody noted it before. */
export async function noteConfirmed(
  tx: Tx,
  paymentId: string,
  confirmed: { payerName: string; confirmedBy: string; now: Date },
): Promise<boolean> {
  const { payerName, confirmedBy, now: settledAt } = confirmed
  return move(tx, paymentId, 'confirmed', { payerName, confirmedBy, settledAt, dueAt: null })
}

/** What a transfer was before its money came. */
export type TransferBefore = Exclude<TransferState, 'confirmed'>

/** Takes a confirmation back: the transfer is again what it was. False when it is not confirmed. */
export async function noteUnconfirmed(tx: Tx, paymentId: string, before: TransferBefore): Promise<boolean> {
  const changed = await tx
    .updateTable('payments')
    .set((eb) => ({
      ...{ state: before, payerName: null, confirmedBy: null, settledAt: null },
      dueAt: before === 'expected' ? eb.ref('createdAt') : null,
    }))
    .where('id', '=', paymentId)
    .where('state', '=', 'confirmed')
    .executeTakeFirst()
  tx.wakes.add(TRANSFERS_TOPIC)
  return changed.numUpdatedRows > 0n
}

const UNLEASED = { leaseToken: null, leaseUntil: null }

async function move(
  tx: Tx,
  paymentId: string,
  next: TransferState,
  values: Record<string, string | Date | null>,
): Promise<boolean> {
  const changed = await tx
    .updateTable('payments')
    .set({ ...values, state: next })
    .where('id', '=', paymentId)
    .where('state', 'in', transferStatesBefore(next))
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}
