import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Tx } from '../platform/database.ts'
import { newToken } from '../platform/ids.ts'
import { hasStaff } from './members.ts'

const VALID_HOURS = 24

/**
 * Makes a link with which the first visitor becomes the owner, and returns its path for the terminal to print:
 * `/admin/setup/<token>`, good for 24 hours and one use. Links made before are ended. Null once there are staff.
 */
export async function issueSetupLink(db: Database): Promise<string | null> {
  if (await hasStaff(db)) return null
  const token = newToken()
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('setupLinks').execute()
    await tx
      .insertInto('setupLinks')
      .values({ tokenHash: hashOf(token), expiresAt: sql<Date>`now() + ${VALID_HOURS} * interval '1 hour'` })
      .execute()
  })
  return `/admin/setup/${token}`
}

/** Until when the link may be used; null when it is unknown, used or expired, or when there are staff. */
export async function readSetupLink(db: Database, token: string): Promise<{ expiresAt: Date } | null> {
  if (await hasStaff(db)) return null
  const link = await db
    .selectFrom('setupLinks')
    .select('expiresAt')
    .where('tokenHash', '=', hashOf(token))
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return link ?? null
}

/** Uses the link up. False when it cannot be used. */
export async function consumeSetupLink(tx: Tx, token: string): Promise<boolean> {
  const used = await tx
    .updateTable('setupLinks')
    .set({ usedAt: sql<Date>`now()` })
    .where('tokenHash', '=', hashOf(token))
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
