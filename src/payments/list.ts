import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'
import { readNewestFirst } from '../platform/newest-first.ts'
import { type ListedRefund, REFUNDABLE_YEN, REFUNDS } from './refunds.ts'

/** A payment as staff see it in lists. */
export interface ListedPayment {
  id: string
  orderId: string
  method: string
  purpose: string
  state: string
  amountYen: number
  application: { id: string; number: string; productName: string }
  /** Null while the application made no customer. */
  customer: { id: string; familyName: string; givenName: string } | null
  contractId: string | null
  termNo: number | null
  card: { brand: string; last4: string } | null
  declineMessage: string | null
  /** The member of staff who had it charged, and why; null for any other. */
  requestedBy: string | null
  note: string | null
  /** How much of it can be given back; null when nothing can. */
  refundableYen: number | null
  /** Oldest first. */
  refunds: ListedRefund[]
  createdAt: Date
  settledAt: Date | null
}

export interface PaymentFilter {
  /** Looked for in names (with or without a space between), readings, mail address, the numbers of application and charge, 振込名義. */
  q?: string | undefined
  state?: string | undefined
  applicationId?: string | undefined
  contractId?: string | undefined
  id?: string | undefined
  customerId?: string | undefined
}

const LISTED = sql`p.id, p.order_id, p.method, p.purpose, p.state, p.amount_yen,
  jsonb_build_object('id', a.id, 'number', a.number, 'productName', a.product_name) as application,
  case when c.id is null then null
    else jsonb_build_object('id', c.id, 'familyName', c.family_name, 'givenName', c.given_name) end as customer,
  p.contract_id, p.term_no,
  case when p.card ->> 'last4' is null then null
    else jsonb_build_object('brand', coalesce(p.card ->> 'brand', ''), 'last4', p.card ->> 'last4') end as card,
  p.decline_message, p.requested_by ->> 'name' as requested_by, p.note, ${REFUNDABLE_YEN} as refundable_yen,
  ${REFUNDS} as refunds, p.created_at, p.settled_at`

const JOINS = sql`join applications a on a.id = p.application_id left join customers c on c.id = p.customer_id`

/** At most `limit` payments, newest first, older than the payment `after`. */
export function listPayments(
  reader: Reader,
  { q, state, applicationId, contractId, customerId, id }: PaymentFilter,
  page: { limit: number; after?: string | undefined },
): Promise<ListedPayment[]> {
  return readNewestFirst(reader, {
    ...{ table: 'payments', alias: 'p', at: 'created_at', columns: LISTED, joins: JOINS },
    where: { id, state, application_id: applicationId, contract_id: contractId, customer_id: customerId },
    q,
    ...page,
  })
}
