import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'
import { readNewestFirst } from '../platform/newest-first.ts'

/** An application as staff see it in lists. */
export interface ListedApplication {
  id: string
  number: string
  kind: string
  state: string
  familyName: string
  givenName: string
  email: string
  /** Null while it made no customer (started, declined). */
  customerId: string | null
  product: { id: string; name: string; kind: string }
  amountYen: number
  declineReason: string | null
  startedAt: Date
  finishedAt: Date | null
}

export interface ApplicationFilter {
  /** Looked for in names (with or without a space between), readings, mail address and number. */
  q?: string | undefined
  state?: string | undefined
  customerId?: string | undefined
}

const LISTED = sql`a.id, a.number, a.kind, a.state, a.family_name, a.given_name, a.email, a.customer_id,
  jsonb_build_object('id', a.product_id, 'name', a.product_name, 'kind', a.product_kind) as product,
  a.amount_yen, a.decline_reason, a.started_at, a.finished_at`

/** At most `limit` applications, newest first, older than the application `after`. */
export function listApplications(
  reader: Reader,
  { q, state, customerId }: ApplicationFilter,
  page: { limit: number; after?: string | undefined },
): Promise<ListedApplication[]> {
  const where = { state, customer_id: customerId }
  return readNewestFirst(reader, {
    table: 'applications',
    alias: 'a',
    at: 'started_at',
    columns: LISTED,
    where,
    q,
    ...page,
  })
}

/** One application, or null. */
export async function findListedApplication(reader: Reader, id: string): Promise<ListedApplication | null> {
  const result = await sql<ListedApplication>`select ${LISTED} from applications a where a.id = ${id}`.execute(reader)
  return result.rows[0] ?? null
}

/** How many applications were completed since `since`, and what they add up to in yen. */
export async function sumCompletedApplications(
  reader: Reader,
  since: Date,
): Promise<{ applications: number; amountYen: number }> {
  const result = await sql<{ applications: number; amountYen: number }>`
    select count(*) as applications, coalesce(sum(amount_yen), 0)::bigint as amount_yen
    from applications where state = 'completed' and started_at >= ${since}`.execute(reader)
  return result.rows[0] ?? { applications: 0, amountYen: 0 }
}
