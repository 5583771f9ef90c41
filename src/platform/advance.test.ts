import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { until } from '../../tests/support/owner-process.ts'
import { type Agenda, advance, type EarliestDue, nextDue } from './advance.ts'
import { type BusinessClock, openBusinessClock, readBusinessClock } from './clock.ts'
import { type Doorbell, openDoorbell } from './doorbell.ts'
import { type DueWork, type DueWorkLoop, startDueWork } from './due-work.ts'
import { createLog } from './log.ts'

const database = testDatabase()
const log = createLog('silent')
const HOUR_MS = 3_600_000

/** A rendezvous of the business: what it is, and in how many hours it comes due. */
interface Entry {
  name: string
  dueAt: Date
}

/** What a kind of entry leads to when it is done: another one, so many hours later. */
const follows: Record<string, readonly (readonly [name: string, hours: number])[]> = {
  renewal: [
    ['retry', 24],
    ['reminder', 2],
  ],
  retry: [['end', 72]],
}

let began: Date
let doorbell: Doorbell
let clocks: BusinessClock[] = []
let loops: DueWorkLoop[] = []
const agenda = (): Agenda => ({ db: database.db, doorbell, questions: [earliest('even'), earliest('odd')] })
const hours = (at: Date) => Math.round((at.getTime() - began.getTime()) / HOUR_MS)
const inHours = (count: number) => new Date(began.getTime() + count * HOUR_MS)
const put = (name: string, at: Date) =>
  sql`insert into diary (name, due_at) values (${name}, ${at})`.execute(database.db)
/** What was done so far: what, when it was due, and what time it was then. */
const done = async () => {
  const rows = await sql<{ name: string; dueAt: Date; doneAt: Date }>`
    select name, due_at, done_at from diary where done_at is not null order by seq`.execute(database.db)
  return rows.rows.map(({ name, dueAt, doneAt }) => `${name} ${hours(dueAt)} at ${hours(doneAt)}`)
}

/** Two kinds of work with a question each, as the business has several. */
function earliest(kind: 'even' | 'odd'): EarliestDue {
  return async (reader) => {
    const rest = kind === 'even' ? 0 : 1
    const rows = await sql<{ dueAt: Date | null }>`
      select min(due_at) as due_at from diary where done_at is null and length(name) % 2 = ${rest}`.execute(reader)
    return rows.rows[0]?.dueAt ?? null
  }
}

/** Starts what a worker process has: a clock, and a loop that does what is due by it. */
async function startWorker(): Promise<void> {
  const mine: DueWorkLoop[] = []
  const clock = await openBusinessClock({ db: database.db, doorbell, log }, () => {
    for (const loop of mine) loop.look()
  })
  const work: DueWork<Entry & { id: number }> = {
    topic: 'diary',
    concurrency: 4,
    claim: async (limit) => {
      const rows = await sql<Entry & { id: number }>`update diary set lease_until = now() + interval '1 s' where id in (
        select id from diary where done_at is null and due_at <= ${clock.now()} and (lease_until is null or lease_until < now())
        order by due_at limit ${limit} for update skip locked) returning id, name, due_at`.execute(database.db)
      return rows.rows
    },
    perform: async ({ id, name, dueAt }) => {
      if (name === 'stuck') throw new Error('the remote side hangs')
      await delay(5)
      await database.db.transaction().execute(async (tx) => {
        await sql`update diary set done_at = ${clock.now()}, seq = nextval('diary_seq') where id = ${id}`.execute(tx)
        for (const [next, later] of follows[name] ?? [])
          await sql`insert into diary (name, due_at) values (${next}, ${new Date(dueAt.getTime() + later * HOUR_MS)})`.execute(
            tx,
          )
      })
    },
  }
  mine.push(startDueWork(work, doorbell, log))
  loops.push(...mine)
  clocks.push(clock)
}

beforeAll(async () => {
  await sql`create table diary (id bigint generated always as identity, name text, due_at timestamptz, done_at timestamptz,
    lease_until timestamptz, seq bigint)`.execute(database.db)
  await sql`create sequence diary_seq`.execute(database.db)
})
beforeEach(async () => {
  await sql`truncate diary`.execute(database.db)
  doorbell = openDoorbell(database.url, log)
  began = (await readBusinessClock(database.db)).now()
  await startWorker()
})
afterEach(async () => {
  await Promise.all(loops.map((loop) => loop.drain()))
  await Promise.all(clocks.map((clock) => clock.stop()))
  await doorbell.close()
  clocks = []
  loops = []
})

const MONTH = 24 * 31

describe('a month that passes in seconds', () => {
  it('brings what falls due in its order, each at its own time, also what follows from it', async () => {
    await put('renewal', inHours(MONTH - 200))
    await put('note', inHours(5))
    await put('last', inHours(MONTH + 1))
    await put('note', inHours(MONTH - 199))
    await advance(agenda(), inHours(MONTH))
    const at = MONTH - 200
    expect(await done()).toEqual([
      'note 5 at 5',
      `renewal ${at} at ${at}`,
      `note ${at + 1} at ${at + 1}`,
      `reminder ${at + 2} at ${at + 2}`,
      `retry ${at + 24} at ${at + 24}`,
      `end ${at + 96} at ${at + 96}`,
    ])
    expect(hours((await readBusinessClock(database.db)).now())).toBe(MONTH)
    expect(hours((await nextDue(agenda())) ?? began)).toBe(MONTH + 1)
  })

  it('is the same with two workers and hundreds of entries at one instant', async () => {
    await startWorker()
    await sql`insert into diary (name, due_at) select 'renewal', ${inHours(10)} from generate_series(1, 200)`.execute(
      database.db,
    )
    await advance(agenda(), inHours(MONTH))
    const kinds = (await done()).map((line) => line.split(' at ')[0])
    expect(kinds).toHaveLength(800)
    // All of an instant before anything of the next.
    expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual([
      'renewal 10',
      'reminder 12',
      'retry 34',
      'end 106',
    ])
  })

  it('waits while something cannot be done, and can be stopped there', async () => {
    await put('stuck', inHours(3))
    await put('note', inHours(4))
    const stopping = new AbortController()
    const journey = advance(agenda(), inHours(MONTH), stopping.signal)
    await until('it has come to what is stuck', async () => hours((await readBusinessClock(database.db)).now()) === 3)
    await delay(100)
    expect(hours((await readBusinessClock(database.db)).now())).toBe(3)
    stopping.abort()
    await expect(journey).rejects.toThrow('aborted')
    expect(await done()).toEqual([])
  })

  it('goes on where it was when its mover died on the way', async () => {
    await put('renewal', inHours(1))
    await put('stuck', inHours(30))
    const dying = new AbortController()
    const first = advance(agenda(), inHours(MONTH), dying.signal).catch(() => undefined)
    await until('half of it has happened', async () => (await done()).length === 3)
    dying.abort()
    await first
    await sql`update diary set name = 'note' where name = 'stuck'`.execute(database.db)
    await advance(agenda(), inHours(MONTH))
    expect(await done()).toEqual([
      'renewal 1 at 1',
      'reminder 3 at 3',
      'retry 25 at 25',
      'note 30 at 30',
      'end 97 at 97',
    ])
  })
})
