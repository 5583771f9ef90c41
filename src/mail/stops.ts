import { type RawBuilder, type Sql, sql } from 'kysely'
import type { Reader, Tx } from '../platform/database.ts'
import { dayIn } from '../site/index.ts'
import { type LetterEnd, stopsLetters } from './stop-rules.ts'

/** Why letters that need not be sent stop: they do not arrive, or the customer reported one as spam. */
export type StopCause = 'undeliverable' | 'complained'

/** A customer's mail, in one word. */
export type MailState = 'ok' | StopCause

/** A running stop of a customer's letters. */
export interface MailStop {
  cause: StopCause
  /** The server's words, or who reported it. */
  words: string
  letterId: number | null
  /** Business time. */
  since: Date
}

/** Letters older than this say nothing of an address any more. */
const LONGEST_MEMORY_DAYS = 400
const MOST_REMEMBERED = 200

/** A server takes some letters and returns them within minutes, seldom within days: only then it has arrived. */
const ARRIVED_AFTER_MS = 2 * 24 * 3_600_000

/** `MailState` of the customer whose id this is, for a select. A dead address is told before a complaint. */
export function mailStateOf(customerId: ReturnType<Sql['ref']>): RawBuilder<MailState> {
  return sql`coalesce((select max(s.cause) from mail_stops s where s.customer_id = ${customerId} and s.lifted_at is null), 'ok')`
}

/** The running stops of a customer. */
export async function listMailStops(reader: Reader, customerId: string): Promise<MailStop[]> {
  const stops = await reader
    .selectFrom('mailStops')
    .select(['cause', 'words', 'letterId', 'since'])
    .where('customerId', '=', customerId)
    .where('liftedAt', 'is', null)
    .orderBy('cause', 'desc')
    .execute()
  return stops.map((stop) => ({ ...stop, cause: stop.cause as StopCause }))
}

/** Stops the letters to a customer that need not be sent. False when they stop for this cause already. */
export async function stopLetters(tx: Tx, customerId: string, stop: MailStop): Promise<boolean> {
  const stopped = await tx
    .insertInto('mailStops')
    .values({ customerId, ...stop })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return stopped !== undefined
}

/** Lets letters go again. From now on failures count anew. False when nothing stopped them for this cause. */
export async function liftStop(tx: Tx, customerId: string, cause: StopCause, now: Date): Promise<boolean> {
  const lifted = await tx
    .updateTable('mailStops')
    .set({ liftedAt: now })
    .where('customerId', '=', customerId)
    .where('cause', '=', cause)
    .where('liftedAt', 'is', null)
    .executeTakeFirst()
  return lifted.numUpdatedRows > 0n
}

/** Whether letters to this address stop now, after the latest one failed; counts afresh from the letters themselves. */
export async function shouldStop(
  tx: Tx,
  { customerId, address }: { customerId: string; address: string },
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<boolean> {
  const ends = await tx
    .selectFrom('letters')
    .select(['state', 'failureClass', 'outcomeAt', 'deliveredAt'])
    .where('customerId', '=', customerId)
    .where(({ eb, fn }) => eb(fn('lower', ['toAddress']), '=', address.toLowerCase()))
    .where('state', 'in', ['accepted', 'undeliverable'])
    .where('outcomeAt', '>', await countedFrom(tx, customerId, now))
    .orderBy('outcomeAt', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_REMEMBERED)
    .execute()
  const history = ends.reverse().flatMap((letter) => endOf(letter, now, timeZone) ?? [])
  return stopsLetters(address, history, dayIn(timeZone, now))
}

/** Since staff lifted the latest stop: what was known before is forgiven. */
async function countedFrom(tx: Tx, customerId: string, now: Date): Promise<Date> {
  const lifted = await tx
    .selectFrom('mailStops')
    .select(({ fn }) => fn.max('liftedAt').as('at'))
    .where('customerId', '=', customerId)
    .where('cause', '=', 'undeliverable')
    .executeTakeFirst()
  const oldest = now.getTime() - LONGEST_MEMORY_DAYS * 24 * 3_600_000
  return new Date(Math.max(oldest, lifted?.at?.getTime() ?? oldest))
}

interface EndedLetter {
  state: string
  failureClass: string | null
  outcomeAt: Date | null
  deliveredAt: Date | null
}

function endOf(
  { state, failureClass, outcomeAt, deliveredAt }: EndedLetter,
  now: Date,
  zone: string,
): LetterEnd | null {
  if (outcomeAt === null) return null
  if (state === 'accepted') {
    const arrived = deliveredAt !== null || now.getTime() - outcomeAt.getTime() >= ARRIVED_AFTER_MS
    return arrived ? { kind: 'arrived', day: dayIn(zone, outcomeAt) } : null
  }
  if (failureClass !== 'dead' && failureClass !== 'given_up') return null
  return { kind: failureClass, day: dayIn(zone, outcomeAt) }
}
