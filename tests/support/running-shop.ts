import { tmpdir } from 'node:os'
import { afterAll, beforeAll } from 'vitest'
import { businessTimeOf, later } from '../../sandbox/demo/business-time.ts'
import { connectEverything } from '../../sandbox/demo/settings.ts'
import { OWNER, openSampleShop } from '../../sandbox/demo/shop.ts'
import { type Sandbox, startSandbox, type World } from '../../sandbox/index.ts'
import { createTimeMachine } from '../../sandbox/time.ts'
import type { App } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { type Running, startProgram } from '../../src/run.ts'
import { testDatabase } from './database.ts'
import { freePort } from './free-port.ts'

/** The whole program and its outside world, as `npm run demo` starts them, for a whole test file. */
export interface RunningShop {
  /** Where the program is found, without a slash at the end. */
  readonly url: string
  readonly app: App
  readonly sandbox: Sandbox
  /** What arrived outside. */
  readonly world: World
  /** Lets the shop's time pass, as the buttons of the sandbox's clock do; resolves when all that fell due is done. */
  pass(step: 'hour' | 'day' | 'week' | 'month'): Promise<void>
  /** The same until an instant of business time. */
  passUntil(to: Date): Promise<void>
  /** How much is still to be done (news, posts, letters), as the program itself says under `/metrics`. */
  open(): Promise<number>
}

/**
 * `sample`: the demo's shop with its owner, products and history; `connected`: its owner and settings alone; `empty`: a
 * program that nobody has set up.
 */
type ShopKind = 'sample' | 'connected' | 'empty'

export function runningShop(kind: ShopKind): RunningShop {
  const database = testDatabase()
  let shop: { running: Running; sandbox: Sandbox; url: string } | undefined
  beforeAll(async () => {
    const sandbox = await startSandbox({ port: 0 })
    shop = { sandbox, ...(await start(database.url, sandbox, kind)) }
  })
  afterAll(async () => {
    await shop?.running.stop()
    await shop?.sandbox.close()
  })
  const get = () => {
    if (!shop) throw new Error('the shop is open only while tests run')
    return shop
  }
  return {
    get url() {
      return get().url
    },
    get app() {
      return get().running.app
    },
    get sandbox() {
      return get().sandbox
    },
    get world() {
      return get().sandbox.world
    },
    pass: (step) => {
      const { app } = get().running
      return app.advance(later(app.clock.now(), step))
    },
    passUntil: (to) => get().running.app.advance(to),
    open: () => countOpen(get().url),
  }
}

async function countOpen(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const counts = [...text.matchAll(/^luxliner_waiting\{.*\} (\d+)$/gm)].map((line) => Number(line[1]))
  if (counts.length === 0) throw new Error(`no counts under /metrics: ${text}`)
  return counts.reduce((sum, count) => sum + count, 0)
}

async function start(
  databaseUrl: string,
  sandbox: Sandbox,
  kind: ShopKind,
): Promise<{ running: Running; url: string }> {
  const read = readConfig({
    DATABASE_URL: databaseUrl,
    LUXLINER_DATA_DIR: tmpdir(),
    LUXLINER_SECRET_KEY: 'the secret key of a shop under test',
    PORT: String(await freePort()),
    CHATWORK_API_BASE: `${sandbox.url}/chatwork/v2`,
    ZENDESK_API_BASE: `${sandbox.url}/zendesk/{subdomain}`,
    LUXLINER_TRUSTED_HOSTS: new URL(sandbox.url).host,
    LOG_LEVEL: 'error',
  })
  if ('faults' in read) throw new Error(read.faults.join('\n'))
  const running = await startProgram(read.config, {
    web: true,
    worker: true,
    database: 'own',
    progress: () => {},
    beforeServing: async (app) => {
      if (kind === 'sample') await openSampleShop(app, sandbox)
      if (kind === 'connected') {
        await app.createOwner(OWNER)
        await connectEverything(app.db, app.settings, sandbox, OWNER.email)
      }
      sandbox.world.clock = createTimeMachine(businessTimeOf(app))
    },
  })
  if ('refused' in running) throw new Error(running.message)
  return { running, url: read.config.baseUrl }
}
