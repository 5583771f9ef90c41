import type { Reader, Tx } from '../platform/database.ts'
import type { Customer, CustomerInFull, CustomerState } from './customer.ts'

const COLUMNS = ['id', 'email', 'familyName', 'givenName', 'state'] as const

/** Reads one customer by a unique column, or null. */
async function findBy(
  reader: Reader,
  column: 'id' | 'emailKey' | 'memberUserId',
  value: string,
): Promise<Customer | null> {
  const row = await reader.selectFrom('customers').select(COLUMNS).where(column, '=', value).executeTakeFirst()
  return row ? { ...row, state: row.state as CustomerState } : null
}

export function findCustomer(reader: Reader, id: string): Promise<Customer | null> {
  return findBy(reader, 'id', id)
}

/** `emailKey` is the folded address (`foldEmail`). */
export function findCustomerByEmail(reader: Reader, emailKey: string): Promise<Customer | null> {
  return findBy(reader, 'emailKey', emailKey)
}

/** The same, and keeps them from being withdrawn until the transaction ends. */
export async function holdCustomerByEmail(tx: Tx, emailKey: string): Promise<Customer | null> {
  const row = await tx
    .selectFrom('customers')
    .select(COLUMNS)
    .where('emailKey', '=', emailKey)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row ? { ...row, state: row.state as CustomerState } : null
}

/** The customer who logs in with this account. */
export function findCustomerOfAccount(reader: Reader, memberUserId: string): Promise<Customer | null> {
  return findBy(reader, 'memberUserId', memberUserId)
}

/** The customer, whom nobody else changes until the transaction ends; null when there is none. */
export async function lockCustomer(tx: Tx, id: string): Promise<CustomerInFull | null> {
  const row = await tx
    .selectFrom('customers')
    .select(['id', 'email', 'familyName', 'givenName', 'familyKana', 'givenKana', 'newsletter', 'state'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ? { ...row, state: row.state as CustomerState } : null
}
