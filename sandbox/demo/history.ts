import { openContract, type SavedCard } from '../../src/contracts/index.ts'
import { append, type NewEvent } from '../../src/events/index.ts'
import type { Database, Tx } from '../../src/platform/database.ts'
import { newId, newNumber } from '../../src/platform/ids.ts'
import type { Secrets } from '../../src/platform/secrets.ts'
import type { Product } from '../../src/products/index.ts'
import { dayIn } from '../../src/site/index.ts'
import { testCards } from '../gateway/cards.ts'
import { sampleCustomer } from '../gateway/charges.ts'
import { people } from './people.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/**
 * Two weeks of history: applications, customers, contracts, payments, and the events of them as already told. No
 * deliveries are made up: the log shows only what really went out.
 */
export async function inventHistory(
  db: Database,
  products: readonly Product[],
  secrets: Secrets,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (plain) => {
    const tx: Tx = Object.assign(plain, { wakes: new Set<string>() })
    const told: NewEvent[] = []
    for (const [index, person] of people.entries()) {
      const product = products[[0, 1, 0, 2, 1, 3, 0][index % 7] ?? 0]
      const card = savedCardOf(index, secrets)
      if (product) told.push(...(await inventApplication(tx, product, person, card, momentOf(index, now), index)))
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

/** Most cards go on being charged; now and then one is declined when a month has passed, or has run out. */
function savedCardOf(index: number, secrets: Secrets): SavedCard {
  const number = index % 9 === 4 ? DECLINED_LATER : index % 13 === 7 ? RUN_OUT : GOOD[index % GOOD.length]
  const { brand } = testCards.find((card) => card.number === number) ?? { brand: 'visa' }
  const reference = sampleCustomer(number ?? '')
  const card = { brand, last4: (number ?? '').slice(-4), expMonth: 12, expYear: 2040 }
  return { ...card, gateway: 'tokenpay', sealedReference: secrets.seal(reference) }
}

const GOOD = ['4242424242424242', '5555555555554444', '3566002020360505']
const DECLINED_LATER = '4000000000000341'
const RUN_OUT = '4000000000000069'

async function inventApplication(
  tx: Tx,
  product: Product,
  [familyName, givenName, mailbox]: (typeof people)[number],
  savedCard: SavedCard,
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
  const contract = await inventContract(tx, product, customer.id, application.id, savedCard, at)
  await inventPayment(tx, product, customer.id, application.id, contract?.id ?? null, savedCard, at)
  return storyOf({ product, customer, application, contract, at, registered })
}

async function inventContract(
  tx: Tx,
  product: Product,
  customerId: string,
  applicationId: string,
  savedCard: SavedCard,
  at: Date,
) {
  if (product.kind !== 'monthly') return null
  return openContract(tx, {
    customerId,
    productId: product.id,
    applicationId,
    priceYen: product.priceYen,
    anchor: dayIn('Asia/Tokyo', at),
    method: 'card',
    savedCard,
    now: at,
  })
}

async function inventPayment(
  tx: Tx,
  product: Product,
  customerId: string,
  applicationId: string,
  contractId: string | null,
  { brand, last4, expMonth, expYear }: SavedCard,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('payments')
    .values({
      id: newId(),
      orderId: `sample-${newId()}`,
      method: 'card',
      purpose: 'application',
      customerId,
      applicationId,
      contractId,
      termNo: contractId === null ? null : 0,
      amountYen: product.priceYen,
      state: 'succeeded',
      card: JSON.stringify({ brand, last4, expMonth, expYear }),
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
