import { cancelContractOf } from '../contracts/index.ts'
import { noteChanges } from '../customers/index.ts'
import { type LetterParts, writeToCustomer } from '../mail/index.ts'
import { lockRefundable, readRefundable, requestRefund, stopExpecting } from '../payments/index.ts'
import type { Clock } from '../platform/clock.ts'
import { type Database, type Ringer, type Tx, transact } from '../platform/database.ts'
import { statesBefore } from '../platform/transitions.ts'
import { applicationTransitions } from './application.ts'
import { decideOffer, findOfferOf } from './offers.ts'
import { findApplication } from './queries.ts'

/** 申し込みの取り消し, as staff ask for it. */
export interface Cancellation {
  applicationId: string
  reason: string
  /** Gives back what is left of the card payment. */
  refund: boolean
  by: { id: string; name: string }
}

export type CancelResult =
  | { refused: false }
  | { refused: true; code: 'application_not_found' | 'not_completed' | 'nothing_to_refund'; message: string }

/** What cancelling needs. */
export interface CancelContext extends LetterParts {
  db: Database
  doorbell: Ringer
  clock: Clock
}

const NOTHING_TO_REFUND: CancelResult = {
  refused: true,
  code: 'nothing_to_refund',
  message: 'カードで支払われた金額がないため、返金の操作はできません',
}

/**
 * Cancels a completed application, and at once the contract that it gave. Of two at once, one cancels and the other is
 * told. Money goes back after the commit; a transfer that has not come is not waited for any longer.
 */
export async function cancelApplication(context: CancelContext, cancellation: Cancellation): Promise<CancelResult> {
  const now = context.clock.now()
  const { applicationId, by } = cancellation
  return transact(context.db, context.doorbell, async (tx): Promise<CancelResult> => {
    const refundable = cancellation.refund ? await readRefundable(tx, applicationId) : null
    if (cancellation.refund && refundable === null) return NOTHING_TO_REFUND
    if (!(await markCancelled(tx, cancellation, now))) return notCompleted(tx, applicationId)
    // The contract before its payments, as everywhere: two who need both never wait for each other in a circle.
    await cancelContractOf(tx, context, applicationId, { kind: 'staff', ...by }, cancellation.reason)
    // What somebody else asked for meanwhile is on its way already.
    const left = refundable && (await lockRefundable(tx, refundable.paymentId))
    if (left) await requestRefund(tx, left, { requestedBy: by.name, note: cancellation.reason, now })
    await stopExpecting(tx, { applicationId }, now)
    await closeOffer(tx, applicationId, now)
    await tellCustomer(context, tx, cancellation, left?.amountYen ?? null, now)
    return { refused: false }
  })
}

/** False when it is not completed (any more). */
async function markCancelled(tx: Tx, { applicationId, reason, by }: Cancellation, now: Date): Promise<boolean> {
  const changed = await tx
    .updateTable('applications')
    .set({ state: 'cancelled', cancelledAt: now, cancelledBy: by.name, cancelReason: reason })
    .where('id', '=', applicationId)
    .where('state', 'in', statesBefore(applicationTransitions, 'cancelled'))
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** Whoever is gone is offered nothing more. */
async function closeOffer(tx: Tx, applicationId: string, now: Date): Promise<void> {
  const offer = await findOfferOf(tx, applicationId)
  if (offer !== null) await decideOffer(tx, offer.id, 'refused', now)
}

async function notCompleted(tx: Tx, applicationId: string): Promise<CancelResult> {
  const application = await findApplication(tx, applicationId)
  if (application === null) return { refused: true, code: 'application_not_found', message: '申し込みが見つかりません' }
  const message =
    application.state === 'cancelled'
      ? 'この申し込みは、すでに取り消されています'
      : '完了していない申し込みは、取り消せません'
  return { refused: true, code: 'not_completed', message }
}

async function tellCustomer(
  context: LetterParts,
  tx: Tx,
  { applicationId, reason, by }: Cancellation,
  refundedYen: number | null,
  now: Date,
): Promise<void> {
  const application = await findApplication(tx, applicationId)
  if (application === null) throw new Error(`application ${applicationId} is gone`)
  const { customerId, familyName, givenName, email, number, productName, amountYen } = application
  // No event tells of it, but the customer's time line does.
  const change = { what: 'application_cancelled', to: `申込番号 ${number} 理由: ${reason}` } as const
  if (customerId !== null) await noteChanges(tx, customerId, [change], { kind: 'staff', ...by }, now)
  await writeToCustomer(
    tx,
    context,
    { id: customerId, familyName, givenName, email },
    {
      kind: 'application_cancelled',
      application: { number, productName, amountYen, nextChargeOn: null },
      refundedYen,
    },
  )
}
