import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'
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
  /** Looked for in names (with or without a space between), mail address and number. */
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
export async function listApplications(
  reader: Reader,
  { q, state, customerId }: ApplicationFilter,
  page: { limit: number; after?: string | undefined },
): Promise<ListedApplication[]> {
  const words = (q ?? '').replace(/\s/g, '').toLowerCase()
  const result = await sql<ListedApplication>`
    select ${LISTED} from applications a
    where ${state === undefined ? sql`true` : sql`a.state = ${state}`}
      and ${customerId === undefined ? sql`true` : sql`a.customer_id = ${customerId}`}
      and ${words === '' ? sql`true` : sql`strpos(lower(concat_ws(' ', a.family_name || a.given_name, a.email, a.number)), ${words}) > 0`}
      and ${
        page.after === undefined
          ? sql`true`
          : sql`(a.started_at, a.id) < (select b.started_at, b.id from applications b where b.id = ${page.after})`
      }
    order by a.started_at desc, a.id desc limit ${page.limit}`.execute(reader)
  return result.rows
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
