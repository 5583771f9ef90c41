import { sql } from 'kysely'
import type { Connector, PlannedDelivery } from '../integrations/connector.ts'
import { HOT, type Tx } from '../platform/database.ts'
import { newReference } from '../platform/ids.ts'
import { postsTopic } from './topics.ts'

/** A delivery to be written, each with a post of its own. */
export interface NewDelivery extends PlannedDelivery {
  connector: Connector
  eventId: number
  cause: string | null
  /** A reason to end it as rate limited before it was ever tried, or null. */
  overflow: string | null
}

/**
 * Writes deliveries and their posts, numbering the posts of each lane. What exists already (the same event, connector and
 * target, or the same once-key) is left alone; the numbers it was given stay unused, which no order minds. Posts of a lane
 * are only ever written under the dispatcher's lock, so their numbers are in commit order.
 */
export async function insertDeliveries(tx: Tx, wanted: readonly NewDelivery[]): Promise<void> {
  if (wanted.length === 0) return
  const numbered = await numberInLanes(tx, wanted)
  const rows = numbered.map(({ connector, seq, ...delivery }) => ({
    ...delivery,
    seq,
    connector: connector.name,
    givesUpInMs: connector.policy.giveUpAfterMs,
    reference: newReference(),
  }))
  await sql`${HOT}
    with wanted as materialized (
      select r.*, nextval(pg_get_serial_sequence('posts', 'id')) as post_id,
        case when r.overflow is null then 'waiting' else 'rate_limited' end as state,
        case when r.overflow is null then null else now() end as finished_at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("eventId" bigint, connector text, target text, "onceKey" text,
        lane text, seq bigint, cause text, overflow text, reference text, "givesUpInMs" float8)
    ),
    written as (
      insert into deliveries (event_id, connector, target, once_key, post_id, state, reason, finished_at)
      select w."eventId", w.connector, w.target, w."onceKey", w.post_id, w.state, w.overflow, w.finished_at from wanted w
      on conflict do nothing returning post_id
    )
    insert into posts (id, connector, lane, room_seq, state, reference, reason, failure, cause, give_up_at, finished_at) overriding system value
    select w.post_id, w.connector, w.lane, w.seq, w.state, w.reference, w.overflow, case when w.overflow is not null then 'limit' end, w.cause,
      now() + w."givesUpInMs" * interval '1 ms', w.finished_at
    from wanted w join written using (post_id)`.execute(tx)
  for (const { connector } of wanted) tx.wakes.add(postsTopic(connector.name))
}

/** Draws the next numbers of every lane concerned, in one statement. */
async function numberInLanes(
  tx: Tx,
  wanted: readonly NewDelivery[],
): Promise<(NewDelivery & { seq: number | null })[]> {
  const laneOf = ({ connector, lane }: NewDelivery) => `${connector.name} ${lane}`
  const counts = new Map<string, { connector: string; lane: string; count: number }>()
  for (const delivery of wanted) {
    if (delivery.lane === null) continue
    const known = counts.get(laneOf(delivery))
    if (known) known.count++
    else counts.set(laneOf(delivery), { connector: delivery.connector.name, lane: delivery.lane, count: 1 })
  }
  if (counts.size === 0) return wanted.map((delivery) => ({ ...delivery, seq: null }))
  const drawn = await sql<{ connector: string; lane: string; end: number }>`
    insert into lanes as l (connector, lane, next_seq)
    select r.connector, r.lane, r.count + 1
    from jsonb_to_recordset(${JSON.stringify([...counts.values()])}::jsonb) as r (connector text, lane text, count bigint)
    on conflict (connector, lane) do update set next_seq = l.next_seq + excluded.next_seq - 1
    returning l.connector, l.lane, l.next_seq as end`.execute(tx)
  const next = new Map(
    drawn.rows.map(({ connector, lane, end }) => {
      const key = `${connector} ${lane}`
      return [key, end - (counts.get(key)?.count ?? 0)]
    }),
  )
  return wanted.map((delivery) => {
    if (delivery.lane === null) return { ...delivery, seq: null }
    const seq = next.get(laneOf(delivery)) ?? 1
    next.set(laneOf(delivery), seq + 1)
    return { ...delivery, seq }
  })
}
