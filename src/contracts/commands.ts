import { findCustomer, snapshotOf } from '../customers/index.ts'
import { type Actor, append } from '../events/index.ts'
import type { Tx } from '../platform/database.ts'
import { newId, newNumber } from '../platform/ids.ts'
import { findProduct } from '../products/index.ts'
import type { Day } from '../site/index.ts'
import { FIRST_TERM } from './contract.ts'

/** What renewals charge, and what is shown of it. */
export interface SavedCard {
  gateway: string
  brand: string
  last4: string
  expMonth: number
  expYear: number
  /** The gateway's reference, sealed. */
  sealedReference: string
}

/** A contract to be opened by an accepted application; `anchor` is that day in the shop's time zone. */
export interface NewContract {
  customerId: string
  productId: string
  applicationId: string
  priceYen: number
  anchor: Day
  method: 'card' | 'transfer'
  /** Null for one that is paid by transfer. */
  savedCard: SavedCard | null
  now: Date
}

/** Opens a contract, active, with its first term paid (or, by transfer, granted). */
export async function openContract(tx: Tx, contract: NewContract): Promise<{ id: string; number: string }> {
  const opened = { id: newId(), number: newNumber('C') }
  await tx
    .insertInto('contracts')
    .values({
      ...opened,
      customerId: contract.customerId,
      productId: contract.productId,
      applicationId: contract.applicationId,
      state: 'active',
      priceYen: contract.priceYen,
      anchorDate: contract.anchor,
      termNo: FIRST_TERM,
      method: contract.method,
      savedCard: contract.savedCard === null ? null : JSON.stringify(contract.savedCard),
      createdAt: contract.now,
    })
    .execute()
  return opened
}

/** Ends the contract that an application gave, at once, and tells it. Nothing happens when there is none or it has ended. */
export async function cancelContractOf(tx: Tx, applicationId: string, actor: Actor, now: Date): Promise<void> {
  const cancelled = await tx
    .updateTable('contracts')
    .set({ state: 'cancelled', suspendedReason: null, cancelledAt: now, dueAt: null })
    .where('applicationId', '=', applicationId)
    .where('state', '<>', 'cancelled')
    .returning(['id', 'number', 'customerId', 'productId', 'priceYen'])
    .executeTakeFirst()
  if (!cancelled) return
  const { id, number, customerId, productId, priceYen } = cancelled
  const customer = await findCustomer(tx, customerId)
  const product = await findProduct(tx, productId)
  if (customer === null || product === null) throw new Error(`contract ${number} without its customer or product`)
  await append(tx, {
    type: 'contract.cancelled',
    payload: {
      customer: snapshotOf(customer),
      contract: { id, number },
      product: { id: product.id, name: product.name, kind: product.kind, priceYen },
      by: actor.kind === 'staff' ? 'staff' : 'system',
    },
    actor,
    occurredAt: now,
    about: { customerId, applicationId, contractId: id },
  })
}
