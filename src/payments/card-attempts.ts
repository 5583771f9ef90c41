import { isIPv6 } from 'node:net'
import { sql } from 'kysely'
import type { Tx } from '../platform/database.ts'

/** The 20th attempt within an hour from one address is refused, and the 10th for one e-mail. */
const FROM_ONE_ADDRESS = 19
const FOR_ONE_EMAIL = 9

/**
 * Admits an attempt to charge a card, or refuses it: card testers must neither reach the gateway nor burn the shop's chat
 * budget. Counts on PostgreSQL's clock; a refused attempt does not count, so a person is free again after an hour.
 * The locks make attempts of one address wait for each other; they are freed with the transaction.
 */
export async function admitCardAttempt(tx: Tx, address: string, emailKey: string): Promise<boolean> {
  const from = networkOf(address)
  await sql`select pg_advisory_xact_lock(hashtextextended(${`card address ${from}`}, 0))`.execute(tx)
  await sql`select pg_advisory_xact_lock(hashtextextended(${`card email ${emailKey}`}, 0))`.execute(tx)
  // Older ones decide nothing any more, and who tried when is nobody's business then.
  await sql`delete from card_attempts where attempted_at < now() - interval '1 day'`.execute(tx)
  const counted = await sql<{ fromAddress: number; forEmail: number }>`
    select count(*) filter (where address = ${from}) as from_address, count(*) filter (where email_key = ${emailKey}) as for_email
    from card_attempts where attempted_at > now() - interval '1 hour' and (address = ${from} or email_key = ${emailKey})`.execute(
    tx,
  )
  const { fromAddress, forEmail } = counted.rows[0] ?? { fromAddress: 0, forEmail: 0 }
  if (fromAddress >= FROM_ONE_ADDRESS || forEmail >= FOR_ONE_EMAIL) return false
  await tx.insertInto('cardAttempts').values({ address: from, emailKey }).execute()
  return true
}

/** One customer of a provider has a whole /64 of IPv6 to try from (RFC 6177), but one IPv4 address. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = address.toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const zeros = address.includes('::') ? Array.from({ length: 8 - before.length - after.length }, () => '0') : []
  const groups = [...before, ...zeros, ...after].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''))
  return `${groups.join(':')}::/64`
}
