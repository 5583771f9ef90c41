import type { Reader } from '../platform/database.ts'

/** When the next renewal, retry or end of a contract comes due, in business time; null when none will. */
export async function earliestContractDue(reader: Reader): Promise<Date | null> {
  const row = await reader
    .selectFrom('contracts')
    .select((eb) => eb.fn.min('dueAt').as('dueAt'))
    .where('dueAt', 'is not', null)
    .executeTakeFirst()
  return row?.dueAt ?? null
}
