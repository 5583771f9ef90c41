import { sql } from 'kysely'
import { type Tx, transact } from '../platform/database.ts'
import type { DueWork } from '../platform/due-work.ts'
import type { DeliveriesContext } from './context.ts'
import { sweepListWork, takeListChanges } from './list-work.ts'

/** How often somebody looks. A person works this off, so that nothing is urgent. */
const LOOK_EVERY_MS = 30_000
/** One process at a time over all; any constant that nobody else uses. */
const MANUAL_WORK_LOCK = 7_130_003

/** Work for people at services that only register: writes what is to be done, and tells the administrators of it. */
export function manualWork(context: DeliveriesContext): DueWork<never> {
  let lookedAt = Number.NEGATIVE_INFINITY
  return {
    topic: 'manual-work',
    concurrency: 1,
    // Nothing is leased: all is done while looking, under the lock.
    claim: async () => {
      if (performance.now() - lookedAt < LOOK_EVERY_MS) return []
      lookedAt = performance.now()
      // A great change of many customers is worked off without waiting.
      if ((await lookForManualWork(context)) === 'more') lookedAt = Number.NEGATIVE_INFINITY
      return []
    },
    perform: async () => {},
  }
}

/** Looks once. `busy`: another process is just doing so. `more`: not everything that changed was looked at. */
export async function lookForManualWork(context: DeliveriesContext): Promise<'done' | 'more' | 'busy'> {
  return transact(context.db, context.doorbell, async (tx) => {
    const lock = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(${MANUAL_WORK_LOCK}) as held`.execute(tx)
    if (!lock.rows[0]?.held) return 'busy'
    const addOnly = context.connectors.filter(({ policy }) => policy.onGivenUp === 'manual_registration')
    const { customerIds, more } = await takeListChanges(tx)
    if (customerIds.length > 0) for (const { name } of addOnly) await sweepListWork(tx, name, customerIds)
    await tellAdministrators(context, tx, addOnly.map(({ label }) => label).join('・'))
    return more ? 'more' : 'done'
  })
}

interface Open {
  registrations: number
  listWork: number
  /** The newest entries, counted or not. */
  registrationId: number
  listWorkId: number
  due: boolean
  toldAt: Date
}

/** One mail an hour at most, and only when an entry came that no mail has counted. */
async function tellAdministrators(context: DeliveriesContext, tx: Tx, service: string): Promise<void> {
  const result = await sql<Open>`
    select
      (select count(*) from manual_registrations where done_at is null) as registrations,
      (select count(*) from manual_list_work where done_at is null) as list_work,
      (select coalesce(max(id), 0) from manual_registrations) as registration_id,
      (select coalesce(max(id), 0) from manual_list_work) as list_work_id,
      now() >= told_at + interval '1 hour' and (
        exists (select 1 from manual_registrations m where m.done_at is null and m.id > n.registration_id)
        or exists (select 1 from manual_list_work w where w.done_at is null and w.id > n.list_work_id)) as due,
      now() as told_at
    from manual_work_notice n for update`.execute(tx)
  const open = result.rows[0]
  if (!open?.due) return
  await sql`update manual_work_notice set told_at = now(), registration_id = ${open.registrationId},
    list_work_id = ${open.listWorkId}`.execute(tx)
  const { baseUrl } = await context.readShop(tx)
  await context.alarm(tx, noticeOf(open, service, baseUrl))
}

function noticeOf({ registrations, listWork, toldAt }: Open, service: string, baseUrl: string) {
  return {
    key: `manual-work:${toldAt.toISOString()}`,
    subject: `【要対応】${service}で手動の対応が必要です(${registrations + listWork}件)`,
    body: [
      `${service}のリストについて、手動での対応が必要なものがあります。`,
      '',
      `手動登録が必要: ${registrations}件`,
      `リストからの削除・変更: ${listWork}件`,
      '',
      '管理画面の「手動登録が必要」をご確認ください。',
      `${baseUrl}/admin/manual-registrations`,
      '',
      'このお知らせは、新しいものがあるときに、1時間に1回までお送りしています。',
    ].join('\n'),
  }
}
