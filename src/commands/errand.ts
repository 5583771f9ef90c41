import type { Config } from '../config.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { borrowPostgres } from '../platform/postgres/index.ts'
import { configOrComplain, say } from './command.ts'

/** What a short command works with. */
export interface Errand {
  config: Config
  db: Database
  pool: ReturnType<typeof openDatabase>['pool']
}

const silent = { info: () => {}, warn: () => {}, error: (text: string) => say(text) }

/** Opens the database for a short command: the outside one, the one of a running `start`, or the embedded one for itself. */
export async function onErrand(work: (errand: Errand) => Promise<number>): Promise<number> {
  const config = configOrComplain()
  if (!config) return 1
  if (config.databaseUrl !== null) return withDatabase(config, config.databaseUrl, work)
  const postgres = await borrowPostgres({
    dataDir: config.dataDir,
    explicitDataDir: config.dataDirIsExplicit,
    progress: say,
    log: silent,
  })
  if (postgres.refused) {
    say(postgres.message)
    return 1
  }
  try {
    return await withDatabase(config, postgres.url, work)
  } finally {
    await postgres.stop()
  }
}

async function withDatabase(config: Config, url: string, work: (errand: Errand) => Promise<number>): Promise<number> {
  const { db, pool } = openDatabase(url, { maxConnections: 2, applicationName: 'luxliner command' })
  try {
    return await work({ config, db, pool })
  } catch (error) {
    say(`できませんでした: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  } finally {
    await db.destroy()
  }
}
