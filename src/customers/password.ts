import { type LetterParts, writeToCustomer } from '../mail/index.ts'
import { type Database, type Tx, transact } from '../platform/database.ts'
import type { Doorbell } from '../platform/doorbell.ts'
import type { MemberAccounts } from './accounts.ts'
import { type Customer, foldEmail } from './customer.ts'
import { invite } from './invite.ts'
import { issueMemberLink, type MemberLink, readMemberLink, useMemberLink } from './member-links.ts'
import { findCustomerByEmail } from './queries.ts'

/** What a forgotten password needs. */
export interface PasswordParts extends LetterParts {
  db: Database
  doorbell: Doorbell
}

/**
 * Sends whoever has this address the link with which they choose a new password; somebody who has not registered yet gets
 * the link of 本登録. Says nothing of whether the address is known: that is nobody else's business.
 */
export async function requestPasswordReset(parts: PasswordParts, email: string, now: Date): Promise<void> {
  const customer = await findCustomerByEmail(parts.db, foldEmail(email))
  if (customer === null || customer.state === 'withdrawn') return
  await transact(parts.db, parts.doorbell, async (tx) => {
    const issued = await issueMemberLink(tx, { kind: 'password_reset', customerId: customer.id, now })
    if (issued === null) return
    if (customer.state === 'registered') {
      const link = { url: `${parts.baseUrl}/mypage/password/${issued.token}`, expiresAt: issued.expiresAt }
      await writeToCustomer(tx, parts, customer, { kind: 'password_reset', link })
    } else await invite(tx, parts, customer, { kind: 'visitor' }, now)
  })
}

export type ResetResult = { kind: 'reset'; customer: Customer } | Exclude<MemberLink, { kind: 'open' }>

/** Sets a new password by a mailed link and ends every session: whoever knew the old one is out. `password` has passed `passwordSchema`. */
export async function resetPassword(
  parts: PasswordParts & { accounts: MemberAccounts },
  token: string,
  password: string,
  now: Date,
): Promise<ResetResult> {
  const link = await readMemberLink(parts.db, 'password_reset', token, now)
  if (link.kind !== 'open') return link
  // Hashing is slow on purpose; nobody waits for a row lock meanwhile.
  const passwordHash = await parts.accounts.hashPassword(password)
  return transact(parts.db, parts.doorbell, async (tx): Promise<ResetResult> => {
    if (!(await useMemberLink(tx, 'password_reset', token, now))) return { kind: 'used' }
    await setPassword(tx, link.customer.id, passwordHash, now)
    return { kind: 'reset', customer: link.customer }
  })
}

async function setPassword(tx: Tx, customerId: string, passwordHash: string, now: Date): Promise<void> {
  const { memberUserId } = await tx
    .selectFrom('customers')
    .select('memberUserId')
    .where('id', '=', customerId)
    .executeTakeFirstOrThrow()
  if (memberUserId === null) throw new Error(`customer ${customerId} is registered without an account`)
  await tx
    .updateTable('memberAccount')
    .set({ password: passwordHash, updatedAt: now })
    .where('userId', '=', memberUserId)
    .where('providerId', '=', 'credential')
    .execute()
  await tx.deleteFrom('memberSession').where('userId', '=', memberUserId).execute()
}
