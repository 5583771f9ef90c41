import type { Context } from 'hono'
import { type Customer, findCustomerOfAccount, type MemberAccounts } from '../../customers/index.ts'
import type { Reader } from '../../platform/database.ts'

/** The customer whose session this browser holds, or null. */
export async function signedInCustomer(
  c: Context,
  parts: { db: Reader; accounts: MemberAccounts },
): Promise<Customer | null> {
  // Most visitors of an application page have none: they shall not wait for anybody to look.
  if (!c.req.header('cookie')?.includes('luxliner-member')) return null
  const account = await parts.accounts.accountOf(c.req.raw.headers)
  const customer = account === null ? null : await findCustomerOfAccount(parts.db, account)
  return customer?.state === 'withdrawn' ? null : customer
}
