import { sql } from 'kysely'
import type { Database } from '../../src/platform/database.ts'
import { type KillableWorker, startKillableWorker } from '../support/killable-worker.ts'
import { DUE_ON, NOW } from '../support/many-contracts.ts'
import type { RenewalWorkerWish } from '../support/renewal-worker.ts'

export const SECRET_KEY = 'the secret key of a shop whose worker is killed'
/** Shorter than the program's 20 s, so that calls that hang do not hold the test up. */
const CHARGE_TIMEOUT_MS = 1_000

export function startRenewalWorker(databaseUrl: string): Promise<KillableWorker> {
  const wish: RenewalWorkerWish = {
    ...{ databaseUrl, secretKey: SECRET_KEY, now: NOW, chargeTimeoutMs: CHARGE_TIMEOUT_MS },
  }
  return startKillableWorker('renewal-worker', wish)
}

/**
 * Plays the time that nobody wants to wait for: charges of which the caller is dead, or has given up waiting, are looked up
 * now, and what the gateway does not know of by now it never will.
 */
export async function passTimeOfCharges(db: Database, deadBefore: Date): Promise<void> {
  await sql`update payments set settle_due_at = now(), sent_at = least(sent_at, now() - interval '1 hour')
    where id in (select id from payments where lease_until is null
      and (state = 'unknown' or (state = 'started' and sent_at < ${deadBefore})) for update skip locked)`.execute(db)
  await sql`update payments set lease_until = null
    where id in (select id from payments where state in ('started', 'unknown')
      and lease_until < ${deadBefore}::timestamptz + interval '30 s' for update skip locked)`.execute(db)
}

/** Charges without an outcome, and contracts that are still due today. */
export async function countUnsettled(db: Database): Promise<number> {
  const result = await sql<{
    count: number
  }>`select (select count(*) from payments where state in ('started', 'unknown'))
    + (select count(*) from contracts where due_on <= ${DUE_ON} or due_on is null) as count`.execute(db)
  return result.rows[0]?.count ?? 0
}
