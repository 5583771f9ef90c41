import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { checkoutRoot } from './checkout.ts'
import type { Database } from './database.ts'

/** The migrations of `db/migrations`, by file name without `.sql`; forward only. */
export async function readMigrations(): Promise<Record<string, Migration>> {
  const folder = join(checkoutRoot(), 'db', 'migrations')
  const migrations: Record<string, Migration> = {}
  for (const file of (await readdir(folder)).sort()) {
    if (!file.endsWith('.sql')) continue
    const text = await readFile(join(folder, file), 'utf8')
    migrations[file.replace(/\.sql$/, '')] = { up: async (db) => void (await sql.raw(text).execute(db)) }
  }
  return migrations
}

/**
 * Brings the database up to date. Several starts at once are safe: the migrator takes a lock. Returns the names of the
 * migrations that ran now. Throws with the failing migration's name.
 */
export async function migrate(db: Database): Promise<string[]> {
  const migrations = await readMigrations()
  const migrator = new Migrator({ db: db.withoutPlugins(), provider: { getMigrations: async () => migrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName
    throw new Error(`migration ${failed ?? '(none)'} failed`, { cause: error })
  }
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName)
}

/** Whether every migration of this checkout has run. False on an empty database. */
export async function isMigrated(db: Database): Promise<boolean> {
  const table = await sql<{ known: boolean }>`select to_regclass('kysely_migration') is not null as known`.execute(db)
  if (!table.rows[0]?.known) return false
  const done = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const names = new Set(done.rows.map((row) => row.name))
  return Object.keys(await readMigrations()).every((name) => names.has(name))
}
