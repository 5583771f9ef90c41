import { sql } from 'kysely'
import type { EarliestDue } from '../platform/advance.ts'
import type { Day } from '../site/index.ts'
import { type ContractsContext, readSchedule } from './context.ts'
import { dueAt } from './due-on.ts'

/** Asks when the next renewal, retry or end of a contract comes due, in business time; null when none will. */
export function earliestContractDue(parts: Pick<ContractsContext, 'settings'>): EarliestDue {
  return async (reader) => {
    // Of one day, ends come before charges.
    const found = await sql<{ dueOn: Day; cancelsOn: Day | null }>`
      select due_on, cancels_on from contracts where due_on is not null
      order by due_on, cancels_on is null limit 1`.execute(reader)
    const [next] = found.rows
    return next ? dueAt(next.dueOn, next, await readSchedule(reader, parts)) : null
  }
}
