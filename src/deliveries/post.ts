import { sql } from 'kysely'
import type { DomainEvent } from '../events/index.ts'
import type { DeliveryPolicy } from '../integrations/connector.ts'
import { type Database, HOT } from '../platform/database.ts'
import { spendCall } from './budget.ts'

/** A claim that was not started within this time is anybody's again. */
const CLAIM_LEASE_MS = 15_000
/** A started call that gave no sign of life this long after its time-out is unknown: its process has died. */
const LEASE_MARGIN_MS = 10_000

/** A post as claimed: one call to the outside, to be started, or to be judged because its outcome is not known. */
export interface ClaimedPost {
  id: number
  connector: string
  lane: string | null
  state: 'waiting' | 'sending' | 'unsettled'
  reference: string
  request: string | null
  cause: string | null
  /** Why its last try failed or why it waits, in words and in the connector's own terms. */
  reason: string | null
  failure: string | null
  attempts: number
  /** Whether an earlier try may have had its effect. */
  unsure: boolean
  settleAttempts: number
  /** Milliseconds since it was first sent, null before. */
  sentMsAgo: number | null
  /** Milliseconds until the post is given up; negative when that has passed. */
  givesUpInMs: number
  leaseToken: string
  /** What it tells, oldest first. */
  events: DomainEvent[]
  target: string
}

/** A post as PostgreSQL hands it over: times inside JSON come as text. */
type ClaimedRow = Omit<ClaimedPost, 'events' | 'target'> & {
  told: (Omit<DomainEvent, 'occurredAt'> & { occurredAt: string; target: string })[] | null
}

const CLAIMED = sql`p.id, p.connector, p.lane, p.state, p.reference, p.request, p.cause, p.reason, p.failure, p.attempts, p.settle_attempts, p.lease_token,
  (p.attempts > 0 and exists (select 1 from attempts a where a.post_id = p.id and a.outcome = 'unknown')) as unsure,
  (extract(epoch from now() - p.started_at) * 1000)::float8 as sent_ms_ago,
  (extract(epoch from p.give_up_at - now()) * 1000)::float8 as gives_up_in_ms`

/** What a post tells, read with the claim: a round trip less for each post. */
const TOLD = sql`(
  select jsonb_agg(jsonb_build_object('id', e.id, 'type', e.type, 'payload', e.payload, 'actor', e.actor,
    'occurredAt', e.occurred_at, 'target', d.target) order by d.id)
  from deliveries d join events e on e.id = d.event_id where d.post_id = claimed.id) as told`

/**
 * Leases due posts of a connector. A claim gives no right to send; that is what `start` is for.
 * Losing a claim in a crash loses nothing, so its commit does not wait for the disk; the start's does.
 * In a lane only the oldest open post can be claimed, so at most one is in flight or unknown and the order is `room_seq`.
 */
export async function claimPosts(
  db: Database,
  connector: string,
  laned: boolean,
  limit: number,
): Promise<ClaimedPost[]> {
  const due = laned ? dueInLanes(connector, limit) : dueWithoutLane(connector, limit)
  const result = await sql<ClaimedRow>`${HOT}
    with unhurried as materialized (select set_config('synchronous_commit', 'off', true)),
    due as (${due}),
    claimed as (
      update posts p set lease_token = gen_random_uuid(), lease_until = now() + ${CLAIM_LEASE_MS} * interval '1 ms'
      from due, unhurried where p.id = due.id and (p.lease_until is null or p.lease_until < now()) and p.due_at <= now()
        and p.state in ('waiting', 'sending', 'unsettled')
      returning ${CLAIMED}
    )
    select claimed.*, ${TOLD} from claimed`.execute(db)
  return result.rows.map(({ told, ...post }) => ({
    ...post,
    target: told?.[0]?.target ?? '',
    events: (told ?? []).map((event) => ({ ...event, occurredAt: new Date(event.occurredAt) }) as DomainEvent),
  }))
}

function dueInLanes(connector: string, limit: number) {
  return sql`select head.id from lanes l cross join lateral (
      select q.id, q.state, q.due_at, q.lease_until from posts q
      where q.connector = l.connector and q.lane = l.lane and q.state in ('waiting', 'sending', 'unsettled')
      order by q.room_seq limit 1
    ) head
    where l.connector = ${connector} and head.due_at <= now() and (head.lease_until is null or head.lease_until < now())
      and (head.state <> 'waiting' or l.free_at <= now())
    limit ${limit}`
}

function dueWithoutLane(connector: string, limit: number) {
  return sql`select q.id from posts q
    where q.connector = ${connector} and q.lane is null and q.state in ('waiting', 'sending', 'unsettled')
      and q.due_at <= now() and (q.lease_until is null or q.lease_until < now())
    order by q.due_at, q.id limit ${limit} for update skip locked`
}

