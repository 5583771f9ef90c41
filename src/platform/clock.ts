import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Business time: what the shop calls "now". Leases, budgets and time-outs do not use it; they run on PostgreSQL's own clock. */
export interface Clock {
  now(): Date
}

/** The real time, moved by a fixed number of milliseconds. */
export function clockWithOffset(offsetMs: number): Clock {
  return { now: () => new Date(Date.now() + offsetMs) }
}

/**
 * The business clock kept in the database, so that every process agrees on it. The offset is 0 in a real shop; the demo
 * and the tests move it forward. Read at start and again by `refresh`.
 */
export async function loadBusinessClock(db: Database): Promise<Clock & { refresh(): Promise<void> }> {
  let offsetMs = await readOffset(db)
  return {
    now: () => new Date(Date.now() + offsetMs),
    refresh: async () => {
      offsetMs = await readOffset(db)
    },
  }
}

async function readOffset(db: Database): Promise<number> {
  const row = await db.selectFrom('businessClock').select('offsetMs').executeTakeFirst()
  return row?.offsetMs ?? 0
}

/** Moves business time forward by `ms` for every process that refreshes its clock. */
export async function advanceBusinessClock(db: Database, ms: number): Promise<void> {
  await sql`insert into business_clock (only_row, offset_ms) values (true, ${ms})
    on conflict (only_row) do update set offset_ms = business_clock.offset_ms + excluded.offset_ms`.execute(db)
}
