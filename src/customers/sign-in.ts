import type { Reader } from '../platform/database.ts'
import { accountName, type MemberAccounts, type SignInResult } from './accounts.ts'
import { foldEmail } from './customer.ts'
import { findCustomerByEmail } from './queries.ts'

/** Signs a member in by the address they applied with, however they type it. An unknown address takes as long as a wrong password. */
export async function signIn(
  parts: { db: Reader; accounts: MemberAccounts },
  email: string,
  password: string,
  clientAddress: string,
): Promise<SignInResult> {
  const customer = await findCustomerByEmail(parts.db, foldEmail(email))
  return parts.accounts.signIn(accountName(customer?.id ?? 'nobody'), password, clientAddress)
}
