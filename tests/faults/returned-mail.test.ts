import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import type { LateKind } from '../../sandbox/mail/late.ts'
import { keepMessage } from '../../src/mail/index.ts'
import { type Database, openDatabase } from '../../src/platform/database.ts'
import { createSecrets } from '../../src/platform/secrets.ts'
import { createTestDatabase } from '../support/database.ts'
import { startKillableWorker } from '../support/killable-worker.ts'
import { until } from '../support/owner-process.ts'
import { randomFrom } from '../support/random.ts'
import type { ReportWorkerWish } from '../support/report-worker.ts'
import { returned, type SentLetter, sendLetter } from '../support/sent-letters.ts'

/** `FAULTS_SEED=…` draws the same fates and instants again; `LUXLINER_REPORTS=10000` is a provider that has come back. */
const seed = Number(process.env.FAULTS_SEED ?? randomInt(1_000_000))
const letters = Number(process.env.LUXLINER_REPORTS ?? 450)
const KILLS = 4
const AT_ONCE = 20
const BOUND_MS = 60_000 + letters * 60
const SECRET_KEY = 'the secret key of a shop whose letters come back'
const NOW = new Date('2026-11-23T05:00:00Z')

/** How letters come back, and what must be told of each, once. */
const fates: readonly { kind: LateKind; told: string | null }[] = [
  { kind: 'vanished', told: 'mail.undeliverable dead' },
  { kind: 'full', told: 'mail.undeliverable given_up' },
  { kind: 'blocked', told: 'mail.undeliverable own_fault' },
  { kind: 'complaint', told: 'mail.complaint_reported' },
  { kind: 'away', told: null },
]

it(`seed ${seed}: ${letters} letters come back, a third of them twice, to a worker that is killed ${KILLS} times`, {
  timeout: 3 * BOUND_MS,
}, async () => {
  const random = randomFrom(seed)
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  const { db, pool } = openDatabase(database.url, { maxConnections: AT_ONCE, applicationName: 'returning letters' })
  onTestFinished(() => db.destroy())
  pool.on('error', () => {})
  const secrets = createSecrets(SECRET_KEY)
  const drawn = Array.from({ length: letters }, () => random.below(fates.length))
  const sent = await inTurns(drawn, (fate, index) => sendLetter({ db, secrets }, addressOf(index, fate), NOW))

  const wish: ReportWorkerWish = { databaseUrl: database.url, secretKey: SECRET_KEY, now: NOW.toISOString() }
  const start = () => startKillableWorker('report-worker', wish)
  const workers = await Promise.all(Array.from({ length: KILLS + 1 }, start))
  onTestFinished(() => Promise.all(workers.map((worker) => worker.kill())).then(() => undefined))

  const began = performance.now()
  const arriving = inTurns(shuffled(messagesOf(sent, drawn), random.below), (raw) => keepMessage(db, 'pipe', raw))
  const instants = Array.from({ length: KILLS }, () => 1 + random.below(Math.floor(letters * 0.8)))
  for (const [index, instant] of instants.toSorted((a, b) => a - b).entries()) {
    workers[index]?.begin()
    await until(`${instant} reports are counted`, async () => (await countReports(db)) >= instant, BOUND_MS)
    await delay(random.below(30))
    await workers[index]?.kill()
    // Plays the time until the leases of the dead run out.
    await sql`update returned_mail set lease_until = now() where state = 'received'`.execute(db)
  }
  const kept = (await arriving).filter((isNew) => isNew).length
  workers[KILLS]?.begin()
  await until('everything is read', async () => (await countUnread(db)) === 0, BOUND_MS)
  await workers[KILLS]?.end()
  const seconds = (performance.now() - began) / 1_000

  expect(await lookWhatWasTold(db, sent, drawn)).toEqual([])
  process.stdout.write(
    `${letters} letters came back in ${messagesOf(sent, drawn).length} messages, ${kept} of them new: ${seconds.toFixed(1)} s\n`,
  )
})

/** Each customer has one letter. */
function addressOf(index: number, fate: number): string {
  return `c${index}@${fates[fate]?.kind}.example`
}

/** One message a letter; of every third the same again, of every sixth another that says the same. */
function messagesOf(sent: readonly SentLetter[], drawn: readonly number[]): Buffer[] {
  return sent.flatMap((letter, index) => {
    const kind = fates[drawn[index] ?? 0]?.kind ?? 'vanished'
    const first = returned(letter, kind)
    if (index % 3 !== 0) return [first]
    return index % 6 === 0 ? [first, returned(letter, kind, 60_000)] : [first, first]
  })
}

function shuffled<T>(items: T[], below: (bound: number) => number): T[] {
  return items
    .map((item) => ({ item, place: below(1_000_000) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

/** So many at once. */
async function inTurns<From, To>(items: readonly From[], work: (item: From, index: number) => Promise<To>) {
  const results: To[] = []
  let next = 0
  const line = async () => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await work(items[index] as From, index)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, line))
  return results
}

async function countReports(db: Database): Promise<number> {
  const counted = await sql<{ count: number }>`select count(*) as count from mail_reports`.execute(db)
  return counted.rows[0]?.count ?? 0
}

async function countUnread(db: Database): Promise<number> {
  const counted = await sql<{
    count: number
  }>`select count(*) as count from returned_mail where state = 'received'`.execute(db)
  return counted.rows[0]?.count ?? 0
}

/** What is wrong, in words. */
async function lookWhatWasTold(db: Database, sent: readonly SentLetter[], drawn: readonly number[]): Promise<string[]> {
  const events = await sql<{ customerId: string; told: string }>`
    select customer_id, concat_ws(' ', type, payload->>'class') as told from events`.execute(db)
  const told = Map.groupBy(events.rows, ({ customerId }) => customerId)
  return sent.flatMap(({ customerId, address }, index) => {
    const is = (told.get(customerId ?? '') ?? []).map((event) => event.told).join(' + ')
    const should = fates[drawn[index] ?? 0]?.told ?? ''
    return is === should ? [] : [`of ${address} was told: ${is || 'nothing'}, not ${should || 'nothing'}`]
  })
}
