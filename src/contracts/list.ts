import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'

/** A contract as staff see it in lists. */
export interface ListedContract {
  id: string
  number: string
  state: string
  suspendedReason: string | null
  customer: { id: string; familyName: string; givenName: string }
  product: { id: string; name: string }
  applicationId: string
  priceYen: number
  /** YYYY-MM-DD, as the other days. */
  anchorDate: string
  termNo: number
  /** The first day of the next term while active. */
  nextChargeOn: string | null
  /** The day on which a reserved cancellation takes effect: the end of the paid term. */
  endsOn: string | null
  cardState: string
  createdAt: Date
}

export interface ContractFilter {
  /** Looked for in names (with or without a space between), mail address and number. */
  q?: string | undefined
  state?: string | undefined
  applicationId?: string | undefined
  customerId?: string | undefined
  id?: string | undefined
}

/** At most `limit` contracts, newest first, older than the contract `after`. */
export async function listContracts(
  reader: Reader,
  { q, state, applicationId, customerId, id }: ContractFilter,
  page: { limit: number; after?: string | undefined },
): Promise<ListedContract[]> {
  const words = (q ?? '').replace(/\s/g, '').toLowerCase()
  // Counted from the anchor and never chained: 31 January + 1 month is 29 February, + 2 months is 31 March.
  const nextTerm = sql`(k.anchor_date + make_interval(months => k.term_no + 1 - k.anchor_term))::date`
  const result = await sql<ListedContract>`
    select k.id, k.number, k.state, k.suspended_reason,
      jsonb_build_object('id', c.id, 'familyName', c.family_name, 'givenName', c.given_name) as customer,
      jsonb_build_object('id', p.id, 'name', p.name) as product,
      k.application_id, k.price_yen, k.anchor_date, k.term_no,
      case when k.state = 'active' then ${nextTerm} end as next_charge_on,
      case when k.state = 'cancellation_reserved' then ${nextTerm} end as ends_on,
      k.card_state, k.created_at
    from contracts k join customers c on c.id = k.customer_id join products p on p.id = k.product_id
    where ${id === undefined ? sql`true` : sql`k.id = ${id}`}
      and ${state === undefined ? sql`true` : sql`k.state = ${state}`}
      and ${applicationId === undefined ? sql`true` : sql`k.application_id = ${applicationId}`}
      and ${customerId === undefined ? sql`true` : sql`k.customer_id = ${customerId}`}
      and ${
        words === ''
          ? sql`true`
          : sql`strpos(lower(concat_ws(' ', c.family_name || c.given_name, c.email, k.number)), ${words}) > 0`
      }
      and ${
        page.after === undefined
          ? sql`true`
          : sql`(k.created_at, k.id) < (select b.created_at, b.id from contracts b where b.id = ${page.after})`
      }
    order by k.created_at desc, k.id desc limit ${page.limit}`.execute(reader)
  return result.rows
}
