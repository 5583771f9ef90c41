import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox/index.ts'
import { type Database, openDatabase } from '../../src/platform/database.ts'
import { borrowPostgres } from '../../src/platform/postgres/index.ts'
import type { DataFolder } from '../support/data-folder.ts'
import { embeddedFolder } from '../support/embedded.ts'
import { freePort } from '../support/free-port.ts'
import { until } from '../support/owner-process.ts'
import { type Program, programs } from '../support/program.ts'
import { randomFrom } from '../support/random.ts'
import { environment, furnish } from './furnish.ts'

// Each command is a process, which takes a second where other tests use the same cores.
vi.setConfig({ testTimeout: 90_000 })

const running = programs()
/** 全体のお知らせ. */
const GENERAL_ROOM = 421500014
const STARTED = 'site.maintenance_started'

let sandbox: Sandbox
let folder: DataFolder
let port: number
let start: Program
const env = (own: Record<string, string> = {}) => environment(sandbox, { LUXLINER_DATA_DIR: folder.path, ...own })
const command = (...args: string[]) => running.run('maintenance', env(), args)
const page = () => fetch(`http://127.0.0.1:${port}/apply/english`)
const told = () =>
  (sandbox.world.chatwork.rooms.get(GENERAL_ROOM)?.messages ?? [])
    .map(({ body }) => body)
    .filter((body) => body.includes('【メンテナンス'))
const startProgram = async () => {
  start = running.run('start', env({ PORT: String(port) }))
  await start.ready()
}

/** Opens the database of the data directory, whoever runs it, for one piece of work. */
async function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }
  const postgres = await borrowPostgres({ dataDir: folder.path, explicitDataDir: true, log: quiet })
  if (postgres.refused) throw new Error(postgres.message)
  const { db } = openDatabase(postgres.url, { maxConnections: 2, applicationName: 'test' })
  try {
    return await work(db)
  } finally {
    await db.destroy()
    await postgres.stop()
  }
}

/** How it stands, and the events of it in their order. */
const standing = () =>
  withDatabase(async (db) => {
    const { isOn } = await db.selectFrom('maintenance').select('isOn').executeTakeFirstOrThrow()
    const events = db.selectFrom('events').select('type').where('type', 'like', 'site.%').orderBy('id')
    return { isOn, events: (await events.execute()).map(({ type }) => type) }
  })

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  folder = await embeddedFolder()
  port = await freePort()
  await startProgram()
  await withDatabase((db) => furnish(db, sandbox))
})
afterAll(async () => {
  await start.end('SIGTERM')
  await sandbox.close()
  await folder.remove()
})

it('the command closes a running shop within a second, and the general room hears it once', async () => {
  expect((await page()).status).toBe(200)
  const on = command('on', '--message', '棚卸しのため、15時まで休みます。')
  expect(await on.ended).toBe(0)
  expect(on.said()).toContain('メンテナンスモードをONにしました。')
  await until('the page is closed', async () => (await page()).status === 503, 1_000)
  expect(await (await page()).text()).toContain('棚卸しのため、15時まで休みます。')
  const again = command('on')
  expect(await again.ended).toBe(0)
  expect(again.said()).toContain('メンテナンスモードは、すでにONです。')
  await until('the room has heard', () => told().length === 1)
  expect(told()[0]).toMatch(
    /【メンテナンスON】会員サイトを停止しました[\s\S]*棚卸しのため[\s\S]*操作した人: サーバーでのコマンド/,
  )
})

it('the command works while no program runs, and what it did is told after the next start', async () => {
  expect(await start.end('SIGTERM')).toBe(0)
  const off = command('off')
  expect(await off.ended).toBe(0)
  expect(off.said()).toContain('メンテナンスモードをOFFにしました。')
  await startProgram()
  expect((await page()).status).toBe(200)
  await until('the room has heard', () => told().length === 2)
  expect(told()[1]).toContain('【メンテナンスOFF】会員サイトを再開しました')
  expect(await standing()).toEqual({ isOn: false, events: [STARTED, 'site.maintenance_ended'] })
})

it('a command that is killed at any instant has switched and told, or done neither', async () => {
  const random = randomFrom(5)
  for (let round = 0; round < 16; round++) {
    const program = command(round % 2 === 0 ? 'on' : 'off')
    await delay(random.below(1_500))
    await program.end('SIGKILL')
  }
  const { isOn, events } = await standing()
  expect(events.every((type, index) => (type === STARTED) === (index % 2 === 0))).toBe(true)
  expect(events.at(-1) === STARTED).toBe(isOn)
  await until('the room has heard of all', () => told().length === events.length, 20_000)
})

it.each([
  ['no word', []],
  ['an unknown word', ['maybe']],
  ['a text that is too long', ['on', '--message', 'あ'.repeat(2_001)]],
])('%s is a wrong use and ends with 2', async (_what, args) => {
  const wrong = command(...args)
  expect(await wrong.ended).toBe(2)
  expect(wrong.said()).toMatch(/使い方: npx luxliner maintenance on\|off|2,000文字以内/)
})
