import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../src/platform/database.ts'
import { migrate } from '../../src/platform/migrations.ts'
import { ownPostgres } from '../../src/platform/postgres/index.ts'
import { findChromium } from './chromium.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A database server where test files make databases of their own. */
    serverUrl: string
    /** The migrated database they are cloned from. */
    templateName: string
    /** The browser's program; null where there is none for this machine. */
    chromiumPath: string | null
  }
}

/** One real PostgreSQL for all test files: `DATABASE_URL`, or an embedded one in a temporary folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (Number(process.versions.node.split('.')[0]) < 24)
    throw new Error('the tests need Node 24: run them with npm test')
  project.provide('chromiumPath', await findChromium())
  const own = process.env.DATABASE_URL ? null : await startServer()
  const serverUrl = process.env.DATABASE_URL ?? own?.url ?? ''
  const templateName = `luxliner_template_${process.pid}`
  await onServer(serverUrl, `create database ${templateName}`)
  const { db } = openDatabase(databaseUrl(serverUrl, templateName), { maxConnections: 1, applicationName: 'template' })
  await migrate(db)
  await db.destroy()

  project.provide('serverUrl', serverUrl)
  project.provide('templateName', templateName)
  return async () => {
    if (own) await own.stop()
    else await onServer(serverUrl, `drop database ${templateName}`)
  }
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'luxliner-tests-'))
  const quiet = { info: () => {}, warn: () => {}, error: (text: string) => process.stderr.write(`${text}\n`) }
  const postgres = await ownPostgres({ dataDir, log: quiet })
  if (postgres.refused) throw new Error(postgres.message)
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** The same server, another database. */
function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
