import { sql } from 'kysely'
import { type Database, type Ringer, transact } from '../src/platform/database.ts'
import { startDueWork } from '../src/platform/due-work.ts'
import type { Bench } from './bench.ts'
import { CONCURRENCY } from './connector.ts'
import type { BenchDatabase } from './database.ts'
import type { Figure } from './figures.ts'
import { until } from './measure.ts'
import { KEY_HEADER, type Receiver } from './receiver.ts'
import { countStatements } from './statements.ts'
import { acceptApplication, openBareTelling, type Telling } from './telling.ts'

export const BACKLOG = 10_000
/** Events appended in one transaction while the backlog is made; how it came about is not measured. */
const AT_ONCE = 100
const LONGEST_S = 300

/** A backlog of 10,000 events told as fast as it goes; beside it the same loop with nothing but the POST. */
export async function measureDrain({ cleanup, newDatabase, receiver, say }: Bench): Promise<Figure[]> {
  const database = await newDatabase('drain')
  const statements = countStatements()
  const counted = { ...database, db: database.db.withPlugin(statements.plugin) }
  const telling = openBareTelling(counted, cleanup, receiver.url)
  say(`たまった${BACKLOG.toLocaleString('en-US')}件の送信: 何も挟まない場合を測っています…`)
  const bare = await drainBare(database, telling, receiver)
  say(`たまった${BACKLOG.toLocaleString('en-US')}件の送信: 送っています…`)
  await appendBacklog(database.db, BACKLOG)
  statements.restart()
  const seconds = await drain(telling, receiver)
  const perDelivery = statements.read() / BACKLOG
  await telling.stop()
  return [
    {
      part: 'drain',
      key: 'deliveries_per_second',
      label: `たまった${BACKLOG.toLocaleString('en-US')}件の送信`,
      value: BACKLOG / seconds,
      unit: '件/秒',
      beside: { label: '取り出してPOSTするだけ', value: BACKLOG / bare },
    },
    {
      part: 'drain',
      key: 'statements_per_delivery',
      label: '1件の送信に使うSQL文 (begin・commitを除く)',
      value: perDelivery,
      unit: '文',
    },
  ]
}

/** Appends events without ringing: a dispatcher that runs elsewhere finds them when it looks anyway. */
export async function appendBacklog(db: Database, count: number): Promise<void> {
  const nobody: Ringer = { ring: () => {} }
  for (let done = 0; done < count; done += AT_ONCE)
    await transact(db, nobody, async (tx) => {
      for (let index = 0; index < Math.min(AT_ONCE, count - done); index++) await acceptApplication(tx, new Date())
    })
}

/** Seconds from the start of the loops until the last delivery stands as delivered. */
async function drain(telling: Telling, receiver: Receiver): Promise<number> {
  const began = performance.now()
  telling.start()
  await allArrived(receiver)
  await until('all outcomes written', 30, 20, async () => {
    const open = await sql`select 1 from deliveries where state = 'waiting' limit 1`.execute(telling.context.db)
    return open.rows.length === 0 ? true : null
  })
  const seconds = (performance.now() - began) / 1_000
  const arrivals = await receiver.take()
  if (new Set(arrivals.map(([key]) => key)).size !== BACKLOG || arrivals.length !== BACKLOG)
    throw new Error(`${BACKLOG} events, ${arrivals.length} posts`)
  return seconds
}

/** The same loop over a bare table: rows leased in batches, one POST each, the row marked as done. */
async function drainBare({ db }: BenchDatabase, { context, doorbell }: Telling, receiver: Receiver): Promise<number> {
  await sql`create table bare (id bigint generated always as identity primary key, lease_until timestamptz, done boolean not null default false)`.execute(
    db,
  )
  await sql`create index bare_open on bare (id) where not done`.execute(db)
  await sql`insert into bare (done) select false from generate_series(1, ${BACKLOG})`.execute(db)
  const claim = async (limit: number) =>
    (
      await sql<{ id: number }>`
        with due as (
          select id from bare where not done and (lease_until is null or lease_until < now())
          order by id limit ${limit} for update skip locked
        )
        update bare set lease_until = now() + interval '15 s' from due where bare.id = due.id returning bare.id`.execute(
        db,
      )
    ).rows
  const perform = async ({ id }: { id: number }) => {
    await context.http.request({
      method: 'POST',
      url: receiver.url,
      headers: { [KEY_HEADER]: String(id) },
      body: 'news',
      timeoutMs: 20_000,
    })
    await sql`update bare set done = true where id = ${id}`.execute(db)
  }
  const began = performance.now()
  const loop = startDueWork({ topic: 'bare', concurrency: CONCURRENCY, claim, perform }, doorbell, context.log)
  await allArrived(receiver)
  await loop.drain()
  const seconds = (performance.now() - began) / 1_000
  await receiver.take()
  return seconds
}

async function allArrived(receiver: Receiver): Promise<void> {
  await until('the whole backlog at the receiver', LONGEST_S, 50, async () =>
    (await receiver.count()) >= BACKLOG ? true : null,
  )
}
