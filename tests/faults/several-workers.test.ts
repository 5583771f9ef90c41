import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { botAccountId } from '../../sandbox/chatwork/accounts.ts'
import type { Room } from '../../sandbox/chatwork/rooms.ts'
import { startSandbox } from '../../sandbox/index.ts'
import { append, type EventType, eventTypes, type NewEvent, sampleEvent } from '../../src/events/index.ts'
import { type Database, transact } from '../../src/platform/database.ts'
import { createTestDatabase } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { programs } from '../support/program.ts'
import { environment, furnish } from './furnish.ts'
import { hurry, untilAllIsTold } from './passing-time.ts'
import { lookWhatWasTold } from './told.ts'

const running = programs()
const EVENTS = 200
const AT = new Date('2026-11-23T05:00:00Z')

/** The budget has 300 calls, so that chat has room for all. An accepted application would also go to Zendesk and the newsletter. */
const types = eventTypes.filter((type) => type !== 'application.completed')

it('200 events are told once each and in order by one start and three workers', { timeout: 120_000 }, async () => {
  const [sandbox, database, port] = await Promise.all([startSandbox({ port: 0 }), createTestDatabase(), freePort()])
  onTestFinished(async () => {
    await sandbox.close()
    await database.drop()
  })
  await furnish(database.db, sandbox, { quietMail: true })
  const env = environment(sandbox, { DATABASE_URL: database.url })
  const start = running.run('start', { ...env, PORT: String(port) })
  const workers = [1, 2, 3].map(() => running.run('worker', env))
  await Promise.all([start, ...workers].map((program) => program.ready()))
  const time = hurry({ db: database.db, deadBefore: () => new Date(0) })
  onTestFinished(time.stop)

  for (let count = 0; count < EVENTS; count++) {
    await happen(database.db, types[count % types.length] ?? 'customer.registered')
    // The second half is the workers' alone.
    if (count === EVENTS / 2) expect(await start.end('SIGTERM')).toBe(0)
  }
  await untilAllIsTold(database.db, 40_000)

  const telling = await lookWhatWasTold(database.db, sandbox.world)
  expect(telling).toEqual({ complaints: [], byChat: EVENTS, byMail: 0, unknown: 0 })
  const rooms = [...sandbox.world.chatwork.rooms.values()]
    .map((room) => eventsIn(room))
    .filter((told) => told.length > 0)
  expect(rooms.length).toBe(3)
  const order = await eventsByReference(database.db)
  for (const references of rooms) {
    const told = references.map((reference) => order.get(reference) ?? 0)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
  }
  expect(await Promise.all(workers.map((worker) => worker.end('SIGTERM')))).toEqual([0, 0, 0])
})

async function happen(db: Database, type: EventType): Promise<void> {
  const { payload, actor } = sampleEvent(type, AT)
  // Nobody is rung: each process finds what is due by looking, so that all of them have to agree who tells it.
  await transact(db, { ring: () => {} }, (tx) =>
    append(tx, { type, payload, actor, occurredAt: AT, about: {} } as NewEvent),
  )
}

/** The 通知番号 of our messages in a room, oldest first. */
function eventsIn(room: Room): string[] {
  return room.messages
    .filter(({ accountId }) => accountId === botAccountId)
    .map(({ body }) => /通知番号: (\w+)/.exec(body)?.[1] ?? '')
}

async function eventsByReference(db: Database): Promise<Map<string, number>> {
  const result = await sql<{ reference: string; eventId: number }>`
    select p.reference, d.event_id from deliveries d join posts p on p.id = d.post_id`.execute(db)
  return new Map(result.rows.map(({ reference, eventId }) => [reference, eventId]))
}
