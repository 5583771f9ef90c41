import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { type Database, openDatabase } from '../../src/platform/database.ts'

/** A database of a test file's own, cloned from the migrated template. */
export interface TestDatabase {
  url: string
  db: Database
  pool: pg.Pool
}

/** Clones the template. Call `drop` when done. */
export async function createTestDatabase(): Promise<TestDatabase & { drop(): Promise<void> }> {
  const serverUrl = inject('serverUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, `create database ${name} template ${inject('templateName')}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const opened = openDatabase(url.href, { maxConnections: 10, applicationName: 'test' })
  return {
    url: url.href,
    ...opened,
    drop: async () => {
      await opened.db.destroy()
      await onServer(serverUrl, `drop database if exists ${name} with (force)`)
    },
  }
}

/** A database for the whole test file, made before its tests and dropped after them. */
export function testDatabase(): TestDatabase {
  let current: (TestDatabase & { drop(): Promise<void> }) | undefined
  beforeAll(async () => {
    current = await createTestDatabase()
  })
  afterAll(() => current?.drop())
  const get = () => {
    if (!current) throw new Error('the database exists only while tests run')
    return current
  }
  return {
    get url() {
      return get().url
    },
    get db() {
      return get().db
    },
    get pool() {
      return get().pool
    },
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // Cloning needs the template for itself for a moment; another file may be cloning just now.
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(statement)
      break
    } catch (error) {
      // 42501: a worker of the server's own is just looking at the database that is to go.
      const busy = ['55006', '42501'].includes((error as { code?: string }).code ?? '')
      if (!busy || attempt === 50) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  await client.end()
}
