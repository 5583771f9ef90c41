import { sql } from 'kysely'
import { type Ringer, transact } from '../src/platform/database.ts'
import type { Bench } from './bench.ts'
import type { BenchDatabase } from './database.ts'
import type { Figure } from './figures.ts'
import { atRate, machineNowMs, type Spread, spreadOf, until } from './measure.ts'
import { KEY_HEADER, type Receiver } from './receiver.ts'
import { acceptApplication, openBareTelling, type Telling } from './telling.ts'

const PER_SECOND = 50
const SECONDS = 20
/** Compiles the code and opens the connections before anything counts. */
const WARM_UP = 2 * PER_SECOND

/** commit → POST received, at a steady 50 events a second; beside it the same without anything between. */
export async function measureLatency({ cleanup, newDatabase, receiver, say }: Bench): Promise<Figure[]> {
  const database = await newDatabase('latency')
  const telling = openBareTelling(database, cleanup, receiver.url)
  say('コミットから送信までの時間: 何も挟まない場合を測っています(10秒)…')
  const direct = await measureDirect(database, telling, receiver)
  say(`コミットから送信までの時間: 毎秒${PER_SECOND}件を${SECONDS}秒間送っています…`)
  telling.start()
  await tell(telling, receiver, WARM_UP)
  const told = await tell(telling, receiver, PER_SECOND * SECONDS)
  await telling.stop()
  const label = `コミット → 送信先に到着 (毎秒${PER_SECOND}件)`
  return (['p50', 'p99', 'max'] as const).map((which) => ({
    part: 'latency',
    key: `commit_to_post_${which}`,
    label: `${label} ${which}`,
    value: told[which],
    unit: 'ms',
    beside: { label: 'コミットして直接POST', value: direct[which] },
  }))
}

/** Accepts `count` applications at the steady rate; how long each took from its commit to the receiver. */
async function tell({ context, doorbell }: Telling, receiver: Receiver, count: number): Promise<Spread> {
  const committed = new Map<string, number>()
  await atRate(PER_SECOND, count, async () => {
    let at = 0
    // The first thing that happens after the commit is that its topics are rung.
    const ringer: Ringer = {
      ring(topic) {
        at ||= machineNowMs()
        doorbell.ring(topic)
      },
    }
    const id = await transact(context.db, ringer, (tx) => acceptApplication(tx, new Date()))
    committed.set(String(id), at)
  })
  return waits(committed, receiver)
}

/** One inserted row, its commit, and the POST at once from the same place: what no queue can be faster than. */
async function measureDirect({ db }: BenchDatabase, { context }: Telling, receiver: Receiver): Promise<Spread> {
  await sql`create table direct (id bigint generated always as identity primary key, body text not null)`.execute(db)
  const post = async () => {
    const row = await sql<{ id: number }>`insert into direct (body) values ('news') returning id`.execute(db)
    const key = String(row.rows[0]?.id)
    committed.set(key, machineNowMs())
    await context.http.request({
      method: 'POST',
      url: receiver.url,
      headers: { [KEY_HEADER]: key },
      body: 'news',
      timeoutMs: 20_000,
    })
  }
  let committed = new Map<string, number>()
  await atRate(PER_SECOND, WARM_UP, post)
  await waits(committed, receiver)
  committed = new Map()
  await atRate(PER_SECOND, PER_SECOND * 8, post)
  return waits(committed, receiver)
}

/** Matches arrivals with commits. Throws when one is missing, or came twice. */
async function waits(committed: ReadonlyMap<string, number>, receiver: Receiver): Promise<Spread> {
  await until('all posts at the receiver', 30, 20, async () =>
    (await receiver.count()) >= committed.size ? true : null,
  )
  const arrivals = await receiver.take()
  const keys = new Set(arrivals.map(([key]) => key))
  if (arrivals.length !== committed.size || keys.size !== committed.size)
    throw new Error(`${committed.size} events, ${arrivals.length} posts of ${keys.size} events`)
  return spreadOf(arrivals.map(([key, at]) => at - (committed.get(key) ?? Number.NaN)))
}
