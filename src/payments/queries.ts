import { sql } from 'kysely'
import type { Actor } from '../events/index.ts'
import type { Reader } from '../platform/database.ts'

export type PaymentPurpose = 'application' | 'renewal'

/** A card payment whose outcome is not known yet. */
export interface OpenPayment {
  id: string
  orderId: string
  purpose: PaymentPurpose
  applicationId: string
  /** Of a renewal: which term of which contract it pays. */
  contractId: string | null
  termNo: number | null
  amountYen: number
  /** Of a renewal: what is charged, sealed as in the contract. */
  savedCard: string | null
  /** Who asked for this try and why; null for one that simply came due. */
  requestedBy: Actor | null
  note: string | null
  gateway: string | null
  settleAttempts: number
  /** Milliseconds since the charge was begun, by PostgreSQL's clock. */
  sentMsAgo: number
}

/** The columns of an `OpenPayment`. */
export const OPEN_PAYMENT = sql`id, order_id, purpose, application_id, contract_id, term_no, amount_yen, saved_card,
  requested_by, note, gateway, settle_attempts,
  (extract(epoch from now() - sent_at) * 1000)::float8 as sent_ms_ago`

/** The application's payment whose outcome is not known yet, or null. */
export async function findOpenPayment(reader: Reader, applicationId: string): Promise<OpenPayment | null> {
  const found = await sql<OpenPayment>`select ${OPEN_PAYMENT} from payments
    where application_id = ${applicationId} and purpose = 'application' and state in ('started', 'unknown')`.execute(
    reader,
  )
  return found.rows[0] ?? null
}

/** Where the cardholder must confirm for this application's charge to go on, or null. */
export async function findActionUrl(reader: Reader, applicationId: string): Promise<string | null> {
  const row = await reader
    .selectFrom('payments')
    .select('actionUrl')
    .where('applicationId', '=', applicationId)
    .where('state', '=', 'unknown')
    .executeTakeFirst()
  return row?.actionUrl ?? null
}

/** A card that an application was paid with, to be charged once more. */
export interface CardToCharge {
  gateway: string
  brand: string
  last4: string
  /** What the gateway charges it by, sealed. */
  sealedReference: string
}

/** The card saved with an application's payment, or null: it was not to be saved, or nothing was paid by card. */
export async function findCardToCharge(reader: Reader, applicationId: string): Promise<CardToCharge | null> {
  const found = await sql<CardToCharge>`
    select gateway, card ->> 'brand' as brand, card ->> 'last4' as last4, saved_card as sealed_reference from payments
    where application_id = ${applicationId} and purpose = 'application' and state = 'succeeded'
      and saved_card is not null`.execute(reader)
  return found.rows[0] ?? null
}

/** What a customer's own page shows of a payment. */
export interface PaymentOfCustomer {
  id: string
  amountYen: number
  /** What was given back of it. */
  refundedYen: number
  productName: string
  method: 'card' | 'transfer'
  state: 'succeeded' | 'confirmed' | 'expected' | 'overdue'
  /** When it was paid; null while a transfer is expected. */
  settledAt: Date | null
  /** Of a transfer: until when, and what to write with it. */
  dueOn: string | null
  reference: string | null
}

const OF_CUSTOMER = sql`p.id, p.amount_yen, p.refunded_yen, a.product_name, p.method, p.state, p.settled_at, p.due_on, p.reference`

/** What a customer paid or is expected to pay, the newest first, at most 100. */
export async function listPaymentsOfCustomer(reader: Reader, customerId: string): Promise<PaymentOfCustomer[]> {
  const found = await sql<PaymentOfCustomer>`
    select ${OF_CUSTOMER} from payments p join applications a on a.id = p.application_id
    where p.customer_id = ${customerId} and p.state in ('succeeded', 'confirmed', 'expected', 'overdue')
    order by p.created_at desc, p.id desc limit 100`.execute(reader)
  return found.rows
}

/** A payment for its receipt. */
export interface PaidPayment extends PaymentOfCustomer {
  settledAt: Date
  /** The number that staff find it by. */
  orderId: string
  card: { brand: string; last4: string } | null
}

/** A payment of this customer that was made, or null. */
export async function findPaidPayment(reader: Reader, customerId: string, id: string): Promise<PaidPayment | null> {
  const found = await sql<PaidPayment>`
    select ${OF_CUSTOMER}, p.order_id,
      case when p.card is null then null
        else jsonb_build_object('brand', coalesce(p.card ->> 'brand', ''), 'last4', p.card ->> 'last4') end as card
    from payments p join applications a on a.id = p.application_id
    where p.id = ${id} and p.customer_id = ${customerId} and p.state in ('succeeded', 'confirmed')`.execute(reader)
  return found.rows[0] ?? null
}
