import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { until } from '../../tests/support/owner-process.ts'
import { type BusinessClock, moveBusinessClock, openBusinessClock, readBusinessClock } from './clock.ts'
import { type Doorbell, openDoorbell } from './doorbell.ts'
import { createLog } from './log.ts'

const database = testDatabase()
const log = createLog('silent')
const DAY_MS = 86_400_000
/** One whose connection to the others is gone. */
const deaf: Doorbell = { ring: () => {}, listen: () => () => {}, close: async () => {} }
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)
const days = (clock: { now(): Date }) => Math.round((clock.now().getTime() - Date.now()) / DAY_MS)

let bells: Doorbell[] = []
let clocks: BusinessClock[] = []
let moves: string[] = []

/** A clock of a process of its own, as far as the database can tell. */
async function openClock(name: string, doorbell: Doorbell = openDoorbell(database.url, log)): Promise<BusinessClock> {
  bells.push(doorbell)
  const clock = await openBusinessClock({ db: database.db, doorbell, log }, () => moves.push(`${name} ${days(clock)}`))
  clocks.push(clock)
  return clock
}

const move = (to: Date, doorbell = bells[0] ?? deaf) => moveBusinessClock(database.db, doorbell, to)

beforeEach(async () => {
  await database.db.updateTable('businessClock').set({ offsetMs: 0 }).execute()
})
afterEach(async () => {
  await Promise.all(clocks.map((clock) => clock.stop()))
  await Promise.all(bells.map((bell) => bell.close()))
  bells = []
  clocks = []
  moves = []
})

describe('business time', () => {
  it('is the real time until it is moved, and goes on with it afterwards', async () => {
    const clock = await openClock('a')
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(50)
    const to = inDays(30)
    expect(await move(to)).toBe(true)
    await until('the clock follows', () => clock.now() >= to)
    const before = clock.now().getTime()
    await until('time goes on', () => clock.now().getTime() > before)
    expect(days(await readBusinessClock(database.db))).toBe(30)
  })

  it('is the same in every process, with a doorbell and without', async () => {
    const [mover, hearing, unhearing] = [
      await openClock('mover'),
      await openClock('hearing'),
      await openClock('deaf', deaf),
    ]
    await move(inDays(7))
    await until('all agree', () => [mover, hearing, unhearing].every((clock) => days(clock) === 7), 1_500)
    // Each tells its own work once, when it knows the new time itself.
    expect(moves.toSorted()).toEqual(['deaf 7', 'hearing 7', 'mover 7'])
  })

  it('never goes back', async () => {
    const clock = await openClock('a')
    await move(inDays(30))
    await until('the clock follows', () => days(clock) === 30)
    expect(await move(inDays(29))).toBe(false)
    expect(await move(new Date())).toBe(false)
    expect(days(await readBusinessClock(database.db))).toBe(30)
    // Not even when somebody changes the row by hand.
    await database.db.updateTable('businessClock').set({ offsetMs: 0 }).execute()
    await openClock('b')
    await move(inDays(1))
    await until('the other process follows', () => moves.includes('b 1'))
    expect(days(clock)).toBe(30)
  })

  it('goes to the farther of two moves at once', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, (_, index) => move(inDays(index + 1))))
    expect(results).toContain(true)
    expect(days(await readBusinessClock(database.db))).toBe(10)
  })
})
