import { sql } from 'kysely'
import { DISPATCH_TOPIC, type DomainEvent } from '../events/index.ts'
import type { Connector, Plan } from '../integrations/connector.ts'
import { type Tx, transact } from '../platform/database.ts'
import type { DueWork } from '../platform/due-work.ts'
import type { DeliveriesContext } from './context.ts'
import { mailAdministrators } from './fallback.ts'
import { insertDeliveries, type NewDelivery } from './insert.ts'

const BATCH = 500
/** One dispatcher at a time over all processes; any constant that nobody else uses. */
const DISPATCHER_LOCK = 7_130_001

/** What the limit is called where staff read it. */
export const OVERFLOW = 'APIの利用制限のため(このルームへの通知が混み合い、5分以内に送れない見込みです)'

/** Turns events into deliveries: the due work that follows every commit of news. */
export function dispatchWork(context: DeliveriesContext): DueWork<'look'> {
  return {
    topic: DISPATCH_TOPIC,
    concurrency: 1,
    claim: async () => ((await hasUndispatched(context)) ? ['look'] : []),
    perform: async () => {
      while ((await dispatchBatch(context)) === BATCH);
    },
  }
}

async function hasUndispatched({ db }: DeliveriesContext): Promise<boolean> {
  const result = await sql`select 1 from events where dispatched_at is null limit 1`.execute(db)
  return result.rows.length > 0
}

/**
 * Plans one batch in one transaction and returns how many events it took. Events are found by "not yet dispatched", never
 * by "id greater than the last": ids are not in commit order.
 */
export async function dispatchBatch(context: DeliveriesContext): Promise<number> {
  return transact(context.db, context.doorbell, async (tx) => {
    const lock = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(${DISPATCHER_LOCK}) as held`.execute(tx)
    if (!lock.rows[0]?.held) return 0
    const events = await readUndispatched(tx)
    if (events.length === 0) return 0
    const plans = await planAll(context, tx, events)
    for (const connector of context.connectors) {
      const wanted = plans.get(connector.name) ?? []
      const { within, beyond } = await splitByPace(tx, connector, wanted)
      await insertDeliveries(tx, connector, within)
      const late = await insertDeliveries(tx, connector, beyond)
      await mailAdministrators(context, tx, late, OVERFLOW)
    }
    await sql`update events set dispatched_at = now() where id = any(${events.map((event) => event.id)})`.execute(tx)
    return events.length
  })
}

async function readUndispatched(tx: Tx): Promise<DomainEvent[]> {
  const result = await sql<DomainEvent>`
    select id, type, payload, actor, occurred_at from events where dispatched_at is null order by id limit ${BATCH}`.execute(
    tx,
  )
  return result.rows
}

/** Each connector's wishes for each event. Whether it is on is a matter of this moment, under the lock of its settings. */
async function planAll(context: DeliveriesContext, tx: Tx, events: DomainEvent[]): Promise<Map<string, NewDelivery[]>> {
  const asked: { connector: Connector; settings: Record<string, unknown> }[] = []
  for (const connector of context.connectors) {
    const { value } = await context.settings.readShared(tx, connector.settings)
    if (connector.isEnabled(value)) asked.push({ connector, settings: value })
  }
  const wanted = new Map<string, NewDelivery[]>()
  const broken: number[] = []
  for (const event of events) {
    let mailReplaced = false
    for (const { connector, settings } of asked) {
      const plan = planOne(context, connector, event, settings, mailReplaced)
      if (plan === null) {
        broken.push(event.id)
        continue
      }
      mailReplaced ||= plan.replacesMail
      const list = wanted.get(connector.name) ?? []
      for (const delivery of plan.deliveries) list.push({ ...delivery, eventId: event.id, cause: null, overflow: null })
      wanted.set(connector.name, list)
    }
  }
  await mailAdministrators(context, tx, broken, '連携の処理中に予期しない問題が起きたため')
  return wanted
}

function planOne(
  context: DeliveriesContext,
  connector: Connector,
  event: DomainEvent,
  settings: Record<string, unknown>,
  mailReplaced: boolean,
): Plan | null {
  try {
    return connector.plan(event, settings, { mailReplaced })
  } catch (error) {
    // One connector's defect must not keep the others, or other events, from being told.
    context.log.error({ err: error, connector: connector.name, eventId: event.id }, 'plan failed')
    return null
  }
}

/** News that would wait in its lane longer than the pace allows is not for this channel. */
async function splitByPace(tx: Tx, connector: Connector, wanted: NewDelivery[]) {
  const pace = connector.policy.pace
  if (!pace || wanted.length === 0) return { within: wanted, beyond: [] }
  const room = Math.floor(pace.waitAtMostMs / pace.perMs) * pace.calls
  const open = await sql<{ lane: string; count: number }>`
    select lane, count(*)::int as count from posts
    where connector = ${connector.name} and lane is not null and state in ('waiting', 'sending', 'unsettled') group by lane`.execute(
    tx,
  )
  const waiting = new Map(open.rows.map((row) => [row.lane, row.count]))
  const within: NewDelivery[] = []
  const beyond: NewDelivery[] = []
  for (const delivery of wanted) {
    const count = delivery.lane === null ? 0 : (waiting.get(delivery.lane) ?? 0)
    if (count >= room) beyond.push({ ...delivery, overflow: OVERFLOW })
    else within.push(delivery)
    if (delivery.lane !== null) waiting.set(delivery.lane, count + 1)
  }
  return { within, beyond }
}
