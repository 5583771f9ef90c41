import type { Reader } from '../platform/database.ts'
import type { Profile } from './schema.ts'

/** What a customer may see and change of themselves; null when there is no such customer. */
export async function readProfile(reader: Reader, customerId: string): Promise<Profile | null> {
  const row = await reader
    .selectFrom('customers')
    .select(['familyName', 'givenName', 'familyKana', 'givenKana', 'newsletter'])
    .where('id', '=', customerId)
    .executeTakeFirst()
  return row ?? null
}
