import { sql } from 'kysely'
import { DISPATCH_TOPIC, type DomainEvent } from '../events/index.ts'
import type { Connector, Plan } from '../integrations/connector.ts'
import { HOT, type Tx, transact } from '../platform/database.ts'
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
export function dispatchWork(context: DeliveriesContext): DueWork<never> {
  return {
    topic: DISPATCH_TOPIC,
    concurrency: 1,
    // Nothing is leased: a batch is planned while looking, under the dispatcher's lock.
    claim: async () => {
      if (await hasUndispatched(context)) while ((await dispatchBatch(context)) === BATCH);
      return []
    },
    perform: async () => {},
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
    // The commit need not wait for the disk: every post is started by a commit that does, and the log is written in order.
    // A crash before that loses the plan and not the event, which is planned again.
    const lock = await sql<{ held: boolean }>`
      select pg_try_advisory_xact_lock(${DISPATCHER_LOCK}) as held, set_config('synchronous_commit', 'off', true)`.execute(
      tx,
    )
    if (!lock.rows[0]?.held) return 0
    const events = await readUndispatched(tx)
    if (events.length === 0) return 0
    const wanted = await planAll(context, tx, events)
    const { within, beyond } = await splitByPace(tx, wanted)
    await insertDeliveries(tx, [...within, ...beyond])
    await mailAdministrators(
      context,
      tx,
      beyond.map((delivery) => delivery.eventId),
      OVERFLOW,
    )
    await sql`update events set dispatched_at = now() where id = any(${events.map((event) => event.id)})`.execute(tx)
    return events.length
  })
}

async function readUndispatched(tx: Tx): Promise<DomainEvent[]> {
  const result = await sql<DomainEvent>`${HOT}
    select id, type, payload, actor, occurred_at from events where dispatched_at is null order by id limit ${BATCH}`.execute(
    tx,
  )
  return result.rows
}

/** Each connector's wishes for each event. Whether it is on is a matter of this moment, under the lock of its settings. */
async function planAll(context: DeliveriesContext, tx: Tx, events: DomainEvent[]): Promise<NewDelivery[]> {
  const definitions = context.connectors.map((connector) => connector.settings)
  const saved = await context.settings.readManyShared(tx, definitions)
  const asked = context.connectors
    .map((connector, index) => ({ connector, settings: saved[index]?.value ?? connector.settings.defaults }))
    .filter(({ connector, settings }) => connector.isEnabled(settings))
  const wanted: NewDelivery[] = []
  const broken: number[] = []
  for (const event of events) {
    let mailReplaced = false
    for (const { connector, settings } of asked) {
      const plan = planOne(context, connector, event, settings, mailReplaced)
      if (plan === null) broken.push(event.id)
      mailReplaced ||= plan?.replacesMail ?? false
      for (const delivery of plan?.deliveries ?? [])
        wanted.push({ ...delivery, connector, eventId: event.id, cause: null, overflow: null })
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
async function splitByPace(tx: Tx, wanted: NewDelivery[]): Promise<{ within: NewDelivery[]; beyond: NewDelivery[] }> {
  const waiting = await countWaiting(tx, wanted)
  const within: NewDelivery[] = []
  const beyond: NewDelivery[] = []
  for (const delivery of wanted) {
    const { pace } = delivery.connector.policy
    const key = `${delivery.connector.name} ${delivery.lane}`
    const count = waiting.get(key) ?? 0
    const room = pace ? Math.floor(pace.waitAtMostMs / pace.perMs) * pace.calls : Number.POSITIVE_INFINITY
    if (count >= room) beyond.push({ ...delivery, overflow: OVERFLOW })
    else {
      within.push(delivery)
      waiting.set(key, count + 1)
    }
  }
  return { within, beyond }
}

/** How many posts each lane of the paced connectors has open. */
async function countWaiting(tx: Tx, wanted: NewDelivery[]): Promise<Map<string, number>> {
  const paced = new Set(wanted.filter(({ connector }) => connector.policy.pace).map(({ connector }) => connector.name))
  if (paced.size === 0) return new Map()
  const open = await sql<{ connector: string; lane: string; count: number }>`
    select connector, lane, count(*)::int as count from posts
    where connector = any(${[...paced]}) and lane is not null and state in ('waiting', 'sending', 'unsettled')
    group by connector, lane`.execute(tx)
  return new Map(open.rows.map(({ connector, lane, count }) => [`${connector} ${lane}`, count]))
}
