import { append } from '../events/index.ts'
import { type LetterParts, writeToCustomer } from '../mail/index.ts'
import { type Database, type Reader, type Tx, transact } from '../platform/database.ts'
import type { Doorbell } from '../platform/doorbell.ts'
import { hashOfToken, newId, newToken } from '../platform/ids.ts'
import { statesBefore } from '../platform/transitions.ts'
import { accountName, type MemberAccounts } from './accounts.ts'
import { type Customer, type CustomerState, customerTransitions, snapshotOf } from './customer.ts'

/** How long a mailed link opens 本登録. */
const LINK_DAYS = 7
const DAY_MS = 86_400_000

/** What a link is good for at a moment. */
export type RegistrationLink =
  | { kind: 'open'; customer: Customer }
  | { kind: 'unknown' }
  | { kind: 'expired' }
  /** The customer has registered already, by this link or another. */
  | { kind: 'used' }

export type RegisterResult = { kind: 'registered'; customer: Customer } | Exclude<RegistrationLink, { kind: 'open' }>

/** Writes a link and returns its token and the moment it expires; only the token's hash is kept. */
export async function issueRegistrationLink(
  tx: Tx,
  customerId: string,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken()
  const expiresAt = new Date(now.getTime() + LINK_DAYS * DAY_MS)
  await tx
    .insertInto('registrationLinks')
    .values({ tokenHash: hashOfToken(token), customerId, expiresAt })
    .execute()
  return { token, expiresAt }
}

/** Links that were sent before are of no more use. */
export async function endRegistrationLinks(tx: Tx, customerId: string, now: Date): Promise<void> {
  await tx
    .updateTable('registrationLinks')
    .set({ expiresAt: now })
    .where('customerId', '=', customerId)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .execute()
}

/** Looks at a link without using it. */
export async function readRegistrationLink(reader: Reader, token: string, now: Date): Promise<RegistrationLink> {
  const row = await reader
    .selectFrom('registrationLinks as l')
    .innerJoin('customers as c', 'c.id', 'l.customerId')
    .select(['l.expiresAt', 'l.usedAt', 'c.id', 'c.email', 'c.familyName', 'c.givenName', 'c.state'])
    .where('l.tokenHash', '=', hashOfToken(token))
    .executeTakeFirst()
  if (!row || row.state === 'withdrawn') return { kind: 'unknown' }
  const { expiresAt, usedAt, ...customer } = row
  if (usedAt !== null || customer.state !== 'provisional') return { kind: 'used' }
  if (expiresAt.getTime() <= now.getTime()) return { kind: 'expired' }
  return { kind: 'open', customer: { ...customer, state: customer.state as CustomerState } }
}

/**
 * 本登録: sets the password, uses the link up and tells it, all in one transaction. Of two at once exactly one registers;
 * the other finds the link used. `password` has passed `passwordSchema`.
 */
export async function register(
  parts: LetterParts & { db: Database; doorbell: Doorbell; accounts: MemberAccounts },
  token: string,
  password: string,
  now: Date,
): Promise<RegisterResult> {
  const link = await readRegistrationLink(parts.db, token, now)
  if (link.kind !== 'open') return link
  // Hashing is slow on purpose; nobody waits for a row lock meanwhile.
  const passwordHash = await parts.accounts.hashPassword(password)
  const { customer } = link
  return transact(parts.db, parts.doorbell, async (tx): Promise<RegisterResult> => {
    if (!(await lockProvisional(tx, customer.id))) return { kind: 'used' }
    const memberUserId = newId()
    await addAccount(tx, memberUserId, customer, passwordHash, now)
    await tx
      .updateTable('customers')
      .set({ state: 'registered', registeredAt: now, memberUserId })
      .where('id', '=', customer.id)
      .execute()
    await tx.updateTable('registrationLinks').set({ usedAt: now }).where('tokenHash', '=', hashOfToken(token)).execute()
    const registered: Customer = { ...customer, state: 'registered' }
    await append(tx, {
      type: 'customer.registered',
      payload: { customer: snapshotOf(registered) },
      actor: { kind: 'customer', id: customer.id },
      occurredAt: now,
      about: { customerId: customer.id },
    })
    await writeToCustomer(tx, parts, customer, { kind: 'registered' })
    return { kind: 'registered', customer: registered }
  })
}

/** False when this customer cannot be registered any more (somebody else did it meanwhile); holds the row until the transaction ends. */
async function lockProvisional(tx: Tx, customerId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('customers')
    .select('id')
    .where('id', '=', customerId)
    .where('state', 'in', statesBefore(customerTransitions, 'registered'))
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** The rows better-auth would write at a sign-up, but in our transaction. Their shape: https://better-auth.com/docs/concepts/database */
async function addAccount(tx: Tx, userId: string, customer: Customer, password: string, now: Date): Promise<void> {
  const times = { createdAt: now, updatedAt: now }
  const name = `${customer.familyName} ${customer.givenName}`
  // The link came by mail, so the address is proved.
  const user = { id: userId, name, email: accountName(customer.id), emailVerified: true, ...times }
  await tx.insertInto('memberUser').values(user).execute()
  await tx
    .insertInto('memberAccount')
    .values({ id: newId(), accountId: userId, providerId: 'credential', userId, password, ...times })
    .execute()
}
