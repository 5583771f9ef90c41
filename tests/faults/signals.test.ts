import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type FaultService, setFault } from '../../sandbox/faults.ts'
import { type Sandbox, startSandbox } from '../../sandbox/index.ts'
import { type Database, openDatabase } from '../../src/platform/database.ts'
import { borrowPostgres } from '../../src/platform/postgres/index.ts'
import { apply, fillIn, type Wish } from '../support/applicant.ts'
import type { DataFolder } from '../support/data-folder.ts'
import { embeddedFolder, embeddedServer } from '../support/embedded.ts'
import { freePort } from '../support/free-port.ts'
import { isRunning, until } from '../support/owner-process.ts'
import { type Program, programs } from '../support/program.ts'
import { createVisitor } from '../support/visitor.ts'
import { environment, furnish } from './furnish.ts'
import { untilAllIsTold } from './passing-time.ts'
import { lookWhatWasTold } from './told.ts'

// Each test starts programs, which takes seconds where other tests use the same cores.
vi.setConfig({ testTimeout: 60_000 })

const running = programs()

const wish = (name: string): Wish => ({
  slug: 'english',
  familyName: '山田',
  givenName: '花子',
  email: `${name}@customer.example`,
  cardNumber: '4242424242424242',
  address: '198.51.100.1',
})

let sandbox: Sandbox
let folder: DataFolder
let port: number
let start: Program
const env = (own: Record<string, string> = {}) => environment(sandbox, { LUXLINER_DATA_DIR: folder.path, ...own })
const site = () => ({ url: `http://127.0.0.1:${port}`, gatewayUrl: `${sandbox.url}/gateway` })
/** Calls to a service that wait for their answer. */
const unanswered = (service: FaultService) =>
  sandbox.world.calls.latest.filter((call) => call.service === service && call.status === null).length
const slow = (service: FaultService, delayMs: number) =>
  setFault(sandbox.world.faults, service, { mode: 'slow', delayMs, afterAccepting: false })

/** Opens the database of the data directory, whoever runs it, for one piece of work. */
const withDatabase = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
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

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  folder = await embeddedFolder()
  port = await freePort()
  start = running.run('start', env({ PORT: String(port) }))
  await start.ready()
  await withDatabase((db) => furnish(db, sandbox))
})
afterAll(async () => {
  await start.end('SIGTERM')
  await sandbox.close()
  await folder.remove()
})

it('a program refuses a second start on the same data directory', async () => {
  const second = running.run('start', env({ PORT: String(await freePort()) }))
  expect(await second.ended).toBe(1)
  expect(second.said()).toMatch(
    new RegExp(`データフォルダ ${folder.path} は、ほかのLuxliner\\(プロセス番号 ${start.pid}\\)が使用中です`),
  )
})

it('a program with the database inside is joined by web and worker', async () => {
  const webPort = await freePort()
  const [web, worker] = [running.run('web', env({ PORT: String(webPort) })), running.run('worker', env())]
  await Promise.all([web.ready(), worker.ready()])
  const ending = await apply({ ...site(), url: `http://127.0.0.1:${webPort}` }, wish('joined'))
  expect(ending.kind).toBe('completed')
  expect(await Promise.all([web.end('SIGTERM'), worker.end('SIGTERM')])).toEqual([0, 0])
  await withDatabase((db) => untilAllIsTold(db, 20_000))
})

it('a program drains at SIGTERM: the request is answered, the posts get their outcome, the database ends last', async () => {
  const visitor = createVisitor(site().url)
  const confirmation = await fillIn(site(), visitor, wish('late'))
  slow('chatwork', 2_500)
  await apply(site(), wish('early'))
  await until('two rooms are being told', () => unanswered('chatwork') === 2)
  slow('gateway', 1_000)
  const order = fetch(`${site().url}/apply/english/complete`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: [...visitor.cookies].map((pair) => pair.join('=')).join('; ') },
    body: new URLSearchParams(confirmation.fields),
  })
  await until('the card is being charged', () => unanswered('gateway') === 1)
  expect(unanswered('chatwork')).toBe(2)
  const { postmasterPid } = await embeddedServer(folder.path)

  expect(await start.end('SIGTERM')).toBe(0)
  expect(await isRunning(postmasterPid)).toBe(false)
  expect((await order).headers.get('location')).toMatch(/^\/apply\/thanks\/A-/)
  await withDatabase(async (db) => {
    const sending = await db.selectFrom('posts').select('id').where('state', '=', 'sending').execute()
    expect(sending).toEqual([])
    const told = db
      .selectFrom('posts')
      .select('id')
      .where('connector', '=', 'chatwork')
      .where('state', '=', 'delivered')
    // Two of the first customer in this file, and two of the one before.
    expect((await told.execute()).length).toBeGreaterThanOrEqual(4)
    const late = db.selectFrom('applications').select('state').where('email', '=', 'late@customer.example')
    expect(await late.execute()).toEqual([{ state: 'completed' }])
  })
})

it('a program that is asked to end while it still starts ends in order', async () => {
  const fresh = await embeddedFolder()
  const program = running.run('start', env({ LUXLINER_DATA_DIR: fresh.path, PORT: String(await freePort()) }))
  await until('the database is being made', () => program.said().includes('データベースを作成しています'))
  expect(await program.end('SIGTERM')).toBe(0)
  await expect(embeddedServer(fresh.path)).rejects.toThrow()
  await fresh.remove()
})

it('nobody can join a program that does not run', async () => {
  const alone = [running.run('web', env({ PORT: String(await freePort()) })), running.run('worker', env())]
  expect(await Promise.all(alone.map((program) => program.ended))).toEqual([1, 1])
  for (const program of alone) expect(program.said()).toMatch(/先に `luxliner start` を実行するか/)
})

it('what a program had no time for is told after the next start', async () => {
  sandbox.world.faults.chatwork.mode = 'none'
  sandbox.world.faults.gateway.mode = 'none'
  start = running.run('start', env({ PORT: String(port) }))
  await start.ready()
  await withDatabase(async (db) => {
    await untilAllIsTold(db, 20_000)
    const told = await lookWhatWasTold(db, sandbox.world)
    expect(told).toMatchObject({ byChat: 6, byMail: 0, unknown: 0 })
  })
})
