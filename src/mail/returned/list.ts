import { sql } from 'kysely'
import type { Reader } from '../../platform/database.ts'
import { withoutLinkKeys } from '../link-keys.ts'
import { failureWords, reasonWords } from '../reason-words.ts'
import type { Kind, Reason, RecipientClass } from '../reports/index.ts'
import { readableText } from '../reports/index.ts'
import type { ReturnedSource } from './store.ts'

export type ReportState = 'counted' | 'known' | 'nothing' | 'open' | 'settled'

/** Something that came back, as staff see it. */
export interface ListedReport {
  id: number
  source: ReturnedSource
  kind: Kind
  state: ReportState
  /** The address that it names, else that of its letter; null where neither is known. */
  recipient: string | null
  class: RecipientClass | null
  /** Why the letter did not arrive, in words; null where nothing is said of that. */
  cause: string | null
  diagnostic: string
  reporter: string
  sender: string | null
  subject: string | null
  letterId: number | null
  letterSubject: string | null
  customerId: string | null
  reportedAt: Date
  settledAt: Date | null
  settledBy: string | null
  settledAs: 'nothing' | 'bounce' | 'complaint' | null
}

export interface ReportFilter {
  state?: ReportState | undefined
  kind?: Kind | undefined
  customerId?: string | undefined
}

interface Row extends Omit<ListedReport, 'cause'> {
  reason: Reason | null
}

const LISTED = sql`m.id, r.source, m.kind, m.state, coalesce(m.recipient, l.to_address) as recipient, m.class, m.reason, m.diagnostic, m.reporter, m.sender, m.subject,
  m.letter_id, l.subject as letter_subject, l.customer_id, m.reported_at, m.settled_at, m.settled_by, m.settled_as`

const FROM = sql`mail_reports m join returned_mail r on r.id = m.returned_mail_id left join letters l on l.id = m.letter_id`

/** At most `limit` of what came back, newest first, older than the report `after`. */
export async function listReports(
  reader: Reader,
  { state, kind, customerId }: ReportFilter,
  page: { limit: number; after?: number | undefined },
): Promise<ListedReport[]> {
  const result = await sql<Row>`
    select ${LISTED} from ${FROM}
    where ${state === undefined ? sql`true` : sql`m.state = ${state}`}
      and ${kind === undefined ? sql`true` : sql`m.kind = ${kind}`}
      and ${customerId === undefined ? sql`true` : sql`l.customer_id = ${customerId}`}
      and ${page.after === undefined ? sql`true` : sql`m.id < ${page.after}`}
    order by m.id desc limit ${page.limit}`.execute(reader)
  return result.rows.map(listed)
}

/** How many wait for a person. */
export async function countOpenReports(reader: Reader): Promise<number> {
  const counted = await sql<{ open: number }>`select count(*) as open from mail_reports where state = 'open'`.execute(
    reader,
  )
  return counted.rows[0]?.open ?? 0
}

/** One of them with its text, or null. The text is null once it was forgotten; keys of personal links are hidden in it. */
export async function findReport(reader: Reader, id: number): Promise<(ListedReport & { text: string | null }) | null> {
  const result = await sql<Row & { raw: Uint8Array | null }>`
    select ${LISTED}, r.raw from ${FROM} where m.id = ${id}`.execute(reader)
  const row = result.rows[0]
  if (row === undefined) return null
  const { raw, ...report } = row
  return { ...listed(report), text: raw === null ? null : textOf(report.source, raw) }
}

function textOf(source: ReturnedSource, raw: Uint8Array): string {
  const isMessage = source === 'pipe' || source === 'mailbox'
  return withoutLinkKeys(isMessage ? readableText(raw) : new TextDecoder().decode(raw))
}

function listed({ reason, ...report }: Row): ListedReport {
  return { ...report, cause: causeOf(report.class, reason) }
}

function causeOf(reported: RecipientClass | null, reason: Reason | null): string | null {
  if (reason === null || reported === null) return null
  return reported === 'notice' ? reasonWords[reason] : failureWords({ class: reported, reason })
}

/** A letter that a report without a token may be about. */
export interface CandidateLetter {
  id: number
  customerId: string | null
  toAddress: string
  subject: string
  createdAt: Date
}

const MOST_CANDIDATES = 10

/** The latest letters to an address that were sent and not returned, newest first: one of them is what a person may mean. */
export async function candidateLetters(reader: Reader, address: string): Promise<CandidateLetter[]> {
  const result = await sql<CandidateLetter>`
    select id, customer_id, to_address, subject, created_at from letters
    where lower(to_address) = ${address.trim().toLowerCase()} and audience = 'customer' and state in ('accepted', 'undeliverable')
    order by id desc limit ${MOST_CANDIDATES}`.execute(reader)
  return result.rows
}
