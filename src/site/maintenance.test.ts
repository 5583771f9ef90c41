import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { until } from '../../tests/support/owner-process.ts'
import type { Actor } from '../events/index.ts'
import { clockWithOffset } from '../platform/clock.ts'
import { type Doorbell, openDoorbell } from '../platform/doorbell.ts'
import { createLog } from '../platform/log.ts'
import {
  changeMaintenance,
  type MaintenanceChange,
  type MaintenanceWatch,
  readMaintenance,
  watchMaintenance,
} from './index.ts'

const database = testDatabase()
const log = createLog('silent')
const staff: Actor = { kind: 'staff', id: 'staff-1', name: '店長 日向' }
const clock = clockWithOffset(0)

let doorbell: Doorbell
beforeAll(() => {
  doorbell = openDoorbell(database.url, log)
})
afterAll(() => doorbell.close())
beforeEach(async () => {
  await change({ on: false, message: '' })
  await database.db.deleteFrom('events').execute()
})

const change = (wish: MaintenanceChange, actor: Actor = staff) =>
  changeMaintenance({ db: database.db, doorbell, clock }, wish, actor)
const events = async () => {
  const rows = await database.db.selectFrom('events').select(['type', 'payload', 'actor']).orderBy('id').execute()
  return rows
}

describe('メンテナンスモード', () => {
  it('tells each switch once, with who it was and what visitors read', async () => {
    const resumesAt = '2026-12-01T06:00:00.000Z'
    expect(await change({ on: true, message: '点検中です', resumesAt })).toMatchObject({ switched: true })
    expect(await change({ on: false }, { kind: 'system' })).toMatchObject({ switched: true })
    expect(await events()).toEqual([
      { type: 'site.maintenance_started', payload: { message: '点検中です', resumesAt }, actor: staff },
      { type: 'site.maintenance_ended', payload: {}, actor: { kind: 'system' } },
    ])
    // The text is kept for the next time, its end is not.
    expect(await readMaintenance(database.db)).toMatchObject({ on: false, message: '点検中です', resumesAt: null })
  })

  it('that is on already only gets the new text', async () => {
    await change({ on: true, message: '点検中です', resumesAt: '2026-12-01T06:00:00.000Z' })
    expect(await change({ on: true, message: '延長します' })).toMatchObject({ switched: false })
    expect(await events()).toHaveLength(1)
    const now = await readMaintenance(database.db)
    expect(now).toMatchObject({ on: true, message: '延長します', switchedBy: '店長 日向' })
    expect(now.resumesAt?.toISOString()).toBe('2026-12-01T06:00:00.000Z')
  })

  it('switched on by ten at once is one event, and each switch of a quarrel is one', async () => {
    const switches = await Promise.all(Array.from({ length: 10 }, () => change({ on: true })))
    expect(switches.filter(({ switched }) => switched)).toHaveLength(1)
    const quarrel = await Promise.all(Array.from({ length: 30 }, (_, index) => change({ on: index % 2 === 0 })))
    const told = (await events()).map(({ type }) => type)
    expect(told).toHaveLength(1 + quarrel.filter(({ switched }) => switched).length)
    // On and off take turns: none is missing, none comes twice.
    expect(told.every((type, index) => (type === 'site.maintenance_started') === (index % 2 === 0))).toBe(true)
    expect((await readMaintenance(database.db)).on).toBe(told.length % 2 === 1)
  })

  it('is noticed by every process within a second, also where no doorbell is heard', async () => {
    const deaf: Doorbell = { ring: () => {}, listen: () => () => {}, close: async () => {} }
    const bell = openDoorbell(database.url, log)
    const watches: MaintenanceWatch[] = []
    for (const heard of [doorbell, bell, deaf])
      watches.push(await watchMaintenance({ db: database.db, doorbell: heard, log }))
    await changeMaintenance({ db: database.db, doorbell: deaf, clock }, { on: true, message: '点検中です' }, staff)
    const sees = (watch: MaintenanceWatch) => watch.current().on && watch.current().message === '点検中です'
    await until('all processes see it', () => watches.every(sees), 1_000)
    await Promise.all(watches.map((watch) => watch.stop()))
    await bell.close()
  })
})
