import { sql } from 'kysely'
import type { Actor } from '../events/index.ts'
import type { Reader, Tx } from '../platform/database.ts'

/** What of a customer changes without being an event. */
export type ChangeKind =
  | 'created'
  | 'imported'
  | 'name'
  | 'kana'
  | 'email'
  | 'newsletter'
  | 'link_sent'
  | 'letters_stopped'
  | 'letters_resumed'
  | 'withdrawn'
  | 'application_cancelled'

/** A change, as it was and as it became, in words; null where there is nothing to say. */
export interface Change {
  what: ChangeKind
  from?: string | null
  to?: string | null
}

/** A change as the time line shows it. */
export interface ListedChange {
  id: number
  what: ChangeKind
  fromText: string | null
  toText: string | null
  actor: Actor
  occurredAt: Date
  /** On PostgreSQL's clock, as everything else that a time line puts in order. */
  appendedAt: Date
}

/** Writes what was changed and who did it, in the transaction that changed it. */
export async function noteChanges(
  tx: Tx,
  customerId: string,
  changes: readonly Change[],
  actor: Actor,
  now: Date,
): Promise<void> {
  if (changes.length === 0) return
  await tx
    .insertInto('customerChanges')
    .values(
      changes.map(({ what, from, to }) => ({
        ...{ customerId, what, fromText: from ?? null, toText: to ?? null },
        ...{ actor: JSON.stringify(actor), occurredAt: now },
      })),
    )
    .execute()
}

/** At most `limit` changes of a customer, newest first, older than the change `after`. */
export async function listChanges(
  reader: Reader,
  customerId: string,
  page: { limit: number; after?: number | undefined },
): Promise<ListedChange[]> {
  const result = await sql<ListedChange>`
    select id, what, from_text, to_text, actor, occurred_at, appended_at from customer_changes
    where customer_id = ${customerId} and ${page.after === undefined ? sql`true` : sql`id < ${page.after}`}
    order by id desc limit ${page.limit}`.execute(reader)
  return result.rows
}