/** Milliseconds until a post of this connector may be claimed, or null when none is open. */
export async function nextPostDueInMs(db: Database, connector: string, laned: boolean): Promise<number | null> {
  const next = laned
    ? sql<{
        ms: number | null
      }>`select (extract(epoch from min(greatest(head.at, l.free_at)) - now()) * 1000)::float8 as ms
        from lanes l cross join lateral (
          select greatest(q.due_at, coalesce(q.lease_until, q.due_at)) as at from posts q
          where q.connector = l.connector and q.lane = l.lane and q.state in ('waiting', 'sending', 'unsettled')
          order by q.room_seq limit 1
        ) head where l.connector = ${connector}`
    : sql<{ ms: number | null }>`select (extract(epoch from min(q.due_at) - now()) * 1000)::float8 as ms from (
          select due_at from posts where connector = ${connector} and lane is null
            and state in ('waiting', 'sending', 'unsettled') and lease_until is null order by due_at limit 1
        ) q`
  const row = (await next.execute(db)).rows[0]
  return row?.ms ?? null
}

/**
 * Begins a look for an unknown post: its attempt row is written and the lease renewed to the call's deadline plus a margin.
 * Null when the claim was lost meanwhile.
 */
export async function startLook(
  db: Database,
  post: ClaimedPost,
  policy: DeliveryPolicy,
): Promise<{ attemptId: number } | null> {
  const result = await sql<{ id: number }>`
    with mine as (
      update posts set lease_until = now() + ${policy.callTimeoutMs + LEASE_MARGIN_MS} * interval '1 ms'
      where id = ${post.id} and lease_token = ${post.leaseToken} and lease_until > now() and state = 'unsettled' returning id
    )
    insert into attempts (post_id, kind) select id, 'settle' from mine returning id`.execute(db)
  const row = result.rows[0]
  return row ? { attemptId: row.id } : null
}

/** Takes the budget and the right to send in one committed statement. */
export type Started = { kind: 'started'; attemptId: number; attempt: number } | { kind: 'no_budget' } | { kind: 'lost' }

/**
 * Starts a claimed post: under our own token and a live lease it becomes `sending`, its attempt row is written, the lease
 * is renewed to the call's deadline plus a margin, and one call is taken from the account's budget. From here on a missing
 * outcome means "unknown".
 */
export async function startPost(
  db: Database,
  post: ClaimedPost,
  policy: DeliveryPolicy,
  budgetKey: string | null,
  request: string | null,
): Promise<Started> {
  const leaseMs = policy.callTimeoutMs + LEASE_MARGIN_MS
  const mine = sql`select id from posts where id = ${post.id} and lease_token = ${post.leaseToken} and lease_until > now() and state = 'waiting'`
  const budget =
    policy.budget && budgetKey ? spendCall(budgetKey, policy.budget, sql`exists (${mine})`) : sql`select 1 as ok`
  const result = await sql<{
    id: number | null
    attempts: number | null
    mine: boolean
    funded: boolean
  }>`${HOT}
    with mine as (${mine}), funded as (${budget}),
    started as (
      update posts p set state = 'sending', attempts = p.attempts + 1, started_at = coalesce(p.started_at, now()),
        lease_until = now() + ${leaseMs} * interval '1 ms', request = coalesce(p.request, ${request})
      from mine where p.id = mine.id and p.lease_token = ${post.leaseToken} and p.state = 'waiting' and exists (select 1 from funded)
      returning p.id, p.attempts
    ),
    noted as (insert into attempts (post_id, kind) select id, 'send' from started returning id)
    select (select id from noted) as id, (select attempts from started) as attempts,
      exists (select 1 from mine) as mine, exists (select 1 from funded) as funded`.execute(db)
  const row = result.rows[0]
  if (row?.id != null && row.attempts != null) return { kind: 'started', attemptId: row.id, attempt: row.attempts }
  return row?.mine && !row.funded ? { kind: 'no_budget' } : { kind: 'lost' }
}

/** While calls are on their way, their answers may still tell of more calls: the end of the window is not waited for yet. */
const ANSWERS_COME_MS = 1_000

/**
 * Puts off a claimed post whose account has no calls left in this window, and all others of its connector that nobody has
 * claimed: to one moment, so that the oldest is claimed first when the next window begins. The wait does not count against
 * their time. What others have claimed is put off by them.
 */
export async function putOffPosts(db: Database, post: ClaimedPost, budgetKey: string, reason: string): Promise<void> {
  const answersCome = sql`exists (
    select 1 from posts where connector = ${post.connector} and state = 'sending' and lease_until > now())`
  await sql`
    with until as (
      select coalesce(
        (select case when ${answersCome} then least(resets_at, now() + ${ANSWERS_COME_MS} * interval '1 ms') else resets_at end
          from budgets where key = ${budgetKey} and resets_at > now()), now()) as at
    ),
    late as (
      select p.id from posts p, until where p.connector = ${post.connector} and p.state = 'waiting'
        and (p.lease_token = ${post.leaseToken} or (p.due_at < until.at and (p.lease_until is null or p.lease_until < now())))
      order by p.id for update of p skip locked
    )
    update posts p set due_at = until.at, give_up_at = give_up_at + (until.at - greatest(due_at, now())),
      reason = ${reason}, failure = 'limit', lease_token = null, lease_until = null
    from late, until where p.id = late.id`.execute(db)
}
