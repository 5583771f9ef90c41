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
 * and the tests may set another before the start.
 */
export async function loadBusinessClock(db: Database): Promise<Clock> {
  const row = await db.selectFrom('businessClock').select('offsetMs').executeTakeFirst()
  return clockWithOffset(row?.offsetMs ?? 0)
}
