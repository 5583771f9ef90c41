import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { startTelling, type Telling } from '../../tests/support/telling.ts'
import { asConnector } from '../integrations/connector.ts'
import { netshonin } from '../integrations/netshonin/index.ts'
import { lookForManualWork } from './manual-work.ts'

const database = testDatabase()
let telling: Telling
beforeAll(async () => {
  telling = await startTelling(database.db, database.url, [asConnector(netshonin())])
})
afterAll(() => telling.close())

let entries = 0
async function needRegistration(): Promise<void> {
  entries++
  const event = { type: 'site.maintenance_ended', version: 1, payload: '{}', actor: '{}', occurredAt: new Date() }
  const { id } = await database.db.insertInto('events').values(event).returning('id').executeTakeFirstOrThrow()
  const delivery = { eventId: id, connector: 'netshonin', target: '101', postId: 1, state: 'refused' }
  const { id: deliveryId } = await database.db
    .insertInto('deliveries')
    .values(delivery)
    .returning('id')
    .executeTakeFirstOrThrow()
  const person = { familyName: '山田', givenName: '花子', email: `hanako${entries}@customer.example` }
  await database.db
    .insertInto('manualRegistrations')
    .values({ deliveryId, ...person, planId: '101', reason: 'エラー' })
    .execute()
}

const anHourPasses = () => sql`update manual_work_notice set told_at = told_at - interval '1 hour'`.execute(database.db)
const subjects = () => telling.alarms.map(({ subject }) => subject)

it('tells the administrators at most once an hour, and only of news', async () => {
  await lookForManualWork(telling.context)
  expect(subjects()).toEqual([])

  await needRegistration()
  await needRegistration()
  await Promise.all([1, 2, 3, 4].map(() => lookForManualWork(telling.context)))
  expect(subjects()).toEqual(['【要対応】ネット商人Proで手動の対応が必要です(2件)'])
  expect(telling.alarms[0]?.body).toContain('https://shop.example/admin/manual-registrations')

  await needRegistration()
  await lookForManualWork(telling.context)
  expect(subjects()).toHaveLength(1)

  await anHourPasses()
  await lookForManualWork(telling.context)
  expect(subjects()[1]).toBe('【要対応】ネット商人Proで手動の対応が必要です(3件)')

  await anHourPasses()
  await lookForManualWork(telling.context)
  expect(subjects()).toHaveLength(2)
})

it('is done by one process at a time', async () => {
  await database.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(7130003)`.execute(tx)
    expect(await lookForManualWork(telling.context)).toBe('busy')
  })
  expect(await lookForManualWork(telling.context)).toBe('done')
})

it('looks at many changes in parts', async () => {
  await sql`insert into list_changes select gen_random_uuid() from generate_series(1, 700)`.execute(database.db)
  expect(await lookForManualWork(telling.context)).toBe('more')
  expect(await lookForManualWork(telling.context)).toBe('done')
})
