import { sql } from 'kysely'
import type { Connector, PlannedDelivery } from '../integrations/connector.ts'
import type { Tx } from '../platform/database.ts'
import { newReference } from '../platform/ids.ts'
import { postsTopic } from './topics.ts'

/** A delivery to be written, each with a post of its own. */
export interface NewDelivery extends PlannedDelivery {
  eventId: number
  cause: string | null
  /** A reason to end it as rate limited before it was ever tried, or null. */
  overflow: string | null
}

/**
 * Writes deliveries and their posts of one connector, numbering the posts of each lane. What exists already (the same
 * event, connector and target, or the same once-key) is left alone. Returns the event ids of those written.
 * Posts of a lane are only ever written under the dispatcher's lock, so their numbers are in commit order.
 */
export async function insertDeliveries(tx: Tx, connector: Connector, wanted: NewDelivery[]): Promise<number[]> {
  if (wanted.length === 0) return []
  const ids = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('posts', 'id')) as id from generate_series(1, ${wanted.length})`.execute(tx)
  const rows = wanted.map((delivery, index) => ({
    ...delivery,
    postId: ids.rows[index]?.id,
    reference: newReference(),
  }))
  const written = await sql<{ postId: number; eventId: number }>`
    insert into deliveries (event_id, connector, target, once_key, post_id, state, reason, finished_at)
    select r."eventId", ${connector.name}, r.target, r."onceKey", r."postId",
      case when r.overflow is null then 'waiting' else 'rate_limited' end, r.overflow, case when r.overflow is null then null else now() end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r ("eventId" bigint, target text, "onceKey" text, "postId" bigint, overflow text)
    on conflict do nothing returning post_id, event_id`.execute(tx)
  const fresh = new Set(written.rows.map((row) => row.postId))
  const posts = await numberInLanes(
    tx,
    connector.name,
    rows.filter((row) => row.postId !== undefined && fresh.has(row.postId)),
  )
  await sql`
    insert into posts (id, connector, lane, room_seq, state, reference, reason, cause, give_up_at, finished_at) overriding system value
    select r."postId", ${connector.name}, r.lane, r.seq, case when r.overflow is null then 'waiting' else 'rate_limited' end, r.reference, r.overflow, r.cause,
      now() + ${connector.policy.giveUpAfterMs} * interval '1 ms', case when r.overflow is null then null else now() end
    from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb)
      as r ("postId" bigint, lane text, seq bigint, reference text, overflow text, cause text)`.execute(tx)
  if (posts.length > 0) tx.wakes.add(postsTopic(connector.name))
  return written.rows.map((row) => row.eventId)
}

async function numberInLanes<T extends { lane: string | null }>(
  tx: Tx,
  connector: string,
  posts: T[],
): Promise<(T & { seq: number | null })[]> {
  const counts = new Map<string, number>()
  for (const { lane } of posts) if (lane !== null) counts.set(lane, (counts.get(lane) ?? 0) + 1)
  const next = new Map<string, number>()
  for (const [lane, count] of counts) {
    const row = await sql<{ first: number }>`
      insert into lanes (connector, lane, next_seq) values (${connector}, ${lane}, ${count + 1})
      on conflict (connector, lane) do update set next_seq = lanes.next_seq + ${count}
      returning next_seq - ${count} as first`.execute(tx)
    next.set(lane, row.rows[0]?.first ?? 1)
  }
  return posts.map((post) => {
    if (post.lane === null) return { ...post, seq: null }
    const seq = next.get(post.lane) ?? 1
    next.set(post.lane, seq + 1)
    return { ...post, seq }
  })
}
