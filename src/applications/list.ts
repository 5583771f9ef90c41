import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'
import { readNewestFirst } from '../platform/newest-first.ts'
import type { Answer } from './application.ts'

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
  method: string
  declineReason: string | null
  startedAt: Date
  finishedAt: Date | null
  /** `at` in ISO 8601. */
  cancellation: { at: string; by: string; reason: string } | null
}

/** One application with all that was filled in. */
export interface ApplicationWithAnswers extends ListedApplication {
  familyKana: string
  givenKana: string
  answers: Answer[]
  newsletter: boolean
  /** The application whose offer this one accepted. */
  offeredBy: { id: string; number: string } | null
}

export interface ApplicationFilter {
  /** Looked for in names (with or without a space between), readings, mail address and number. */
  q?: string | undefined
  state?: string | undefined
  customerId?: string | undefined
}

const LISTED = sql`a.id, a.number, a.kind, a.state, a.family_name, a.given_name, a.email, a.customer_id,
  jsonb_build_object('id', a.product_id, 'name', a.product_name, 'kind', a.product_kind) as product,
  a.amount_yen, a.method, a.decline_reason, a.started_at, a.finished_at,
  case when a.cancelled_at is not null
    then jsonb_build_object('at', to_char(a.cancelled_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'by', a.cancelled_by, 'reason', a.cancel_reason) end as cancellation`

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
export async function findListedApplication(reader: Reader, id: string): Promise<ApplicationWithAnswers | null> {
  const result = await sql<ApplicationWithAnswers>`
    select ${LISTED}, a.family_kana, a.given_kana, a.answers, a.newsletter,
      case when b.id is not null then jsonb_build_object('id', b.id, 'number', b.number) end as offered_by
    from applications a left join offers o on o.id = a.offer_id left join applications b on b.id = o.application_id
    where a.id = ${id}`.execute(reader)
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
