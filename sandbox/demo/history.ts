import type { SavedCard } from '../../src/contracts/index.ts'
import { append, type NewEvent } from '../../src/events/index.ts'
import type { Database, Tx } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Secrets } from '../../src/platform/secrets.ts'
import type { Product } from '../../src/products/index.ts'
import { testCards } from '../gateway/cards.ts'
import { sampleCustomer } from '../gateway/charges.ts'
import { people } from './people.ts'
import { inventSale, type Sale, storyOf } from './sale.ts'
import { inventTransfers, TRANSFER_PRODUCT } from './transfers.ts'

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
    const byTransfer = products.find(({ slug }) => slug === TRANSFER_PRODUCT)
    if (byTransfer) told.push(...(await inventTransfers(tx, byTransfer, now)))
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
  const person = { familyName, givenName, mailbox }
  const paid = { method: 'card', savedCard } as const
  const sale = await inventSale(tx, { product, person, at, registered: index % 4 !== 3, ...paid })
  await inventPayment(tx, sale, savedCard)
  return storyOf(sale)
}

async function inventPayment(
  tx: Tx,
  { product, customer, application, contract, at }: Sale,
  { brand, last4, expMonth, expYear }: SavedCard,
): Promise<void> {
  await tx
    .insertInto('payments')
    .values({
      id: newId(),
      orderId: application.number,
      gateway: 'tokenpay',
      chargeId: `ch_sample_${application.number}`,
      method: 'card',
      purpose: 'application',
      customerId: customer.id,
      applicationId: application.id,
      contractId: contract?.id ?? null,
      termNo: contract === null ? null : 0,
      amountYen: product.priceYen,
      state: 'succeeded',
      card: JSON.stringify({ brand, last4, expMonth, expYear }),
      createdAt: at,
      settledAt: at,
    })
    .execute()
}
