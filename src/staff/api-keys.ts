import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import { newId, newToken } from '../platform/ids.ts'

const PREFIX = 'lux_'
/** Noting each use would cost a write for each request; to the minute is exact enough to see whether a key is in use. */
const NOTED_EVERY = sql`interval '1 minute'`

/** An API key without the key: only its hash is stored. */
export interface ApiKey {
  id: string
  name: string
  last4: string
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

const COLUMNS = ['id', 'name', 'last4', 'createdAt', 'lastUsedAt', 'revokedAt'] as const

/** Makes a key; `key` (`lux_` and 43 characters) is shown to its maker this once. */
export async function createApiKey(db: Database, name: string): Promise<ApiKey & { key: string }> {
  const key = PREFIX + newToken(32)
  const row = await db
    .insertInto('apiKeys')
    .values({ id: newId(), name, keyHash: hashOf(key), last4: key.slice(-4) })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow()
  return { ...row, key }
}

/** All keys, newest first, revoked ones too. */
export async function listApiKeys(db: Database): Promise<ApiKey[]> {
  return db.selectFrom('apiKeys').select(COLUMNS).orderBy('createdAt', 'desc').orderBy('id').execute()
}

/** Ends a key at once. False when there is no such key; ending it twice is no error. */
export async function revokeApiKey(db: Database, id: string): Promise<boolean> {
  const result = await db
    .updateTable('apiKeys')
    .set({ revokedAt: sql<Date>`coalesce(revoked_at, now())` })
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The key behind an `Authorization: Bearer` value; null when unknown or revoked. Notes the use. */
export async function readApiKey(db: Database, key: string): Promise<{ id: string; name: string } | null> {
  if (!key.startsWith(PREFIX)) return null
  const result = await sql<{ id: string; name: string; stale: boolean }>`
    select id, name, last_used_at is null or last_used_at < now() - ${NOTED_EVERY} as stale
    from api_keys where key_hash = ${hashOf(key)} and revoked_at is null`.execute(db)
  const row = result.rows[0]
  if (!row) return null
  if (row.stale) await sql`update api_keys set last_used_at = now() where id = ${row.id}`.execute(db)
  return { id: row.id, name: row.name }
}

/** A fast hash is right here: the key has 256 random bits, nothing can be guessed. */
function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
