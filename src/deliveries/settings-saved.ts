import { sql } from 'kysely'
import type { Connector } from '../integrations/connector.ts'
import type { Tx } from '../platform/database.ts'
import { releaseConnection } from './connection.ts'
import type { DeliveriesContext } from './context.ts'
import { mailAdministrators } from './fallback.ts'
import { BRIEFING_TOPIC } from './topics.ts'

/**
 * Applies newly saved settings to what waits, in the transaction of the save: switched off, it ends (for Chatwork by mail);
 * otherwise it goes to the rooms of now, and a paused connection is tried again. The row lock that the save holds keeps
 * the dispatcher from planning by the old settings meanwhile.
 */
export async function applySettings(
  context: DeliveriesContext,
  tx: Tx,
  connector: Connector,
  settings: Record<string, unknown>,
): Promise<void> {
  tx.wakes.add(BRIEFING_TOPIC)
  if (!connector.isEnabled(settings)) return cancelWaiting(context, tx, connector)
  if (connector.laneOf) await moveToNewLanes(tx, connector, settings)
  await releaseConnection(tx, connector.name)
}

/** Ends every post that was not started yet; what is in flight ends by its own outcome. */
async function cancelWaiting(context: DeliveriesContext, tx: Tx, connector: Connector): Promise<void> {
  const reason = '無効化のため中止'
  const ended = await sql<{ eventId: number }>`
    with ended as (
      update posts set state = 'cancelled', reason = ${reason}, finished_at = now(), lease_token = null, lease_until = null
      where connector = ${connector.name} and state = 'waiting' returning id
    )
    update deliveries set state = 'cancelled', reason = ${reason}, finished_at = now()
    from ended where post_id = ended.id and deliveries.state = 'waiting' returning event_id`.execute(tx)
  if (connector.policy.onGivenUp !== 'mail_administrators') return
  const events = ended.rows.map(({ eventId }) => eventId)
  await mailAdministrators(context, tx, events, `${connector.label}連携が無効にされたため`)
}

/**
 * Moves waiting posts into the lanes of the new settings. Within a lane the order stays that of the posts' birth: their
 * numbers are given anew from the lane's counter, oldest first.
 */
async function moveToNewLanes(tx: Tx, connector: Connector, settings: Record<string, unknown>): Promise<void> {
  const waiting = await sql<{ id: number; lane: string; target: string }>`
    select distinct on (p.id) p.id, p.lane, d.target from posts p join deliveries d on d.post_id = p.id
    where p.connector = ${connector.name} and p.state = 'waiting' and p.lane is not null order by p.id`.execute(tx)
  for (const post of waiting.rows) {
    const lane = connector.laneOf?.(post.target, settings) ?? null
    if (lane === null || lane === post.lane) continue
    await sql`
      with numbered as (
        insert into lanes (connector, lane, next_seq) values (${connector.name}, ${lane}, 2)
        on conflict (connector, lane) do update set next_seq = lanes.next_seq + 1 returning next_seq - 1 as seq
      )
      update posts set lane = ${lane}, room_seq = numbered.seq from numbered where id = ${post.id} and state = 'waiting'`.execute(
      tx,
    )
  }
}
