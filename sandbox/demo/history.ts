import { openContract } from '../../src/contracts/index.ts'
import { append, type NewEvent } from '../../src/events/index.ts'
import type { Database, Tx } from '../../src/platform/database.ts'
import { newId, newNumber } from '../../src/platform/ids.ts'
import type { Product } from '../../src/products/index.ts'
import { dayIn } from '../../src/site/index.ts'
import { people } from './people.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/**
 * Two weeks of history: applications, customers, contracts, payments, and the events of them as already told. No
 * deliveries are made up: the log shows only what really went out.
 */
export async function inventHistory(db: Database, products: readonly Product[], now: Date): Promise<void> {
  await db.transaction().execute(async (plain) => {
    const tx: Tx = Object.assign(plain, { wakes: new Set<string>() })
    const told: NewEvent[] = []
    for (const [index, person] of people.entries()) {
      const product = products[[0, 1, 0, 2, 1, 3, 0][index % 7] ?? 0]
      if (product) told.push(...(await inventApplication(tx, product, person, momentOf(index, now), index)))
    }
    // As they would have been appended: in the order in which they happened.
    told.sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())
    for (const event of told) await append(tx, event)
    await tx.updateTable('events').set({ dispatchedAt: now }).where('dispatchedAt', 'is', null).execute()
  })
}

/** Spread over the last two weeks, in the shop's waking hours. */
function momentOf(index: number, now: Date): Date {
  const day = now.getTime() - (now.getTime() % DAY_MS) - (14 - Math.floor((index / people.length) * 13.4)) * DAY_MS
  return new Date(day + ((index * 5) % 13) * HOUR_MS + ((index * 17) % 60) * 60_000)
}

async function inventApplication(
  tx: Tx,
  product: Product,
  [familyName, givenName, mailbox]: (typeof people)[number],
  at: Date,
  index: number,
): Promise<NewEvent[]> {
  const email = `${mailbox}@customer.example`
  const customer = { id: newId(), familyName, givenName, email }
  const registered = index % 4 !== 3
  await tx
    .insertInto('customers')
    .values({
      ...customer,
      emailKey: email,
      state: registered ? 'registered' : 'provisional',
      createdAt: at,
      registeredAt: registered ? new Date(at.getTime() + HOUR_MS) : null,
    })
    .execute()
  const application = { id: newId(), number: newNumber('A') }
  await tx
    .insertInto('applications')
    .values({
      ...application,
      submissionKey: `sample-${application.id}`,
      productId: product.id,
      customerId: customer.id,
      state: 'completed',
      familyName,
      givenName,
      email,
      amountYen: product.priceYen,
      productName: product.name,
      productKind: product.kind,
      startedAt: at,
      finishedAt: at,
    })
    .execute()
  const contract = await inventContract(tx, product, customer.id, application.id, at)
  await inventPayment(tx, product, application.id, contract?.id ?? null, at)
  return storyOf({ product, customer, application, contract, at, registered })
}

async function inventContract(tx: Tx, product: Product, customerId: string, applicationId: string, at: Date) {
  if (product.kind !== 'monthly') return null
  return openContract(tx, {
    customerId,
    productId: product.id,
    applicationId,
    priceYen: product.priceYen,
    anchor: dayIn('Asia/Tokyo', at),
    method: 'card',
    savedCard: null,
    now: at,
  })
}

async function inventPayment(
  tx: Tx,
  product: Product,
  applicationId: string,
  contractId: string | null,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('payments')
    .values({
      id: newId(),
      orderId: `sample-${newId()}`,
      method: 'card',
      purpose: 'application',
      applicationId,
      contractId,
      termNo: contractId === null ? null : 0,
      amountYen: product.priceYen,
      state: 'succeeded',
      card: JSON.stringify({ brand: 'Visa', last4: '4242', expMonth: 12, expYear: 2030 }),
      createdAt: at,
      settledAt: at,
    })
    .execute()
}

interface Story {
  product: Product
  customer: { id: string; familyName: string; givenName: string; email: string }
  application: { id: string; number: string }
  contract: { id: string; number: string } | null
  at: Date
  registered: boolean
}

function storyOf({ product, customer, application, contract, at, registered }: Story): NewEvent[] {
  const about = {
    customerId: customer.id,
    applicationId: application.id,
    ...(contract ? { contractId: contract.id } : {}),
  }
  const snapshot = { id: product.id, name: product.name, kind: product.kind, priceYen: product.priceYen }
  const base = { actor: { kind: 'visitor' }, occurredAt: at, about } as const
  const story: NewEvent[] = [
    {
      ...base,
      type: 'customer.provisionally_registered',
      payload: { customer, application: { ...application, productName: product.name } },
    },
    {
      ...base,
      type: 'application.completed',
      payload: {
        application: { ...application, kind: 'standard', amountYen: product.priceYen, method: 'card' },
        customer,
        newCustomer: true,
        product: snapshot,
        contract,
        netshoninPlanId: product.netshoninPlanId,
      },
    },
  ]
  if (registered)
    story.push({
      type: 'customer.registered',
      actor: { kind: 'customer', id: customer.id },
      occurredAt: new Date(at.getTime() + HOUR_MS),
      about: { customerId: customer.id },
      payload: { customer },
    })
  return story
}
