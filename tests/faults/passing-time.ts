import { sql } from 'kysely'
import type { Database } from '../../src/platform/database.ts'
import { until } from '../support/owner-process.ts'

/** How often waiting is played away while something else happens. */
const TICK_MS = 250

/** The longest leases that the program takes, by `CLAIM_LEASE_MS` of posts and `LEASE_MS` of letters. */
const CLAIM_LEASE = sql`interval '15 s'`
const LETTER_LEASE = sql`interval '120 s'`

/**
 * Plays the time that nobody wants to wait for: what is put off becomes due, the rooms' pace starts anew, and leases taken
 * before `deadBefore` run out, because whoever took them is dead. What living processes hold is left alone.
 */
export async function passTime(db: Database, deadBefore: Date): Promise<void> {
  await sql`update lanes set free_at = '-infinity', recent = '{}' where (connector, lane) in (
    select connector, lane from lanes where free_at > now() for update skip locked)`.execute(db)
  await sql`update posts set due_at = least(due_at, now()), lease_until = null where id in (
    select p.id from posts p where p.state in ('waiting', 'unsettled')
      and (p.due_at > now() or p.lease_until > now()) and (p.lease_until is null or p.lease_until < ${deadBefore}::timestamptz + ${CLAIM_LEASE})
    for update skip locked)`.execute(db)
  await sql`update posts set lease_until = now() where id in (
    select p.id from posts p join attempts a on a.post_id = p.id
    where p.state = 'sending' and p.lease_until > now() and a.finished_at is null and a.started_at < ${deadBefore}
    for update of p skip locked)`.execute(db)
  await sql`update letters set due_at = least(due_at, now()), lease_until = least(lease_until, now()) where id in (
    select id from letters where (state = 'queued' and due_at > now())
      or (state = 'sending' and lease_until > now() and lease_until < ${deadBefore}::timestamptz + ${LETTER_LEASE})
    for update skip locked)`.execute(db)
  await passTimeOfCharges(db, deadBefore)
}

/** A charge of a dead process is looked up now, and what the gateway does not know of by now it never will. */
async function passTimeOfCharges(db: Database, deadBefore: Date): Promise<void> {
  await sql`update payments set settle_due_at = now(), sent_at = least(sent_at, now() - interval '1 hour') where id in (
    select id from payments where state in ('started', 'unknown') and sent_at < ${deadBefore} and lease_until is null
    for update skip locked)`.execute(db)
  await sql`update payments set lease_until = null where id in (
    select id from payments where state in ('started', 'unknown') and lease_until < ${deadBefore}::timestamptz + interval '30 s'
    for update skip locked)`.execute(db)
}

/** A shop whose database may be away, and be another after a restart. */
export interface Timed {
  readonly db: Database
  deadBefore(): Date
}

/** Does something again and again until it is stopped. */
export function again(everyMs: number, tick: () => Promise<void>): { stop(): Promise<void> } {
  let stopping = false
  const ticking = (async () => {
    while (!stopping) {
      await tick()
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
  })()
  return {
    stop: () => {
      stopping = true
      return ticking
    },
  }
}

/** Lets time pass quickly until it is stopped, whatever happens to the database meanwhile. */
export function hurry(shop: Timed): { stop(): Promise<void> } {
  // The database is killed in these tests; the next tick finds it again.
  return again(TICK_MS, () => passTime(shop.db, shop.deadBefore()).catch(() => undefined))
}

/** How much of each kind is still to be done. */
export async function countOpen(db: Database): Promise<Record<string, number>> {
  const result = await sql<{ kind: string; count: number }>`
    select 'events' as kind, count(*) as count from events where dispatched_at is null
    union all select 'posts of ' || connector || ' ' || state, count(*) from posts
      where state in ('waiting', 'sending', 'unsettled') group by connector, state
    union all select 'letters ' || state, count(*) from letters where state in ('queued', 'sending') group by state
    union all select 'payments ' || state, count(*) from payments where state in ('started', 'unknown') group by state`.execute(
    db,
  )
  return Object.fromEntries(result.rows.filter(({ count }) => count > 0).map(({ kind, count }) => [kind, count]))
}

/** Waits until nothing is left to do; throws with what is. */
export async function untilAllIsTold(db: Database, boundMs: number): Promise<void> {
  let open = {}
  const look = async () => {
    open = await countOpen(db)
    return Object.keys(open).length === 0
  }
  await until('nothing is left to do', look, boundMs).catch((error: unknown) => {
    throw new Error(`still to be done: ${JSON.stringify(open)}`, { cause: error })
  })
}
