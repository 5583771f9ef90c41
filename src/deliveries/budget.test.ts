import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { correctBudget, exhaustBudget, readBudget, renameBudget, returnCall, spendCall, takeCall } from './budget.ts'

const database = testDatabase()
const KEY = 'chatwork:account:1'
const limit = { calls: 300, perMs: 300_000, whenSpent: 'give_up' } as const
/** To ten seconds: the second that is added to each end, and a slow machine, do not matter here. */
const seconds = (ms: number) => Math.round(ms / 10_000) * 10

const spend = async (calls = 1) => {
  let taken = 0
  for (let i = 0; i < calls; i++) taken += (await spendCall(KEY, limit, sql`true`).execute(database.db)).rows.length
  return taken
}
const report = (remaining: number | null, resetsInSeconds: number | null) =>
  correctBudget(database.db, 'chatwork', KEY, limit, {
    remaining,
    resetsInMs: resetsInSeconds === null ? null : resetsInSeconds * 1_000,
  })
const state = async () => {
  const { remaining, resetsInMs } = await readBudget(database.db, KEY, limit)
  return { remaining, resetsIn: seconds(resetsInMs) }
}
const letPass = (ms: number) =>
  sql`update budgets set resets_at = resets_at - ${ms} * interval '1 ms'`.execute(database.db)
/** A post that waits, or is on its way, as the engine keeps it. */
const post = (waits: 'waiting' | 'sending') =>
  sql`insert into posts (connector, lane, room_seq, state, reference, give_up_at, lease_until)
  values ('chatwork', '1', (select count(*) from posts), ${waits}, gen_random_uuid()::text, now() + interval '1 hour', now() + interval '1 minute')`.execute(
    database.db,
  )

beforeEach(async () => {
  await sql`delete from budgets`.execute(database.db)
  await sql`delete from posts`.execute(database.db)
  await sql`delete from connections`.execute(database.db)
})

it('is spent to the last call, and whole again when the window has passed', async () => {
  expect(await spend(302)).toBe(300)
  expect(await state()).toEqual({ remaining: 0, resetsIn: 300 })
  await letPass(301_000)
  expect(await spend()).toBe(1)
  expect(await state()).toEqual({ remaining: 299, resetsIn: 300 })
})

it('spent by many at once, not one call too many is given', async () => {
  const taken = await Promise.all(Array.from({ length: 320 }, () => spend()))
  expect(taken.filter((calls) => calls === 1)).toHaveLength(300)
})

describe('what the remote says', () => {
  it('replaces our guess of when the window ends', async () => {
    await spend(3)
    await report(120, 80)
    expect(await state()).toEqual({ remaining: 120, resetsIn: 80 })
  })
  it('gives back what we counted too much', async () => {
    await spend(200)
    await report(250, 290)
    expect(await state()).toEqual({ remaining: 250, resetsIn: 290 })
  })
  it('leaves our count where both may be true', async () => {
    await spend(5)
    for (let i = 0; i < 4; i++) await post('sending')
    await report(296, 290)
    // Of the four on their way the remote has counted between one and four: 293 to 296 are left.
    expect((await state()).remaining).toBe(295)
  })
  it('does not count yet what is still on its way', async () => {
    await spend(3)
    for (let i = 0; i < 3; i++) await post('sending')
    await report(200, 290)
    // The answered one is counted by both; two others may not be counted there.
    expect((await state()).remaining).toBe(198)
  })
  it('is ignored when it speaks of a window that has passed since', async () => {
    await spend(5)
    await report(290, 200)
    await report(1, 2)
    expect(await state()).toEqual({ remaining: 290, resetsIn: 200 })
  })
  it('is believed within a second or two of the same window', async () => {
    await spend(5)
    await report(290, 200)
    await report(280, 199)
    expect(await state()).toEqual({ remaining: 280, resetsIn: 200 })
  })
  it('of more calls than the budget has tells nothing of it', async () => {
    await spend(5)
    await report(9_000, 290)
    expect((await state()).remaining).toBe(295)
  })
  it('without an end lowers what is left', async () => {
    await spend(5)
    await report(17, null)
    expect(await state()).toEqual({ remaining: 17, resetsIn: 300 })
  })
  it('without a number of calls only tells the end', async () => {
    await spend(5)
    await report(null, 60)
    expect(await state()).toEqual({ remaining: 295, resetsIn: 60 })
  })
  it('after our window has passed begins a new one', async () => {
    await spend(300)
    await letPass(301_000)
    await report(240, 150)
    expect(await state()).toEqual({ remaining: 240, resetsIn: 150 })
  })
  it('of a later end is of a new window, with all that it has', async () => {
    await spend(5)
    await report(3, 4)
    await report(299, 250)
    expect(await state()).toEqual({ remaining: 299, resetsIn: 250 })
  })
  it('makes no window longer than a whole one', async () => {
    await spend(5)
    await report(290, 100_000)
    expect(await state()).toEqual({ remaining: 290, resetsIn: 300 })
  })
})

describe('used up, as a 429 says', () => {
  it('until the end that it tells', async () => {
    await spend(5)
    await exhaustBudget(database.db, KEY, limit, 40_000)
    expect(await state()).toEqual({ remaining: 0, resetsIn: 40 })
    expect(await spend()).toBe(0)
  })
  it('a whole window when nothing is known', async () => {
    await exhaustBudget(database.db, KEY, limit, null)
    expect(await state()).toEqual({ remaining: 0, resetsIn: 300 })
  })
  it('until the end that was told before, when it tells none', async () => {
    await spend(5)
    await report(200, 30)
    await exhaustBudget(database.db, KEY, limit, null)
    expect(await state()).toEqual({ remaining: 0, resetsIn: 30 })
  })
  it('never longer than a whole window', async () => {
    await exhaustBudget(database.db, KEY, limit, 1e12)
    expect((await state()).resetsIn).toBe(300)
  })
  it('longer than a window where that may be', async () => {
    await exhaustBudget(database.db, KEY, { ...limit, restAtMostMs: 900_000 }, 600_000)
    expect((await state()).resetsIn).toBe(600)
  })
})

it('takes back a call that never reached the remote', async () => {
  await spend(5)
  await returnCall(database.db, KEY, limit)
  expect((await state()).remaining).toBe(296)
})

it('counts for the account what was called before it was known', async () => {
  await spend(5)
  await renameBudget(database.db, KEY, 'chatwork:account:2')
  expect((await readBudget(database.db, 'chatwork:account:2', limit)).remaining).toBe(295)
})

it('leaves to the settings screen and to looking what the news does not need', async () => {
  await spend(295)
  for (let i = 0; i < 4; i++) await post('waiting')
  expect(await takeCall(database.db, 'chatwork', KEY, limit)).toBe(true)
  expect(await takeCall(database.db, 'chatwork', KEY, limit)).toBe(false)
  expect((await state()).remaining).toBe(4)
})

it('leaves it all to the settings screen while the connection waits for other settings', async () => {
  await sql`insert into connections (connector, state) values ('chatwork', 'paused')`.execute(database.db)
  await spend(298)
  for (let i = 0; i < 4; i++) await post('waiting')
  expect(await takeCall(database.db, 'chatwork', KEY, limit)).toBe(true)
  expect(await takeCall(database.db, 'chatwork', KEY, limit)).toBe(true)
  expect(await takeCall(database.db, 'chatwork', KEY, limit)).toBe(false)
})
