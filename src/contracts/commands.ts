import type { Tx } from '../platform/database.ts'
import { newId, newNumber } from '../platform/ids.ts'
import type { Day } from '../site/index.ts'
import { FIRST_TERM } from './contract.ts'
import type { SavedCard } from './stored.ts'

/** A contract to be opened by an accepted application; `anchor` is that day in the shop's time zone. */
export interface NewContract {
  customerId: string
  productId: string
  applicationId: string
  priceYen: number
  anchor: Day
  savedCard: SavedCard | null
  now: Date
}

/** Opens a contract, active, with its first term paid. */
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
      savedCard: contract.savedCard === null ? null : JSON.stringify(contract.savedCard),
      createdAt: contract.now,
    })
    .execute()
  return opened
}
