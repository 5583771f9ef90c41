import { sql } from 'kysely'
import type { Actor } from '../events/index.ts'
import { countWaitingLetters } from '../mail/index.ts'
import { type Database, type Tx, transact } from '../platform/database.ts'
import type { DueWork } from '../platform/due-work.ts'
import type { CustomersContext } from './context.ts'
import { knownFault } from './import-check.ts'
import { invite } from './invite.ts'

/** The doorbell topic of files whose customers are being added. */
export const IMPORT_TOPIC = 'customers.import'

/** Lines of one transaction: about half a second. With letters fewer, because each has a link of its own. */
const BATCH = 500
const BATCH_WITH_LETTERS = 50
/** With as many invitations waiting to be sent, no more are written: letters about sales must not wait behind 100,000 of them. */
const MOST_WAITING = 200
const WAIT_FOR_LETTERS_MS = 2_000
/** Only from the claim to the batch, which then locks the row: whatever dies, the rest goes on this soon. */
const LEASE_MS = 5_000

/** A file leased to this process. */
export interface ClaimedImport {
  id: string
  invite: boolean
  startedBy: Actor
  leaseToken: string
}

/**
 * Begins to add the customers of a checked file. False when somebody began before. `inviteAll`: each gets the letter with the
 * link of 本登録.
 */
export async function startImport(
  context: CustomersContext,
  importId: string,
  inviteAll: boolean,
  actor: Actor,
): Promise<boolean> {
  return transact(context.db, context.doorbell, async (tx) => {
    const started = await sql`
      update customer_imports set state = 'running', invite = ${inviteAll}, started_at = ${context.clock.now()},
        started_by = ${JSON.stringify(actor)}::jsonb, due_at = now()
      where id = ${importId} and state = 'checked' returning id`.execute(tx)
    tx.wakes.add(IMPORT_TOPIC)
    return started.rows.length > 0
  })
}

/**
 * Adds the customers of started files, a batch a transaction: a line that was added is gone with it, so that whatever dies, the
 * rest is added and nobody twice.
 */
export function importCustomers(context: CustomersContext): DueWork<ClaimedImport> {
  return {
    topic: IMPORT_TOPIC,
    concurrency: 1,
    claim: (limit) => claimImports(context.db, limit),
    perform: async (claimed) => {
      await transact(context.db, context.doorbell, (tx) => addBatch(context, tx, claimed))
    },
  }
}

async function claimImports(db: Database, limit: number): Promise<ClaimedImport[]> {
  const claimed = await sql<ClaimedImport>`
    update customer_imports set lease_token = gen_random_uuid(), lease_until = now() + ${LEASE_MS} * interval '1 ms'
    where id in (
      select id from customer_imports
      where state = 'running' and due_at <= now() and (lease_until is null or lease_until < now())
      order by due_at limit ${limit} for update skip locked)
    returning id, invite, started_by, lease_token`.execute(db)
  return claimed.rows
}

async function addBatch(context: CustomersContext, tx: Tx, claimed: ClaimedImport): Promise<void> {
  const ours = await sql`select 1 from customer_imports
    where id = ${claimed.id} and lease_token = ${claimed.leaseToken} for update`.execute(tx)
  if (ours.rows.length === 0) return
  if (claimed.invite && (await countWaitingLetters(tx, 'registration_link', MOST_WAITING)) >= MOST_WAITING)
    return release(tx, claimed.id, WAIT_FOR_LETTERS_MS)
  const taken = await addCustomers(context, tx, claimed)
  if (taken.length === 0) return finish(context, tx, claimed.id)
  const added = taken.filter((line) => line.id !== null)
  if (claimed.invite)
    for (const line of added)
      await invite(tx, context, { ...line, state: 'provisional' }, claimed.startedBy, context.clock.now())
  await sql`update customer_imports set added_lines = added_lines + ${added.length},
      faulty_lines = faulty_lines + ${taken.length - added.length}
    where id = ${claimed.id}`.execute(tx)
  await release(tx, claimed.id, 0)
}

/** A line whose turn it was; without an id, somebody registered its address since the file was checked. */
type TakenLine = { id: string; email: string; familyName: string; givenName: string } | { id: null }

async function addCustomers(context: CustomersContext, tx: Tx, claimed: ClaimedImport): Promise<TakenLine[]> {
  const { id, startedBy } = claimed
  const now = context.clock.now()
  const taken = await sql<TakenLine>`
    with batch as materialized (
      select l.*, gen_random_uuid() as customer_id from customer_import_lines l
      where import_id = ${id} and state = 'ready' order by line limit ${claimed.invite ? BATCH_WITH_LETTERS : BATCH}
    ), added as (
      insert into customers (id, email, email_key, family_name, given_name, family_kana, given_kana, newsletter, created_at)
      select customer_id, email, email_key, family_name, given_name, family_kana, given_kana, newsletter, ${now}::timestamptz
      from batch on conflict (email_key) do nothing returning id
    ), gone as (
      delete from customer_import_lines l using batch b, added a
      where l.import_id = b.import_id and l.line = b.line and a.id = b.customer_id
    ), known as (
      update customer_import_lines l set state = 'faulty', faults = ${knownFault()}::jsonb from batch b
      where l.import_id = b.import_id and l.line = b.line and not exists (select 1 from added a where a.id = b.customer_id)
    ), noted as (
      insert into customer_changes (customer_id, what, to_text, actor, occurred_at)
      select a.id, 'imported', i.file_name, ${JSON.stringify(startedBy)}::jsonb, ${now}::timestamptz
      from added a, customer_imports i where i.id = ${id}
    )
    select a.id, b.email, b.family_name, b.given_name from batch b left join added a on a.id = b.customer_id
    order by b.line`.execute(tx)
  return taken.rows
}

/** Gives the file back, due again in `ms`. */
async function release(tx: Tx, importId: string, ms: number): Promise<void> {
  await sql`update customer_imports set due_at = now() + ${ms} * interval '1 ms', lease_token = null, lease_until = null
    where id = ${importId}`.execute(tx)
  if (ms === 0) tx.wakes.add(IMPORT_TOPIC)
}

async function finish(context: CustomersContext, tx: Tx, importId: string): Promise<void> {
  await sql`update customer_imports set state = 'finished', finished_at = ${context.clock.now()}, due_at = null,
      lease_token = null, lease_until = null
    where id = ${importId}`.execute(tx)
}
