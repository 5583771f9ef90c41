import { findWrittenLetter, linkKeysIn, writeAgain } from '../mail/index.ts'
import type { Ringer } from '../platform/database.ts'
import { type Database, type Reader, type Tx, transact } from '../platform/database.ts'
import { hashOfToken } from '../platform/ids.ts'
import { findCustomer } from './queries.ts'
import { readRegistrationLink } from './registration.ts'

/** What became of sending a letter again by hand. */
export type Resent =
  | { kind: 'written'; letterId: number }
  | { kind: 'unknown' }
  /** It is still on its way, or an earlier repetition is. */
  | { kind: 'waiting' }
  /** It brings a personal link that opens nothing any more. */
  | { kind: 'link_used' | 'link_expired' }

/** These letters are about the address they go to; all others follow the customer to a corrected address. */
const ABOUT_THEIR_ADDRESS: readonly string[] = ['mail_change', 'mail_changed']

/** Sends a letter to a customer once more, in the same words. `baseUrl` gives the Message-ID its domain. */
export async function resendLetter(
  parts: { db: Database; doorbell: Ringer; baseUrl: string },
  letterId: number,
  now: Date,
): Promise<Resent> {
  return transact(parts.db, parts.doorbell, async (tx): Promise<Resent> => {
    const letter = await findWrittenLetter(tx, letterId)
    if (!letter) return { kind: 'unknown' }
    if (letter.state === 'queued' || letter.state === 'sending') return { kind: 'waiting' }
    for (const key of linkKeysIn(letter.body)) {
      const standing = await standingOf(tx, key, now)
      if (standing !== 'good') return { kind: standing }
    }
    const written = await writeAgain(tx, parts.baseUrl, letter, await addressOf(tx, letter))
    return written === null ? { kind: 'waiting' } : { kind: 'written', letterId: written }
  })
}

async function addressOf(
  tx: Tx,
  { kind, customerId, toAddress }: { kind: string; customerId: string | null; toAddress: string },
): Promise<string> {
  if (customerId === null || ABOUT_THEIR_ADDRESS.includes(kind)) return toAddress
  return (await findCustomer(tx, customerId))?.email ?? toAddress
}

/** What a key opens; a text that is no key of ours does no harm. */
async function standingOf(reader: Reader, key: string, now: Date): Promise<'good' | 'link_used' | 'link_expired'> {
  const registration = await readRegistrationLink(reader, key, now)
  if (registration.kind === 'used') return 'link_used'
  if (registration.kind === 'expired') return 'link_expired'
  const link = await reader
    .selectFrom('memberLinks')
    .select(['usedAt', 'expiresAt'])
    .where('tokenHash', '=', hashOfToken(key))
    .executeTakeFirst()
  if (!link) return 'good'
  if (link.usedAt !== null) return 'link_used'
  return link.expiresAt.getTime() <= now.getTime() ? 'link_expired' : 'good'
}
