import type { Database } from './database.ts'
import type { Doorbell } from './doorbell.ts'
import type { Log } from './log.ts'
import { startWatch } from './watch.ts'

/** Business time: what the shop calls "now". Leases, budgets and time-outs do not use it; they run on PostgreSQL's own clock. */
export interface Clock {
  now(): Date
}

/** The clock of a running process, which follows when time is moved. */
export interface BusinessClock extends Clock {
  stop(): Promise<void>
}

const CLOCK_TOPIC = 'clock'

/** The real time, moved by a fixed number of milliseconds. */
export function clockWithOffset(offsetMs: number): Clock {
  return { now: () => new Date(Date.now() + offsetMs) }
}

/** Business time as it stands in the database, for a command that is over before anybody could move it. */
export async function readBusinessClock(db: Database): Promise<Clock> {
  return clockWithOffset(await readOffset(db))
}

/**
 * The business clock kept in the database, so that every process agrees on it: within milliseconds of a move when the
 * doorbell works, within half a second without. In a real shop it is never moved. `onMove` is called once this process
 * knows the new time.
 */
export async function openBusinessClock(
  parts: { db: Database; doorbell: Doorbell; log: Log },
  onMove: () => void,
): Promise<BusinessClock> {
  let offsetMs = await readOffset(parts.db)
  const look = async () => {
    const read = await readOffset(parts.db)
    if (read <= offsetMs) return
    offsetMs = read
    onMove()
  }
  const watch = startWatch(CLOCK_TOPIC, look, parts)
  return { now: () => new Date(Date.now() + offsetMs), stop: () => watch.stop() }
}

/**
 * Moves business time on to `to` and tells every process; of two movers the farther one counts. Time never goes back: terms
 * were charged and events dated by it, and what has happened would become due once more. Answers whether it was moved.
 */
export async function moveBusinessClock(db: Database, doorbell: Doorbell, to: Date): Promise<boolean> {
  const offsetMs = to.getTime() - Date.now()
  const moved = await db
    .updateTable('businessClock')
    .set({ offsetMs })
    .where('offsetMs', '<', offsetMs)
    .executeTakeFirstOrThrow()
  if (moved.numUpdatedRows === 0n) return false
  doorbell.ring(CLOCK_TOPIC)
  return true
}

async function readOffset(db: Database): Promise<number> {
  const { offsetMs } = await db.selectFrom('businessClock').select('offsetMs').executeTakeFirstOrThrow()
  return offsetMs
}
