import { sql } from 'kysely'
import type { Connector } from '../integrations/connector.ts'
import { type Reader, type Tx, transact } from '../platform/database.ts'
import type { DeliveriesContext } from './context.ts'
import { BRIEFING_TOPIC, postsTopic } from './topics.ts'

export type ConnectionState = 'ok' | 'failing' | 'paused'

/** How an integration is doing, as the screen shows it. */
export interface Connection {
  state: ConnectionState
  reason: string | null
  since: Date
  lastFailureAt: Date | null
  lastFailureReason: string | null
  /** The last failure in the connector's own terms. */
  lastFailure: string | null
  /** Milliseconds (PostgreSQL's clock) since it stopped being fine and since it last failed; null while it is fine. */
  outage: { forMs: number; lastFailureMsAgo: number } | null
}

/** A failure must last this long before the administrators are alarmed; a paused connection alarms at once. */
const ALARM_AFTER_MINUTES = 5

/** The connection of a connector; fine since ever when nothing was noted. */
export async function readConnection(reader: Reader, connector: string): Promise<Connection> {
  const result = await sql<Omit<Connection, 'outage'> & { forMs: number; agoMs: number | null }>`
    select state, reason, since, last_failure_at, last_failure_reason, last_failure,
      (extract(epoch from now() - since) * 1000)::float8 as for_ms,
      (extract(epoch from now() - last_failure_at) * 1000)::float8 as ago_ms
    from connections where connector = ${connector}`.execute(reader)
  const row = result.rows[0]
  if (!row) return FINE
  const { forMs, agoMs, ...connection } = row
  return { ...connection, outage: row.state === 'ok' ? null : { forMs, lastFailureMsAgo: agoMs ?? forMs } }
}

const FINE: Connection = {
  state: 'ok',
  reason: null,
  since: new Date(0),
  lastFailureAt: null,
  lastFailureReason: null,
  lastFailure: null,
  outage: null,
}

/**
 * Notes that a call went through. Touches the row only when the connection was not fine; posts that wait out the trouble
 * need not wait any longer.
 */
export async function noteSuccess(context: DeliveriesContext, connector: Connector): Promise<void> {
  await transact(context.db, context.doorbell, async (tx) => {
    const mended = await sql`update connections set state = 'ok', reason = null, since = now()
      where connector = ${connector.name} and state <> 'ok' returning 1`.execute(tx)
    tx.wakes.add(BRIEFING_TOPIC)
    if (mended.rows.length > 0 && connector.policy.whilePaused === 'wait') await releasePosts(tx, connector.name)
  })
}

/**
 * Notes a failure of the connection itself. One alarm for each time it breaks: at once when it is paused, after five
 * minutes when it merely fails, never again until it worked in between. `settingsVersion` is that of the settings the call
 * was made with: a late failure of a token that was replaced meanwhile says nothing about the new one.
 */
export async function noteFailure(
  context: DeliveriesContext,
  connector: Connector,
  state: 'failing' | 'paused',
  { reason, failure = null }: { reason: string; failure?: string | null },
  settingsVersion: number,
): Promise<void> {
  await transact(context.db, context.doorbell, async (tx) => {
    const { version } = await context.settings.readShared(tx, connector.settings)
    if (version !== settingsVersion) return
    tx.wakes.add(BRIEFING_TOPIC)
    const result = await sql<{ since: Date; minutes: number; state: string }>`
      insert into connections as c (connector, state, reason, last_failure_at, last_failure_reason, last_failure)
      values (${connector.name}, ${state}, ${reason}, now(), ${reason}, ${failure})
      on conflict (connector) do update set
        since = case when c.state = 'ok' then now() else c.since end,
        state = case when c.state = 'paused' then 'paused' else excluded.state end,
        reason = excluded.reason, last_failure_at = now(), last_failure_reason = excluded.last_failure_reason,
        last_failure = excluded.last_failure
      returning since, (extract(epoch from now() - since) / 60)::float8 as minutes, state`.execute(tx)
    const row = result.rows[0]
    if (row && (row.state === 'paused' || row.minutes >= ALARM_AFTER_MINUTES))
      await context.alarm(tx, alarmText(connector, row.state, row.since, reason))
  })
}

/** Notes that the trouble lasts: a post that it left unknown is not to be found. */
export async function noteStillFailing(
  context: DeliveriesContext,
  connector: Connector,
  { connection, settingsVersion }: { connection: Connection; settingsVersion: number },
): Promise<void> {
  const { state, reason, lastFailure } = connection
  if (state !== 'failing' || reason === null) return
  await noteFailure(context, connector, 'failing', { reason, failure: lastFailure }, settingsVersion)
}

function alarmText(connector: Connector, state: string, since: Date, reason: string) {
  const stopped = state === 'paused'
  return {
    key: `${connector.name}:${since.toISOString()}:${state}`,
    subject: stopped
      ? `【要対応】${connector.label}連携が停止しています`
      : `【要確認】${connector.label}につながりません`,
    body: [
      `${connector.label}連携で問題が起きています。`,
      '',
      `理由: ${reason}`,
      '',
      stopped
        ? '設定を直して保存するか、接続テストに成功するまで、この連携は止まったままです。管理画面の「設定 → 外部連携」をご確認ください。'
        : '相手のサービスが復旧すると自動で再開します。販売や申し込みには影響ありません。',
      connector.policy.onGivenUp === 'mail_administrators'
        ? 'その間のお知らせは、1件ずつメールでお送りします。'
        : '待っている連携の一覧は、管理画面の「連携ログ」でご覧いただけます。',
      '',
      'このお知らせは、問題が起きたときに1回だけお送りしています。',
    ].join('\n'),
  }
}

/** The connection counts as fine again, because staff saved its settings; what waits becomes due at once. */
export async function releaseConnection(tx: Tx, connector: string): Promise<void> {
  tx.wakes.add(BRIEFING_TOPIC)
  await sql`update connections set state = 'ok', reason = null, since = now() where connector = ${connector} and state <> 'ok'`.execute(
    tx,
  )
  await releasePosts(tx, connector)
}

/** Whatever waits of a connector becomes due at once and at the same moment, so that the oldest is claimed first. */
async function releasePosts(tx: Tx, connector: string): Promise<void> {
  await sql`update posts set due_at = now() where connector = ${connector} and state = 'waiting'`.execute(tx)
  tx.wakes.add(postsTopic(connector))
}
