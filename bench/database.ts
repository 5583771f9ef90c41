import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Database, openDatabase } from '../src/platform/database.ts'
import { migrate } from '../src/platform/migrations.ts'
import { ownPostgres } from '../src/platform/postgres/index.ts'
import type { Cleanup } from './cleanup.ts'

/** An empty, migrated database of its own. */
export interface BenchDatabase {
  url: string
  db: Database
}

/** Connections of the pool: what the program itself uses. */
const CONNECTIONS = 20

/** A fresh folder, removed at the end. */
export async function temporaryFolder(cleanup: Cleanup): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'luxliner-bench-'))
  cleanup.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  // Run by root, PostgreSQL is another user, and must be able to pass through.
  await chmod(folder, 0o755)
  return folder
}

/** Starts an embedded PostgreSQL in a temporary folder and returns the way to make databases on it. */
export async function startPostgres(
  cleanup: Cleanup,
  say: (text: string) => void,
): Promise<(name: string) => Promise<BenchDatabase>> {
  let stopping = false
  // A connection that is closing just then is reported as cut off when the server stops: no news.
  const tell = (text: string) => (stopping ? undefined : say(text))
  const log = { info: () => {}, warn: tell, error: tell }
  const postgres = await ownPostgres({ dataDir: await temporaryFolder(cleanup), explicitDataDir: true, log })
  if (postgres.refused) throw new Error(postgres.message)
  cleanup.defer(() => {
    stopping = true
    return postgres.stop()
  })
  return async (name) => {
    const client = new pg.Client({ connectionString: postgres.url })
    await client.connect()
    await client.query(`create database ${name}`)
    await client.end()
    const url = new URL(postgres.url)
    url.pathname = `/${name}`
    const { db } = openDatabase(url.href, { maxConnections: CONNECTIONS, applicationName: 'bench' })
    cleanup.defer(() => db.destroy())
    await migrate(db)
    return { url: url.href, db }
  }
}
