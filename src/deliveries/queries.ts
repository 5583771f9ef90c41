import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'

/** A delivery with its event and its post: one row of the 連携ログ. */
export interface ListedDelivery {
  id: number
  eventId: number
  eventType: string
  eventPayload: unknown
  eventActor: unknown
  eventOccurredAt: Date
  applicationId: string | null
  connector: string
  target: string
  /** The lane that its post waits in or went through (a Chatwork room), where the connector has lanes. */
  lane: string | null
  postId: number
  /** The delivery's state; while it waits, its post's (`sending`, `unsettled`), or `blocked`. */
  outcome: string
  reason: string | null
  cause: string | null
  attempts: number
  createdAt: Date
  /** When the next try is due, while it is open. */
  nextTryAt: Date | null
  finishedAt: Date | null
  remoteId: string | null
  remoteUrl: string | null
}

export interface DeliveryFilter {
  connector?: string | undefined
  outcome?: string | undefined
  /** When it was planned: from inclusive, to exclusive. */
  from?: string | undefined
  to?: string | undefined
  applicationId?: string | undefined
  eventIds?: readonly number[] | undefined
  id?: number | undefined
}

/** One call to the outside. `settle` looks whether an unanswered one arrived. */
export interface ListedAttempt {
  id: number
  kind: string
  startedAt: Date
  finishedAt: Date | null
  outcome: string | null
  reason: string | null
  status: number | null
  answer: string | null
}

const OUTCOME = sql`case when d.state <> 'waiting' then d.state when p.state in ('sending', 'unsettled') then p.state
  when p.failure = 'blocked' then 'blocked' else 'waiting' end`

/** At most `limit` deliveries, newest first, older than the delivery `after`. */
export async function listDeliveries(
  reader: Reader,
  { connector, outcome, from, to, applicationId, eventIds, id }: DeliveryFilter,
  page: { limit: number; after?: number | undefined },
): Promise<ListedDelivery[]> {
  const result = await sql<ListedDelivery>`
    select d.id, d.event_id, e.type as event_type, e.payload as event_payload, e.actor as event_actor,
      e.occurred_at as event_occurred_at, e.application_id, d.connector, d.target, p.lane, p.id as post_id,
      ${OUTCOME} as outcome, coalesce(d.reason, p.reason) as reason, p.cause, p.attempts, d.created_at,
      case when d.state = 'waiting' and p.state in ('waiting', 'unsettled') then p.due_at end as next_try_at,
      d.finished_at, p.remote_id, p.remote_url
    from deliveries d join events e on e.id = d.event_id join posts p on p.id = d.post_id
    where ${id === undefined ? sql`true` : sql`d.id = ${id}`}
      and ${connector === undefined ? sql`true` : sql`d.connector = ${connector}`}
      and ${outcome === undefined ? sql`true` : sql`${OUTCOME} = ${outcome}`}
      and ${from === undefined ? sql`true` : sql`d.created_at >= ${from}`}
      and ${to === undefined ? sql`true` : sql`d.created_at < ${to}`}
      and ${applicationId === undefined ? sql`true` : sql`e.application_id = ${applicationId}`}
      and ${eventIds === undefined ? sql`true` : sql`d.event_id = any(${eventIds})`}
      and ${page.after === undefined ? sql`true` : sql`d.id < ${page.after}`}
    order by d.id desc limit ${page.limit}`.execute(reader)
  return result.rows
}

/** The attempts of a post, oldest first. */
export async function listAttempts(reader: Reader, postId: number): Promise<ListedAttempt[]> {
  const result = await sql<ListedAttempt>`
    select id, kind, started_at, finished_at, outcome, reason, status, answer
    from attempts where post_id = ${postId} order by id`.execute(reader)
  return result.rows
}

/** What one to-do list is asked for. */
export interface TodoFilter {
  state: 'open' | 'done'
}

/** An entry of 手動登録が必要. */
export interface ListedManualRegistration {
  id: number
  deliveryId: number
  familyName: string
  givenName: string
  email: string
  planId: string
  reason: string
  createdAt: Date
  doneAt: Date | null
  doneBy: string | null
}

/** At most `limit` manual registrations, newest first, older than the entry `after`. */
export async function listManualRegistrations(
  reader: Reader,
  { state }: TodoFilter,
  page: { limit: number; after?: number | undefined },
): Promise<ListedManualRegistration[]> {
  const result = await sql<ListedManualRegistration>`
    select id, delivery_id, family_name, given_name, email, plan_id, reason, created_at, done_at, done_by
    from manual_registrations
    where ${state === 'open' ? sql`done_at is null` : sql`done_at is not null`}
      and ${page.after === undefined ? sql`true` : sql`id < ${page.after}`}
    order by id desc limit ${page.limit}`.execute(reader)
  return result.rows
}

/** An entry of リストからの削除・変更: what the list has, and for a change what it should have. */
export interface ListedListWork {
  id: number
  kind: 'delete' | 'change'
  cause: string
  customerId: string
  planId: string
  familyName: string
  givenName: string
  email: string
  newFamilyName: string | null
  newGivenName: string | null
  newEmail: string | null
  createdAt: Date
  doneAt: Date | null
  doneBy: string | null
}

/** At most `limit` deletions and changes by hand, newest first, older than the entry `after`. */
export async function listListWork(
  reader: Reader,
  { state }: TodoFilter,
  page: { limit: number; after?: number | undefined },
): Promise<ListedListWork[]> {
  const result = await sql<ListedListWork>`
    select id, kind, cause, customer_id, plan_id, family_name, given_name, email, new_family_name, new_given_name,
      new_email, created_at, done_at, done_by
    from manual_list_work
    where ${state === 'open' ? sql`done_at is null` : sql`done_at is not null`}
      and ${page.after === undefined ? sql`true` : sql`id < ${page.after}`}
    order by id desc limit ${page.limit}`.execute(reader)
  return result.rows
}

/** An entry of 要対応. */
export interface ListedAttention {
  id: number
  kind: string
  title: string
  detail: string
  createdAt: Date
  doneAt: Date | null
  doneBy: string | null
}

/** At most `limit` entries of 要対応, newest first, older than the entry `after`. */
export async function listAttention(
  reader: Reader,
  { state }: TodoFilter,
  page: { limit: number; after?: number | undefined },
): Promise<ListedAttention[]> {
  const result = await sql<ListedAttention>`
    select id, kind, title, detail, created_at, done_at, done_by from attention
    where ${state === 'open' ? sql`done_at is null` : sql`done_at is not null`}
      and ${page.after === undefined ? sql`true` : sql`id < ${page.after}`}
    order by id desc limit ${page.limit}`.execute(reader)
  return result.rows
}

/** How many entries are open: work by hand at a newsletter list (registrations, deletions, changes), and 要対応. */
export async function countTodo(reader: Reader): Promise<{ manualRegistrations: number; attention: number }> {
  const result = await sql<{ manualRegistrations: number; attention: number }>`
    select (select count(*) from manual_registrations where done_at is null)
        + (select count(*) from manual_list_work where done_at is null) as manual_registrations,
      (select count(*) from attention where done_at is null) as attention`.execute(reader)
  return result.rows[0] ?? { manualRegistrations: 0, attention: 0 }
}
