import { sql } from 'kysely'
import type { Actor } from '../events/index.ts'
import { HOT, type Reader, type Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import type { Yen } from '../platform/money.ts'
import { MARGIN_MS } from './commands.ts'
import type { Card } from './gateways/contract.ts'
import { OPEN_PAYMENT, type OpenPayment } from './queries.ts'

/** A try to charge a saved card for one term of a contract. */
export interface NewRenewalPayment {
  contractId: string
  /** As people know it; the order id begins with it. */
  contractNumber: string
  applicationId: string
  customerId: string
  termNo: number
  amount: Yen
  /** The gateway's reference, sealed. */
  savedCard: string
  /** What is shown of it. */
  card: Pick<Card, 'brand' | 'last4'>
}

/** What the tries of one moment have in common. */
export interface RenewalTries {
  gateway: string
  chargeTimeoutMs: number
  now: Date
  /** Who asked for them and why; they simply came due without. */
  request?: { by: Actor; note: string | null }
}

/**
 * Writes payments of terms, `started`, before the gateway is called; commit before calling. A term with a payment that is
 * under way or made gets none: of it nothing is returned. The order id is new after each decline and the same until then,
 * so that however often a try is made, the gateway charges it once.
 */
export async function startRenewalPayments(
  tx: Tx,
  payments: readonly NewRenewalPayment[],
  { gateway, chargeTimeoutMs, now, request }: RenewalTries,
): Promise<OpenPayment[]> {
  const rows = payments.map((payment) => ({ id: newId(), ...payment }))
  const started = await sql<OpenPayment>`${HOT}
    insert into payments (id, order_id, method, purpose, application_id, customer_id, contract_id, term_no, amount_yen,
      state, gateway, card, saved_card, requested_by, note, settle_due_at, created_at)
    select n.id, n."contractNumber" || '-' || n."termNo" || '-' || (
        select count(*) + 1 from payments p
        where p.contract_id = n."contractId" and p.term_no = n."termNo" and p.state = 'declined'),
      'card', 'renewal', n."applicationId", n."customerId", n."contractId", n."termNo", n.amount,
      'started', ${gateway}, n.card, n."savedCard", ${request ? JSON.stringify(request.by) : null}::jsonb, ${request?.note ?? null},
      now() + ${chargeTimeoutMs + MARGIN_MS} * interval '1 ms', ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, "contractId" uuid, "contractNumber" text,
      "applicationId" uuid, "customerId" uuid, "termNo" integer, amount integer, "savedCard" text, card jsonb)
    on conflict do nothing
    returning ${OPEN_PAYMENT}`.execute(tx)
  return started.rows
}

/**
 * Takes back a try that did not take place: the next one has its order id, so that a call which was only late cannot
 * charge a second time. False when the payment was settled already.
 */
export async function takeBackTry(tx: Tx, paymentId: string): Promise<boolean> {
  const taken = await tx
    .deleteFrom('payments')
    .where('id', '=', paymentId)
    .where('state', 'in', ['started', 'unknown'])
    .executeTakeFirst()
  return taken.numDeletedRows > 0n
}

/** Whether a charge under this order id is under way or made, as far as we know. */
export async function isOrderKnown(reader: Reader, orderId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('payments')
    .select('id')
    .where('orderId', '=', orderId)
    .where('state', '!=', 'declined')
    .executeTakeFirst()
  return row !== undefined
}

/** Whether a charge of this term is under way. */
export async function isTermUnderWay(reader: Reader, contractId: string, termNo: number): Promise<boolean> {
  const row = await reader
    .selectFrom('payments')
    .select('id')
    .where('contractId', '=', contractId)
    .where('termNo', '=', termNo)
    .where('state', 'in', ['started', 'unknown'])
    .executeTakeFirst()
  return row !== undefined
}
