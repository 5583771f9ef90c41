import { sql } from 'kysely'
import type { Tx } from '../platform/database.ts'

/**
 * Notes that an administrator's mail about an event, which the mail server had taken, came back. `words`: why. Returns to
 * whom it was; null where there is no such mail.
 */
export async function noteReturnedNotice(tx: Tx, reference: string, words: string): Promise<string | null> {
  const noted = await sql<{ target: string }>`
    update posts p set returned = coalesce(p.returned, ${words}) from deliveries d
    where p.connector = 'admin-mail' and p.reference = ${reference} and d.post_id = p.id
    returning d.target`.execute(tx)
  return noted.rows[0]?.target ?? null
}
