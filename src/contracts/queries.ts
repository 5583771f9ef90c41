import type { Reader } from '../platform/database.ts'
import type { Day } from '../site/index.ts'
import { type ContractState, nextChargeOn } from './contract.ts'

/** What a customer's own page shows of a contract. */
export interface ContractOfCustomer {
  id: string
  number: string
  productName: string
  priceYen: number
  state: ContractState
  nextChargeOn: Day
}

/** The contracts of a customer, the newest first. */
export async function listContractsOfCustomer(reader: Reader, customerId: string): Promise<ContractOfCustomer[]> {
  const rows = await reader
    .selectFrom('contracts as c')
    .innerJoin('applications as a', 'a.id', 'c.applicationId')
    .select(['c.id', 'c.number', 'a.productName', 'c.priceYen', 'c.state', 'c.anchorDate', 'c.anchorTerm', 'c.termNo'])
    .where('c.customerId', '=', customerId)
    .orderBy('c.createdAt', 'desc')
    .execute()
  return rows.map(({ anchorDate, anchorTerm, termNo, ...row }) => ({
    ...row,
    state: row.state as ContractState,
    nextChargeOn: nextChargeOn({ anchorDate, anchorTerm, termNo }),
  }))
}

/** Whether a customer has a contract that is not cancelled: also one that is suspended, or will end. */
export async function hasRunningContracts(reader: Reader, customerId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('contracts')
    .select('id')
    .where('customerId', '=', customerId)
    .where('state', '<>', 'cancelled')
    .executeTakeFirst()
  return row !== undefined
}
