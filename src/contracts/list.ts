import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'
import { readNewestFirst } from '../platform/newest-first.ts'

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
  /** Looked for in names (with or without a space between), readings, mail address and number. */
  q?: string | undefined
  state?: string | undefined
  applicationId?: string | undefined
  customerId?: string | undefined
  id?: string | undefined
}

// Counted from the anchor and never chained: 31 January + 1 month is 29 February, + 2 months is 31 March.
const NEXT_TERM = sql`(k.anchor_date + make_interval(months => k.term_no + 1 - k.anchor_term))::date`

const LISTED = sql`k.id, k.number, k.state, k.suspended_reason,
  jsonb_build_object('id', c.id, 'familyName', c.family_name, 'givenName', c.given_name) as customer,
  jsonb_build_object('id', p.id, 'name', p.name) as product,
  k.application_id, k.price_yen, k.anchor_date, k.term_no,
  case when k.state = 'active' then ${NEXT_TERM} end as next_charge_on,
  case when k.state = 'cancellation_reserved' then ${NEXT_TERM} end as ends_on,
  k.card_state, k.created_at`

const JOINS = sql`join customers c on c.id = k.customer_id join products p on p.id = k.product_id`

/** At most `limit` contracts, newest first, older than the contract `after`. */
export function listContracts(
  reader: Reader,
  { q, state, applicationId, customerId, id }: ContractFilter,
  page: { limit: number; after?: string | undefined },
): Promise<ListedContract[]> {
  return readNewestFirst(reader, {
    ...{ table: 'contracts', alias: 'k', at: 'created_at', columns: LISTED, joins: JOINS },
    where: { id, state, application_id: applicationId, customer_id: customerId },
    q,
    ...page,
  })
}
