import { type Sandbox, startSandbox } from '../../sandbox/index.ts'
import { type Database, openDatabase } from '../../src/platform/database.ts'
import type { Site } from '../support/applicant.ts'
import { createTestDatabase } from '../support/database.ts'
import { embeddedFolder, embeddedServer } from '../support/embedded.ts'
import { freePort } from '../support/free-port.ts'
import { until } from '../support/owner-process.ts'
import type { Program, Programs } from '../support/program.ts'
import { environment, furnish } from './furnish.ts'
import type { Timed } from './passing-time.ts'

const BACK_WITHIN_MS = 30_000
/** Backends finish what they are at before they notice that their postmaster is gone; a new one takes longer than this. */
const OUTLIVED_MS = 300

/** A shop whose processes can be killed; the outside world survives in the test's own. */
export interface FragileShop extends Timed, Site {
  readonly sandbox: Sandbox
  /** All that the running program wrote. */
  said(): string
  /** SIGKILL to the program; another takes its place. */
  killProgram(): Promise<void>
  /** Ends the program properly and everything else. */
  close(): Promise<void>
}

/** A shop with the database inside. */
export interface EmbeddedShop extends FragileShop {
  /** SIGKILL to PostgreSQL's postmaster, under the running program. */
  killDatabase(): Promise<void>
  /** SIGKILL to both at once; another program takes their place. */
  killBoth(): Promise<void>
}

/** 通知メールの停止 is on in these shops: each piece of news has exactly one way. */
const CHATWORK = { quietMail: true }

/** A running shop on a database of its own at the test server. */
export async function openShop(programs: Programs): Promise<FragileShop> {
  const [sandbox, database, port] = await Promise.all([startSandbox({ port: 0 }), createTestDatabase(), freePort()])
  await furnish(database.db, sandbox, CHATWORK)
  const run = () => programs.run('start', environment(sandbox, { DATABASE_URL: database.url, PORT: String(port) }))
  let program = run()
  let deadBefore = program.startedAt
  await program.ready()
  return {
    sandbox,
    db: database.db,
    url: `http://127.0.0.1:${port}`,
    gatewayUrl: `${sandbox.url}/gateway`,
    said: () => program.said(),
    deadBefore: () => deadBefore,
    async killProgram() {
      await program.end('SIGKILL')
      deadBefore = new Date()
      program = run()
      await program.ready()
    },
    async close() {
      await program.end('SIGTERM')
      await sandbox.close()
      await database.drop()
    },
  }
}

/** A running shop with the embedded PostgreSQL in a temporary folder. */
export async function openEmbeddedShop(programs: Programs): Promise<EmbeddedShop> {
  const [sandbox, folder, port] = await Promise.all([startSandbox({ port: 0 }), embeddedFolder(), freePort()])
  const dataDir = folder.path
  const env = environment(sandbox, { LUXLINER_DATA_DIR: dataDir, PORT: String(port) })
  let program = programs.run('start', env)
  let deadBefore = program.startedAt
  await program.ready()
  let { db } = await connect(dataDir)
  await furnish(db, sandbox, CHATWORK)

  const startAgain = async () => {
    deadBefore = new Date()
    program = programs.run('start', env)
    await program.ready()
    await db.destroy()
    db = (await connect(dataDir)).db
  }
  return {
    sandbox,
    get db() {
      return db
    },
    url: `http://127.0.0.1:${port}`,
    gatewayUrl: `${sandbox.url}/gateway`,
    said: () => program.said(),
    deadBefore: () => deadBefore,
    async killProgram() {
      await program.end('SIGKILL')
      await startAgain()
    },
    async killDatabase() {
      deadBefore = await killServer(dataDir, program)
    },
    async killBoth() {
      const { postmasterPid } = await embeddedServer(dataDir)
      const ended = program.end('SIGKILL')
      process.kill(postmasterPid, 'SIGKILL')
      await ended
      await startAgain()
    },
    async close() {
      await db.destroy()
      await program.end('SIGTERM')
      await sandbox.close()
      await folder.remove()
    },
  }
}

async function connect(dataDir: string): Promise<{ db: Database }> {
  const { url } = await embeddedServer(dataDir)
  return openDatabase(url, { maxConnections: 4, applicationName: 'test' })
}

/** Kills the server and waits until the program has another. Returns the moment before which nothing survived. */
async function killServer(dataDir: string, program: Program): Promise<Date> {
  const { postmasterPid: killed } = await embeddedServer(dataDir)
  process.kill(killed, 'SIGKILL')
  const deadBefore = new Date(Date.now() + OUTLIVED_MS)
  const isBack = async () => (await embeddedServer(dataDir)).postmasterPid !== killed
  await until('the database is back', isBack, BACK_WITHIN_MS).catch((cause: unknown) => {
    throw new Error(`no database: ${program.said()}`, { cause })
  })
  await program.ready()
  return deadBefore
}
