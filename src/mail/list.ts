import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'
import type { UndeliverableClass } from './letter.ts'
import { withoutLinkKeys } from './link-keys.ts'
import { failureWords } from './reason-words.ts'
import type { Reason } from './reports/index.ts'
import type { CustomerLetterKind } from './wishes.ts'

/** A letter as staff see it in 送信箱, without its text. */
export interface ListedLetter {
  id: number
  audience: string
  kind: string
  customerId: string | null
  toAddress: string
  toName: string | null
  subject: string
  state: string
  /** Why it waits or failed, in words. */
  reason: string | null
  attempts: number
  /** The letter that it repeats. */
  resendOf: number | null
  createdAt: Date
  /** The next try, while it waits. */
  dueAt: Date | null
  finishedAt: Date | null
  /** Why it did not arrive, in words; the server's own are the reason. Null of letters that failed before this was kept. */
  failure: string | null
  /** When it was reported as spam, in business time. */
  complainedAt: Date | null
}

export interface LetterFilter {
  audience?: string | undefined
  state?: string | undefined
  customerId?: string | undefined
}

/** A letter that waits for a mail server to be set is told apart from one that waits for its turn. */
const STATE = sql`case when l.state = 'queued' and l.blocked then 'blocked' else l.state end`

const LISTED = sql`l.id, l.audience, l.kind, l.customer_id, l.to_address, l.to_name, l.subject, ${STATE} as state, l.reason, l.attempts,
  l.resend_of, l.created_at, case when l.state in ('queued', 'sending') then l.due_at end as due_at, l.finished_at, l.complained_at, l.failure_class, l.failure_reason`

/** At most `limit` letters, newest first, older than the letter `after`. */
export async function listLetters(
  reader: Reader,
  { audience, state, customerId }: LetterFilter,
  page: { limit: number; after?: number | undefined },
): Promise<ListedLetter[]> {
  const result = await sql<Row>`
    select ${LISTED} from letters l
    where ${audience === undefined ? sql`true` : sql`l.audience = ${audience}`}
      and ${state === undefined ? sql`true` : sql`${STATE} = ${state}`}
      and ${customerId === undefined ? sql`true` : sql`l.customer_id = ${customerId}`}
      and ${page.after === undefined ? sql`true` : sql`l.id < ${page.after}`}
    order by l.id desc limit ${page.limit}`.execute(reader)
  return result.rows.map(listed)
}

/** How many letters of a kind wait to be sent; `most` when there are more. */
export async function countWaitingLetters(reader: Reader, kind: CustomerLetterKind, most: number): Promise<number> {
  const counted = await sql<{ letters: number }>`
    select count(*) as letters from (
      select 1 from letters where state in ('queued', 'sending') and kind = ${kind} limit ${most}) waiting`.execute(
    reader,
  )
  return counted.rows[0]?.letters ?? 0
}

/**
 * One letter with its text, or null. The key of a personal link (`/register/<key>`) is replaced: whoever holds it may set
 * the customer's password, and staff must not.
 */
export async function findLetter(reader: Reader, id: number): Promise<(ListedLetter & { body: string }) | null> {
  const result = await sql<Row & { body: string }>`
    select ${LISTED}, l.body from letters l where l.id = ${id}`.execute(reader)
  const letter = result.rows[0]
  return letter ? { ...listed(letter), body: withoutLinkKeys(letter.body) } : null
}

interface Row extends Omit<ListedLetter, 'failure'> {
  failureClass: UndeliverableClass | null
  failureReason: Reason | null
}

function listed<Of extends Row>({ failureClass, failureReason, ...letter }: Of) {
  const known = failureClass !== null && failureReason !== null
  return { ...letter, failure: known ? failureWords({ class: failureClass, reason: failureReason }) : null }
}
