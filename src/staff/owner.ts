import { sql } from 'kysely'
import { type Database, type Ringer, type Tx, transact } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import type { StaffAuth, StaffMember } from './accounts.ts'
import { hasStaff } from './members.ts'
import { type NewOwner, PASSWORD_MAX, PASSWORD_MIN } from './schema.ts'
import { consumeSetupLink } from './setup-link.ts'

/** `owner_exists`: there are staff already. `link_unusable`: unknown, used or expired. */
export type OwnerRefusal = 'owner_exists' | 'link_unusable' | 'password_length'

export type OwnerCreation = { kind: 'created'; owner: StaffMember } | { kind: 'refused'; code: OwnerRefusal }

export interface OwnerParts {
  db: Database
  doorbell: Ringer
  auth: Pick<StaffAuth, 'hashPassword'>
  /** What else belongs to the first start (the administrators' mail goes to the owner); in the same transaction. */
  onCreated: (tx: Tx, owner: StaffMember) => Promise<void>
}

/**
 * Makes the first account of the staff. `setupToken`: the token of the setup link, used up in the same transaction; null
 * for the command line, whose user owns the machine anyway. Two at once: one wins.
 */
export async function createOwner(
  parts: OwnerParts,
  owner: NewOwner,
  setupToken: string | null,
): Promise<OwnerCreation> {
  if (owner.password.length < PASSWORD_MIN || owner.password.length > PASSWORD_MAX)
    return { kind: 'refused', code: 'password_length' }
  // Before the transaction: the hash takes about 100 ms on purpose.
  const password = await parts.auth.hashPassword(owner.password)
  return transact(parts.db, parts.doorbell, async (tx): Promise<OwnerCreation> => {
    // The lock makes "nobody is there yet" hold until the commit; reading goes on.
    await sql`lock table staff_user in share row exclusive mode`.execute(tx)
    if (await hasStaff(tx)) return { kind: 'refused', code: 'owner_exists' }
    if (setupToken !== null && !(await consumeSetupLink(tx, setupToken)))
      return { kind: 'refused', code: 'link_unusable' }
    const member = { id: newId(), name: owner.name.trim(), email: owner.email.trim().toLowerCase() }
    await insertAccount(tx, member, password)
    await parts.onCreated(tx, member)
    return { kind: 'created', owner: member }
  })
}

/** As better-auth writes an account with a password: provider `credential`, the user's id as the account's. */
async function insertAccount(tx: Tx, member: StaffMember, password: string): Promise<void> {
  await tx.insertInto('staffUser').values(member).execute()
  await tx
    .insertInto('staffAccount')
    .values({ id: newId(), accountId: member.id, providerId: 'credential', userId: member.id, password })
    .execute()
}
