import { openContract, type SavedCard } from '../../src/contracts/index.ts'
import type { NewEvent } from '../../src/events/index.ts'
import type { Tx } from '../../src/platform/database.ts'
import { newId, newNumber } from '../../src/platform/ids.ts'
import type { Product } from '../../src/products/index.ts'
import { dayIn } from '../../src/site/index.ts'

const HOUR_MS = 3_600_000

/** A completed application with what belongs to it. */
export interface Sale {
  product: Product
  customer: { id: string; familyName: string; givenName: string; email: string }
  application: { id: string; number: string }
  contract: { id: string; number: string } | null
  at: Date
  registered: boolean
  method: 'card' | 'transfer'
}

/** The events of a sale. */
export function storyOf({ product, customer, application, contract, at, registered, method }: Sale): NewEvent[] {
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
        application: { ...application, kind: 'standard', amountYen: product.priceYen, method },
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

/** What a sale is invented from. */
export interface SaleIdea extends Pick<Sale, 'product' | 'at' | 'registered' | 'method'> {
  person: { familyName: string; givenName: string; mailbox: string; familyKana?: string; givenKana?: string }
  /** What renewals charge; null for a sale by transfer. */
  savedCard: SavedCard | null
}

/** Invents a completed application, its customer, and its contract where the product is monthly; no payment. */
export async function inventSale(tx: Tx, idea: SaleIdea): Promise<Sale> {
  const { product, person, at, registered, method, savedCard } = idea
  const { mailbox, ...name } = person
  const email = `${mailbox}@customer.example`
  const customer = { id: newId(), familyName: name.familyName, givenName: name.givenName, email }
  await tx
    .insertInto('customers')
    .values({
      ...{ ...customer, ...name, emailKey: email, createdAt: at },
      state: registered ? 'registered' : 'provisional',
      registeredAt: registered ? new Date(at.getTime() + HOUR_MS) : null,
    })
    .execute()
  const application = { id: newId(), number: newNumber('A') }
  await tx
    .insertInto('applications')
    .values({
      ...{ ...application, ...name, email, method, state: 'completed', customerId: customer.id },
      ...{ productId: product.id, productName: product.name, productKind: product.kind, amountYen: product.priceYen },
      ...{ submissionKey: `sample-${application.id}`, startedAt: at, finishedAt: at },
    })
    .execute()
  const contract =
    product.kind === 'monthly'
      ? await openContract(tx, {
          ...{ customerId: customer.id, productId: product.id, applicationId: application.id, method, savedCard },
          ...{ priceYen: product.priceYen, anchor: dayIn('Asia/Tokyo', at), now: at },
        })
      : null
  return { product, customer, application, contract, at, registered, method }
}
