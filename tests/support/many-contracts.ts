import { sql } from 'kysely'
import { paymentsDefinition } from '../../src/payments/index.ts'
import { type Database, transact } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { createSecrets } from '../../src/platform/secrets.ts'
import { createSettingsStore } from '../../src/platform/settings.ts'

/** The day on which all of them are due, and an instant of it after the shop's hour. */
export const DUE_ON = '2026-12-23'
export const NOW = `${DUE_ON}T01:00:00Z`

/**
 * Fills an empty database with `count` contracts that are due on one day, each of a customer whose card is saved as `cus_0`,
 * `cus_1`, … at the gateway at `gatewayUrl`.
 */
export async function fillWithContracts(
  db: Database,
  secretKey: string,
  count: number,
  gatewayUrl: string,
): Promise<void> {
  const secrets = createSecrets(secretKey)
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
  await sql`analyze products, customers, applications, contracts, payments`.execute(db)
}
