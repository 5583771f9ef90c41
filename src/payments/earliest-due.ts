import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'

/**
 * When an expected transfer is looked at next, in business time; null when none is. A renewal whose outcome is not known
 * yet counts since it began: what follows from it may be earlier than anything else.
 */
export async function earliestPaymentDue(reader: Reader): Promise<Date | null> {
  const result = await sql<{ dueAt: Date | null }>`select least(
    (select min(due_at) from payments where due_at is not null),
    (select min(created_at) from payments where state in ('started', 'unknown') and purpose = 'renewal')
  ) as due_at`.execute(reader)
  return result.rows[0]?.dueAt ?? null
}
