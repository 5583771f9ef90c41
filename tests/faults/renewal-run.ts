import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { paymentsDefinition } from '../../src/payments/index.ts'
import { type Database, transact } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { createSecrets } from '../../src/platform/secrets.ts'
import { createSettingsStore } from '../../src/platform/settings.ts'
import type { RenewalWorkerWish } from '../support/renewal-worker.ts'

export const SECRET_KEY = 'the secret key of a shop whose worker is killed'
/** Shorter than the program's 20 s, so that calls that hang do not hold the test up. */
const CHARGE_TIMEOUT_MS = 1_000
const DUE_ON = '2026-12-23'
const NOW = `${DUE_ON}T01:00:00Z`

const WORKER = fileURLToPath(new URL('../support/renewal-worker.ts', import.meta.url))

/** Fills an empty database with `count` contracts due today, each of a customer whose card is saved as `cus_0`, `cus_1`, … */
export async function fillWithContracts(db: Database, count: number, gatewayUrl: string): Promise<void> {
  const secrets = createSecrets(SECRET_KEY)
  const settings = createSettingsStore(secrets)
  await transact(db, { ring: () => {} }, async (tx) => {
    const { value } = await settings.readForSave(tx, paymentsDefinition)
    const gateway = { gateway: 'tokenpay', apiBase: gatewayUrl, publishableKey: 'pk', secretKey: 'sk' } as const
    await settings.write(tx, paymentsDefinition, { ...value, ...gateway }, 'test')
  })
  const productId = newId()
  await sql`insert into products (id, slug, name, kind, price_yen, state)
    values (${productId}, 'lessons', 'オンライン講座', 'monthly', 3980, 'published')`.execute(db)
  const rows = Array.from({ length: count }, (_, index) => {
    const card = { gateway: 'tokenpay', brand: 'visa', last4: '4242', expMonth: 12, expYear: 2040 }
    return { index, id: newId(), card: { ...card, sealedReference: secrets.seal(`cus_${index}`) } }
  })
  const people = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (index integer, id uuid, card jsonb)`
  await sql`insert into customers (id, email, email_key, family_name, given_name, created_at)
    select id, index || '@customer.example', index || '@customer.example', '山田', '花子', now() from ${people}`.execute(
    db,
  )
  await sql`insert into applications (id, number, submission_key, product_id, customer_id, state, family_name, given_name,
      email, amount_yen, product_name, product_kind, started_at)
    select id, 'A-' || index, 'key-' || index, ${productId}, id, 'completed', '山田', '花子', index || '@customer.example',
      3980, 'オンライン講座', 'monthly', now() from ${people}`.execute(db)
  await sql`insert into contracts (id, number, customer_id, product_id, application_id, state, price_yen, anchor_date,
      saved_card, due_on, created_at)
    select id, 'C-' || index, id, ${productId}, id, 'active', 3980, '2026-11-23', card, ${DUE_ON}, now() from ${people}`.execute(
    db,
  )
}

/** A worker that renews, in a process of its own. */
export interface RenewalWorker {
  kill(): Promise<void>
  end(): Promise<void>
}

export async function startRenewalWorker(databaseUrl: string): Promise<RenewalWorker> {
  const wish: RenewalWorkerWish = {
    ...{ databaseUrl, secretKey: SECRET_KEY, now: NOW, chargeTimeoutMs: CHARGE_TIMEOUT_MS },
  }
  const child: ChildProcess = spawn(process.execPath, [WORKER, JSON.stringify(wish)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  const ready = await Promise.race([once(child.stdout ?? child, 'data'), closed.then(() => null)])
  if (ready === null) throw new Error('the worker ended before it began')
  const stop = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal)
    await closed
  }
  return { kill: () => stop('SIGKILL'), end: () => stop('SIGTERM') }
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
