import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'
import type { ListedAttention, ListedListWork, ListedManualRegistration } from './queries.ts'

/** What became of ticking an entry off: somebody else may have been faster. */
export type Ticked<Entry> = { kind: 'done'; entry: Entry } | { kind: 'already_done' } | { kind: 'unknown_entry' }

/** Notes that `doneBy` registered the address by hand. */
export async function finishManualRegistration(
  db: Reader,
  id: number,
  doneBy: string,
): Promise<Ticked<ListedManualRegistration>> {
  const result = await sql<ListedManualRegistration>`
    with done as (
      update manual_registrations set done_at = now(), done_by = ${doneBy} where id = ${id} and done_at is null
      returning id, delivery_id, family_name, given_name, email, plan_id, reason, created_at, done_at, done_by
    ),
    listed as (
      insert into list_changes select e.customer_id from done join deliveries d on d.id = done.delivery_id
        join events e on e.id = d.event_id where e.customer_id is not null
    )
    select * from done`.execute(db)
  const [entry] = result.rows
  if (entry) return { kind: 'done', entry }
  const known = await sql`select 1 from manual_registrations where id = ${id}`.execute(db)
  return { kind: known.rows.length > 0 ? 'already_done' : 'unknown_entry' }
}

/** Notes that `doneBy` deleted or changed the entry at the list: from now on the list is known to be as the entry says. */
export async function finishListWork(db: Reader, id: number, doneBy: string): Promise<Ticked<ListedListWork>> {
  const result = await sql<ListedListWork>`
    update manual_list_work set done_at = now(), done_by = ${doneBy} where id = ${id} and done_at is null
    returning id, kind, cause, customer_id, plan_id, family_name, given_name, email, new_family_name, new_given_name,
      new_email, created_at, done_at, done_by`.execute(db)
  const [entry] = result.rows
  if (entry) return { kind: 'done', entry }
  const known = await sql`select 1 from manual_list_work where id = ${id}`.execute(db)
  return { kind: known.rows.length > 0 ? 'already_done' : 'unknown_entry' }
}

/** Notes that `doneBy` has looked at it. */
export async function finishAttention(db: Reader, id: number, doneBy: string): Promise<Ticked<ListedAttention>> {
  const result = await sql<ListedAttention>`
    update attention set done_at = now(), done_by = ${doneBy} where id = ${id} and done_at is null
    returning id, kind, title, detail, created_at, done_at, done_by`.execute(db)
  const [entry] = result.rows
  if (entry) return { kind: 'done', entry }
  const known = await sql`select 1 from attention where id = ${id}`.execute(db)
  return { kind: known.rows.length > 0 ? 'already_done' : 'unknown_entry' }
}
