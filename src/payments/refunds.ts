import { type RawBuilder, sql } from 'kysely'
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

/** A charge of which something may go back, and how much of it, in yen. */
export interface Refundable {
  paymentId: string
  chargeId: string
  gateway: string
  amountYen: number
}

/** Who has money given back, and why. */
export interface RefundRequest {
  requestedBy: string
  note: string
  now: Date
}

/**
 * Of a row `p` of payments, how much of its charge has not gone back and is not about to: null where no card was charged,
 * or nothing is left.
 */
export const REFUNDABLE_YEN = sql<number | null>`case
  when p.method = 'card' and p.state = 'succeeded' and p.charge_id is not null and p.gateway is not null then
  nullif(p.amount_yen - coalesce((select sum(r.amount_yen) from refunds r
    where r.payment_id = p.id and r.charge_id = p.charge_id and r.state <> 'refused'), 0)::int, 0) end`

async function read(reader: Reader, which: RawBuilder<unknown>): Promise<Refundable | null> {
  const found = await sql<Refundable>`
    select * from (select p.id as payment_id, p.charge_id, p.gateway, ${REFUNDABLE_YEN} as amount_yen
      from payments p where ${which}) as refundable where amount_yen is not null`.execute(reader)
  return found.rows[0] ?? null
}

/** What is left of an application's card payment, or null. */
export function readRefundable(reader: Reader, applicationId: string): Promise<Refundable | null> {
  return read(reader, sql`p.application_id = ${applicationId} and p.purpose = 'application'`)
}

/** Holds a payment until the transaction ends, so that no two give back more than was paid, and reads what is left of it. */
export async function lockRefundable(tx: Tx, paymentId: string): Promise<Refundable | null> {
  await sql`select 1 from payments where id = ${paymentId} for update`.execute(tx)
  // By a statement of its own: that of the lock does not see what another asked for who held the row before.
  return read(tx, sql`p.id = ${paymentId}`)
}

/**
 * Asks for money to be given back; the due work does it after the commit, under the id of this row, until the gateway
 * says how it went.
 */
export async function requestRefund(
  tx: Tx,
  { paymentId, chargeId, gateway, amountYen }: Refundable,
  { requestedBy, note, now }: RefundRequest,
): Promise<void> {
  await tx
    .insertInto('refunds')
    .values({ id: newId(), paymentId, chargeId, gateway, amountYen, requestedBy, note, createdAt: now })
    .execute()
  tx.wakes.add(REFUND_TOPIC)
}

/** A refund as staff see it; instants in ISO 8601. `reason`: why it was refused, or why its outcome is not known yet. */
export interface ListedRefund {
  id: string
  amountYen: number
  state: RefundState
  reason: string | null
  requestedBy: string
  /** Why it was asked for. */
  note: string
  createdAt: string
  settledAt: string | null
}

const ISO = sql`'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`

/** Of a row `p` of payments, its refunds as JSON, oldest first. */
export const REFUNDS = sql<ListedRefund[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', r.id, 'amountYen', r.amount_yen, 'state', r.state, 'reason', r.reason,
      'requestedBy', r.requested_by, 'note', r.note, 'createdAt', to_char(r.created_at at time zone 'utc', ${ISO}),
      'settledAt', to_char(r.settled_at at time zone 'utc', ${ISO})) order by r.created_at, r.id)
  from refunds r where r.payment_id = p.id), '[]')`
