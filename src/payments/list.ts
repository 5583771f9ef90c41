import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'

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
  createdAt: Date
  settledAt: Date | null
}

export interface PaymentFilter {
  /** Looked for in names (with or without a space between), mail address and the numbers of application and charge. */
  q?: string | undefined
  state?: string | undefined
  applicationId?: string | undefined
  contractId?: string | undefined
  customerId?: string | undefined
}

/** At most `limit` payments, newest first, older than the payment `after`. */
export async function listPayments(
  reader: Reader,
  { q, state, applicationId, contractId, customerId }: PaymentFilter,
  page: { limit: number; after?: string | undefined },
): Promise<ListedPayment[]> {
  const words = (q ?? '').replace(/\s/g, '').toLowerCase()
  const result = await sql<ListedPayment>`
    select p.id, p.order_id, p.method, p.purpose, p.state, p.amount_yen,
      jsonb_build_object('id', a.id, 'number', a.number, 'productName', a.product_name) as application,
      case when c.id is null then null
        else jsonb_build_object('id', c.id, 'familyName', c.family_name, 'givenName', c.given_name) end as customer,
      p.contract_id, p.term_no,
      case when p.card ->> 'last4' is null then null
        else jsonb_build_object('brand', coalesce(p.card ->> 'brand', ''), 'last4', p.card ->> 'last4') end as card,
      p.decline_message, p.requested_by ->> 'name' as requested_by, p.note, p.created_at, p.settled_at
    from payments p join applications a on a.id = p.application_id left join customers c on c.id = a.customer_id
    where ${state === undefined ? sql`true` : sql`p.state = ${state}`}
      and ${applicationId === undefined ? sql`true` : sql`p.application_id = ${applicationId}`}
      and ${contractId === undefined ? sql`true` : sql`p.contract_id = ${contractId}`}
      and ${customerId === undefined ? sql`true` : sql`a.customer_id = ${customerId}`}
      and ${
        words === ''
          ? sql`true`
          : sql`strpos(lower(concat_ws(' ', a.family_name || a.given_name, a.email, a.number, p.order_id)), ${words}) > 0`
      }
      and ${
        page.after === undefined
          ? sql`true`
          : sql`(p.created_at, p.id) < (select b.created_at, b.id from payments b where b.id = ${page.after})`
      }
    order by p.created_at desc, p.id desc limit ${page.limit}`.execute(reader)
  return result.rows
}
