import type { Reader } from '../platform/database.ts'

/** Whether anyone can sign in. */
export async function hasStaff(reader: Reader): Promise<boolean> {
  return (await reader.selectFrom('staffUser').select('id').limit(1).executeTakeFirst()) !== undefined
}
