import { append, type NewEvent } from '../../src/events/index.ts'
import type { Database, Tx } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Product } from '../../src/products/index.ts'
import { people } from './people.ts'
import { inventSale, storyOf } from './sale.ts'
import { inventTransfers, TRANSFER_PRODUCT } from './transfers.ts'

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

async function inventApplication(
  tx: Tx,
  product: Product,
  [familyName, givenName, mailbox]: (typeof people)[number],
  at: Date,
  index: number,
): Promise<NewEvent[]> {
  const person = { familyName, givenName, mailbox }
  const sale = await inventSale(tx, { product, person, at, registered: index % 4 !== 3, method: 'card' })
  await inventPayment(tx, product, sale.application.id, sale.contract?.id ?? null, at)
  return storyOf(sale)
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
