import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'
import type { DomainEvent } from './catalogue.ts'

/** An event with what it is about. */
export type ListedEvent = DomainEvent & {
  customerId: string | null
  applicationId: string | null
  contractId: string | null
  /** On PostgreSQL's clock: the order in which things were written. */
  appendedAt: Date
}

export interface EventFilter {
  types?: readonly string[] | undefined
  customerId?: string | undefined
  applicationId?: string | undefined
  contractId?: string | undefined
}

/** At most `limit` events, newest first, older than the event `after`. */
export async function listEvents(
  reader: Reader,
  { types, customerId, applicationId, contractId }: EventFilter,
  page: { limit: number; after?: number | undefined },
): Promise<ListedEvent[]> {
  const result = await sql<ListedEvent>`
    select e.id, e.type, e.payload, e.actor, e.occurred_at, e.appended_at, e.customer_id, e.application_id, e.contract_id from events e
    where ${types === undefined ? sql`true` : sql`e.type = any(${types})`}
      and ${customerId === undefined ? sql`true` : sql`e.customer_id = ${customerId}`}
      and ${applicationId === undefined ? sql`true` : sql`e.application_id = ${applicationId}`}
      and ${contractId === undefined ? sql`true` : sql`e.contract_id = ${contractId}`}
      and ${page.after === undefined ? sql`true` : sql`e.id < ${page.after}`}
    order by e.id desc limit ${page.limit}`.execute(reader)
  return result.rows
}
