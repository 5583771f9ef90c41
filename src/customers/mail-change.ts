import { type LetterParts, writeToCustomer } from '../mail/index.ts'
import { type Database, type Tx, transact } from '../platform/database.ts'
import type { Doorbell } from '../platform/doorbell.ts'
import { noteChanges } from './changes.ts'
import { type Customer, foldEmail } from './customer.ts'
import { letLettersGoAgain } from './lift-mail-stop.ts'
import { issueMemberLink, type MemberLink, readMemberLink, useMemberLink } from './member-links.ts'
import { findCustomerByEmail } from './queries.ts'

/** What changing an address needs. */
export interface MailChangeParts extends LetterParts {
  db: Database
  doorbell: Doorbell
}

/**
 * Sends the new address a letter; the change is made when its link is opened and confirmed, because only then it is known to
 * be theirs. Somebody else's address gets no letter, and the customer does not learn that it is known here.
 */
export async function requestMailChange(
  parts: MailChangeParts,
  customer: Customer,
  newEmail: string,
  now: Date,
): Promise<'sent' | 'same_address' | 'too_many'> {
  if (newEmail === customer.email) return 'same_address'
  return transact(parts.db, parts.doorbell, async (tx) => {
    const issued = await issueMemberLink(tx, { kind: 'mail_change', customerId: customer.id, newEmail, now })
    if (issued === null) return 'too_many'
    const owner = await findCustomerByEmail(tx, foldEmail(newEmail))
    if (owner !== null && owner.id !== customer.id) return 'sent'
    const link = { url: `${parts.baseUrl}/mypage/email/${issued.token}`, expiresAt: issued.expiresAt }
    await writeToCustomer(tx, parts, { ...customer, email: newEmail }, { kind: 'mail_change', link })
    return 'sent'
  })
}

export type MailChangeResult =
  | { kind: 'changed'; customer: Customer }
  /** Another customer has taken the address meanwhile. */
  | { kind: 'taken' }
  | Exclude<MemberLink, { kind: 'open' }>

/** Changes the address that a mailed link proved, and tells the old one. A new address is believed until a letter comes back. */
export async function confirmMailChange(parts: MailChangeParts, token: string, now: Date): Promise<MailChangeResult> {
  const link = await readMemberLink(parts.db, 'mail_change', token, now)
  if (link.kind !== 'open') return link
  const { customer, newEmail } = link
  if (newEmail === null) throw new Error('a change of address to nowhere')
  return transact(parts.db, parts.doorbell, async (tx): Promise<MailChangeResult> => {
    if (!(await useMemberLink(tx, 'mail_change', token, now))) return { kind: 'used' }
    if (!(await changeAddress(tx, customer.id, newEmail))) return { kind: 'taken' }
    const change = { what: 'email', from: customer.email, to: newEmail } as const
    const actor = { kind: 'customer', id: customer.id } as const
    await noteChanges(tx, customer.id, [change], actor, now)
    await letLettersGoAgain(tx, customer.id, 'undeliverable', actor, now)
    await writeToCustomer(tx, parts, customer, { kind: 'mail_changed', newAddress: newEmail })
    return { kind: 'changed', customer: { ...customer, email: newEmail } }
  })
}

/** False when the address belongs to another customer. */
async function changeAddress(tx: Tx, customerId: string, email: string): Promise<boolean> {
  const emailKey = foldEmail(email)
  const changed = await tx
    .updateTable('customers')
    .set({ email, emailKey })
    .where('id', '=', customerId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('customers as o')
            .select('o.id')
            .where('o.emailKey', '=', emailKey)
            .where('o.id', '<>', customerId),
        ),
      ),
    )
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}
