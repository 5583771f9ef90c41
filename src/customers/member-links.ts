import type { Reader, Tx } from '../platform/database.ts'
import { hashOfToken, newToken } from '../platform/ids.ts'
import type { Customer, CustomerState } from './customer.ts'

const HOUR_MS = 3_600_000

/** How long each kind of link is good for: long enough to find the letter, short enough for a mail box that others see. */
export const LINK_HOURS = { password_reset: 1, mail_change: 24 } as const
export type MemberLinkKind = keyof typeof LINK_HOURS

/** So many letters with such a link go to one customer within an hour: nobody floods a mail box through our pages. */
const MOST_AN_HOUR = 3

/** What a link is good for at a moment. */
export type MemberLink =
  /** `newEmail`: the address to change to, of a `mail_change`. */
  | { kind: 'open'; customer: Customer; newEmail: string | null }
  | { kind: 'unknown' }
  | { kind: 'expired' }
  | { kind: 'used' }

/** Writes a link and returns its token and when it expires; null when this customer has had enough of them for now. */
export async function issueMemberLink(
  tx: Tx,
  link: { kind: MemberLinkKind; customerId: string; newEmail?: string; now: Date },
): Promise<{ token: string; expiresAt: Date } | null> {
  const { kind, customerId, newEmail = null, now } = link
  const lifeMs = LINK_HOURS[kind] * HOUR_MS
  // Holds the customer, so that two requests at once are counted one after the other.
  await tx.selectFrom('customers').select('id').where('id', '=', customerId).forUpdate().execute()
  const { count } = await tx
    .selectFrom('memberLinks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('customerId', '=', customerId)
    .where('kind', '=', kind)
    .where('expiresAt', '>', new Date(now.getTime() + lifeMs - HOUR_MS))
    .executeTakeFirstOrThrow()
  if (count >= MOST_AN_HOUR) return null
  const token = newToken()
  const expiresAt = new Date(now.getTime() + lifeMs)
  const tokenHash = hashOfToken(token)
  await tx.insertInto('memberLinks').values({ tokenHash, kind, customerId, newEmail, expiresAt }).execute()
  return { token, expiresAt }
}

/** Looks at a link without using it. */
export async function readMemberLink(
  reader: Reader,
  kind: MemberLinkKind,
  token: string,
  now: Date,
): Promise<MemberLink> {
  const row = await reader
    .selectFrom('memberLinks as l')
    .innerJoin('customers as c', 'c.id', 'l.customerId')
    .select(['l.expiresAt', 'l.usedAt', 'l.newEmail', 'c.id', 'c.email', 'c.familyName', 'c.givenName', 'c.state'])
    .where('l.tokenHash', '=', hashOfToken(token))
    .where('l.kind', '=', kind)
    .executeTakeFirst()
  if (!row) return { kind: 'unknown' }
  const { expiresAt, usedAt, newEmail, ...customer } = row
  if (usedAt !== null) return { kind: 'used' }
  if (expiresAt.getTime() <= now.getTime()) return { kind: 'expired' }
  return { kind: 'open', customer: { ...customer, state: customer.state as CustomerState }, newEmail }
}

/**
 * Uses a link up, and every other of its kind that this customer got. False when somebody else used it meanwhile: of two at
 * once exactly one goes on.
 */
export async function useMemberLink(tx: Tx, kind: MemberLinkKind, token: string, now: Date): Promise<boolean> {
  const used = await tx
    .updateTable('memberLinks')
    .set({ usedAt: now })
    .where('tokenHash', '=', hashOfToken(token))
    .where('usedAt', 'is', null)
    .returning('customerId')
    .executeTakeFirst()
  if (!used) return false
  await tx
    .updateTable('memberLinks')
    .set({ usedAt: now })
    .where('customerId', '=', used.customerId)
    .where('kind', '=', kind)
    .where('usedAt', 'is', null)
    .execute()
  return true
}
