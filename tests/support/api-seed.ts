import type { Database } from '../../src/platform/database.ts'
import { newId, newNumber } from '../../src/platform/ids.ts'

/** The ids of one customer's completed monthly application, as `seedSale` wrote it. */
export interface SeededSale {
  productId: string
  customerId: string
  applicationId: string
  contractId: string
  paymentId: string
  number: string
}

/** Writes a completed monthly application with all that belongs to it. `startedAt` decides its place in lists. */
export async function seedSale(
  db: Database,
  person: { familyName: string; givenName: string; familyKana?: string; givenKana?: string; email: string },
  startedAt: Date,
): Promise<SeededSale> {
  const [productId, customerId, applicationId, contractId, paymentId] = [newId(), newId(), newId(), newId(), newId()]
  const number = newNumber('A')
  const product = { id: productId, slug: `p-${productId}`, name: 'オンライン講座', kind: 'monthly', priceYen: 3_980 }
  await db
    .insertInto('products')
    .values({ ...product, state: 'published' })
    .execute()
  await db
    .insertInto('customers')
    .values({ id: customerId, ...person, emailKey: person.email.toLowerCase(), createdAt: startedAt })
    .execute()
  await db
    .insertInto('applications')
    .values({
      ...{ id: applicationId, number, submissionKey: newId(), productId, customerId, ...person, startedAt },
      ...{ state: 'completed', amountYen: 3_980, productName: product.name, productKind: product.kind },
      finishedAt: startedAt,
    })
    .execute()
  await db
    .insertInto('contracts')
    .values({
      ...{ id: contractId, number: newNumber('C'), customerId, productId, applicationId, priceYen: 3_980 },
      ...{ state: 'active', anchorDate: '2028-01-31', termNo: 0, createdAt: startedAt },
    })
    .execute()
  await db
    .insertInto('payments')
    .values({
      ...{
        id: paymentId,
        orderId: `order-${paymentId}`,
        method: 'card',
        purpose: 'application',
        applicationId,
        contractId,
      },
      ...{ termNo: 0, amountYen: 3_980, state: 'succeeded', card: JSON.stringify({ brand: 'Visa', last4: '4242' }) },
      ...{
        gateway: 'tokenpay',
        chargeId: `ch_${paymentId}`,
        savedCard: 'sealed:v1:saved-card-reference',
        createdAt: startedAt,
        settledAt: startedAt,
      },
    })
    .execute()
  return { productId, customerId, applicationId, contractId, paymentId, number }
}
