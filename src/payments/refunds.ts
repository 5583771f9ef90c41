import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'

/** The doorbell topic of money that goes back. */
export const REFUND_TOPIC = 'payments.refund'

export type RefundState = 'started' | 'refunded' | 'refused'

/** The state each state may be followed by. */
export const refundTransitions = {
  started: ['refunded', 'refused'],
  refunded: [],
  refused: [],
} as const satisfies Record<RefundState, readonly RefundState[]>

/** A card payment of which something may go back; amounts in yen. */
export interface Refundable {
  paymentId: string
  amountYen: number
}

/** What is left of an application's card payment, or null: no card was charged, or all of it went back or is about to. */
export async function readRefundable(reader: Reader, applicationId: string): Promise<Refundable | null> {
  const found = await sql<Refundable>`
    select p.id as payment_id, (p.amount_yen - coalesce((
      select sum(r.amount_yen) from refunds r where r.payment_id = p.id and r.state <> 'refused'), 0))::int as amount_yen
    from payments p where p.application_id = ${applicationId} and p.purpose = 'application' and p.method = 'card'
      and p.state = 'succeeded'`.execute(reader)
  const [refundable] = found.rows
  return refundable && refundable.amountYen > 0 ? refundable : null
}

/**
 * Asks for money to be given back; the due work does it after the commit, under the id of this row, until the gateway
 * says how it went.
 */
export async function requestRefund(
  tx: Tx,
  { paymentId, amountYen, requestedBy, now }: Refundable & { requestedBy: string; now: Date },
): Promise<void> {
  await tx.insertInto('refunds').values({ id: newId(), paymentId, amountYen, requestedBy, createdAt: now }).execute()
  tx.wakes.add(REFUND_TOPIC)
}

/** A refund as staff see it. `reason`: why it was refused, or why its outcome is not known yet. */
export interface ListedRefund {
  id: string
  amountYen: number
  state: RefundState
  reason: string | null
  requestedBy: string
  createdAt: Date
  settledAt: Date | null
}

/** The refunds of an application's payments, oldest first. */
export async function listRefunds(reader: Reader, applicationId: string): Promise<ListedRefund[]> {
  const result = await sql<ListedRefund>`
    select r.id, r.amount_yen, r.state, r.reason, r.requested_by, r.created_at, r.settled_at
    from refunds r join payments p on p.id = r.payment_id
    where p.application_id = ${applicationId} order by r.created_at, r.id`.execute(reader)
  return result.rows
}
