import { sql } from 'kysely'
import { sampleCustomer } from '../../sandbox/gateway/charges.ts'
import { type Application, settleCharges } from '../../src/applications/index.ts'
import { renewContracts, settleCardChanges, watchTransfers } from '../../src/contracts/index.ts'
import type { DueWork } from '../../src/platform/due-work.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Selling } from './selling.ts'

/** Somebody with a running contract of the shop's monthly product. */
export interface Subscriber {
  email: string
  customerId: string
  contractId: string
  /** Of the contract. */
  number: string
}

/** Applies for the product and pays with this card; the contract begins on the clock's day. */
export async function subscribe(selling: Selling, cardNumber?: string): Promise<Subscriber> {
  return subscriberOf(selling, await selling.sell(selling.product, { payBy: await selling.byCard(cardNumber) }))
}

/** The same by transfer, within 7 days, of a product of its own. */
export async function subscribeByTransfer(selling: Selling): Promise<Subscriber> {
  const product = await selling.addProduct({ slug: newId(), transferAccepted: true })
  return subscriberOf(selling, await selling.sell(product, { payBy: { method: 'transfer' } }))
}

async function subscriberOf({ context }: Selling, { id }: Application): Promise<Subscriber> {
  return context.db
    .selectFrom('contracts as k')
    .innerJoin('customers as c', 'c.id', 'k.customerId')
    .select(['k.id as contractId', 'k.number', 'k.customerId', 'c.email'])
    .where('k.applicationId', '=', id)
    .executeTakeFirstOrThrow()
}

/** The contract as it stands. */
export function contractOf({ context }: Selling, { contractId }: Subscriber) {
  return context.db.selectFrom('contracts').selectAll().where('id', '=', contractId).executeTakeFirstOrThrow()
}

/** Gives the contract this test card from now on, as if it had been saved at the gateway. */
export async function setCard({ context }: Selling, { contractId }: Subscriber, number: string): Promise<void> {
  const card = { brand: 'visa', last4: number.slice(-4), expMonth: 12, expYear: 2040, gateway: 'tokenpay' }
  const sealedReference = context.secrets.seal(sampleCustomer(number))
  const savedCard = JSON.stringify({ ...card, sealedReference })
  await context.db.updateTable('contracts').set({ savedCard }).where('id', '=', contractId).execute()
}

/** Lets nothing of earlier tests come due any more, whatever day it becomes. */
export async function forgetAll({ context }: Selling): Promise<void> {
  await context.db.updateTable('contracts').set({ dueOn: null }).execute()
  await context.db.deleteFrom('payments').where('state', 'in', ['started', 'unknown']).execute()
}

/** What the gateway was asked to charge for the contract's terms. */
export function chargesOf({ sandbox }: Selling, { number }: Subscriber) {
  return sandbox.world.gateway.charges.filter(({ orderId }) => orderId.startsWith(`${number}-`))
}

/** The types of the subscriber's events after those of the application, in order. */
export async function newsOf({ eventsOf }: Selling, { email }: Subscriber): Promise<string[]> {
  return (await eventsOf(email)).slice(2)
}

/** The contract's renewal payments, oldest first. */
export function renewalsOf({ context }: Selling, { contractId }: Subscriber) {
  return context.db
    .selectFrom('payments')
    .selectAll()
    .where('contractId', '=', contractId)
    .where('purpose', '=', 'renewal')
    .orderBy('sentAt')
    .execute()
}

/** Does all that is due for contracts at the clock's moment. */
export async function renewAll({ context }: Selling): Promise<void> {
  await untilNothing(renewContracts(context))
}

/** Does all that is due for transfers at the clock's moment. */
export async function watchAll({ context }: Selling): Promise<void> {
  await untilNothing(watchTransfers(context))
}

/** Does all that is due for charges and card changes without an answer, as if they had been begun so many minutes ago. */
export async function settleAll({ context }: Selling, minutesAgo = 0): Promise<void> {
  for (const table of ['payments', 'card_changes'])
    await sql`update ${sql.table(table)} set settle_due_at = now(), sent_at = now() - ${minutesAgo} * interval '1 minute'
      where state in ('started', 'unknown')`.execute(context.db)
  await untilNothing(settleCharges(context))
  await untilNothing(settleCardChanges(context))
}

async function untilNothing<Row>(work: DueWork<Row>): Promise<void> {
  for (let rows = await work.claim(10); rows.length > 0; rows = await work.claim(10))
    await Promise.all(rows.map((row) => work.perform(row)))
}
