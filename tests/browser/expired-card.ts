import { sql } from 'kysely'
import { sampleCustomer } from '../../sandbox/gateway/charges.ts'
import type { App } from '../../src/app.ts'

/** The contract's next term begins today, and its card turns out to have expired. */
export async function letItsCardExpire({ db, secrets }: App, contractId: string): Promise<void> {
  const card = { brand: 'visa', last4: '0069', expMonth: 12, expYear: 2040, gateway: 'tokenpay' }
  const sealedReference = secrets.seal(sampleCustomer('4000000000000069'))
  await sql`update contracts set saved_card = ${JSON.stringify({ ...card, sealedReference })}::jsonb, card_state = 'ok',
      anchor_date = (now() at time zone 'Asia/Tokyo')::date - interval '1 month',
      due_on = (now() at time zone 'Asia/Tokyo')::date, wanted_since = now()
    where id = ${contractId}`.execute(db)
}
