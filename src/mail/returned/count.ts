import { sql } from 'kysely'
import type { Tx } from '../../platform/database.ts'
import {
  type ConsequenceParts,
  endUndeliverable,
  followComplaint,
  type LetterInQuestion,
  noteAdministratorUnreached,
  wordsOf,
} from '../consequences.ts'
import type { Failure } from '../failure.ts'
import type { LetterState } from '../letter.ts'
import { domainOf } from '../reports/addresses.ts'
import type { Report } from './report.ts'

/** What became of a report. `later`: its letter is being sent at this moment. */
export type Counted = 'counted' | 'known' | 'nothing' | 'open' | 'later'

/** Mail about events to administrators, which is told by `deliveries`: handed in. */
export interface MailNotices {
  /** Notes that one came back, and why; to whom it was, or null where nobody knows it. */
  noteReturned(tx: Tx, reference: string, words: string): Promise<string | null>
}

/** What counting reports needs. */
export interface CountParts extends ConsequenceParts {
  notices: MailNotices
}

/** The letter that a report is about. */
export interface FoundLetter extends LetterInQuestion {
  state: LetterState
  attempts: number
}

/**
 * Draws the consequences of a report, once: the row with its key is written in the same transaction. What ties no letter to
 * itself, or is not understood, is left to a person.
 */
export async function countReport(tx: Tx, parts: CountParts, returnedMailId: number, report: Report): Promise<Counted> {
  const letter = await findLetter(tx, report)
  if (letter?.state === 'sending') return 'later'
  const written = await writeReport(tx, returnedMailId, report, letter)
  if (written === null) return 'known'
  const counted = await follow(tx, parts, report, letter)
  await tx.updateTable('mailReports').set({ state: counted }).where('id', '=', written).execute()
  return counted
}

async function findLetter(tx: Tx, { named, remoteId }: Report): Promise<FoundLetter | null> {
  if (named?.kind === 'letter') return lockLetter(tx, sql`id = ${named.id}`)
  return remoteId === null ? null : lockLetter(tx, sql`remote_id = ${remoteId}`)
}

/** The letter, which nobody else changes until the transaction ends. */
export async function lockLetter(tx: Tx, where: ReturnType<typeof sql>): Promise<FoundLetter | null> {
  const found = await sql<FoundLetter>`
    select id, kind, audience, customer_id, to_address, subject, state, attempts from letters
    where ${where} for no key update`.execute(tx)
  return found.rows[0] ?? null
}

/** The row's id; null when the report is there already. */
async function writeReport(
  tx: Tx,
  returnedMailId: number,
  report: Report,
  letter: FoundLetter | null,
): Promise<number | null> {
  const { named, remoteId, ...told } = report
  const written = await tx
    .insertInto('mailReports')
    .values({ ...told, returnedMailId, letterId: letter?.id ?? null, state: 'open' })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return written?.id ?? null
}

async function follow(
  tx: Tx,
  parts: CountParts,
  report: Report,
  letter: FoundLetter | null,
): Promise<Exclude<Counted, 'later'>> {
  switch (report.kind) {
    case 'automatic_reply':
      return 'nothing'
    case 'notice':
      if (letter !== null && report.reason === 'delivered') await noteDelivered(tx, letter)
      return 'nothing'
    case 'complaint':
      if (letter === null) return 'open'
      return (await noteComplaint(tx, parts, letter, report.reporter)) ? 'counted' : 'known'
    case 'bounce': {
      const failure = failureOf(report, letter)
      if (failure === null) return 'open'
      if (letter === null) return followUpNotice(tx, parts, report, failure)
      if (letter.state === 'undeliverable') return 'known'
      return (await noteBounce(tx, parts, letter, failure)) ? 'counted' : 'open'
    }
    case 'unrecognised':
      return 'open'
  }
}

/** News of an event to an administrator: no letter of ours, but 要対応 all the same when it came back. */
async function followUpNotice(
  tx: Tx,
  { notices }: CountParts,
  { named }: Report,
  failure: Failure,
): Promise<'counted' | 'open'> {
  if (named?.kind !== 'notice') return 'open'
  const address = await notices.noteReturned(tx, named.reference, wordsOf(failure))
  if (address === null) return 'open'
  await noteAdministratorUnreached(tx, address, failure)
  return 'counted'
}

/**
 * Where the letter was forwarded to another domain and came back from there, the address that we know exists: nothing
 * arrives, but it is not dead.
 */
function failureOf(report: Report, letter: FoundLetter | null): Failure | null {
  const { class: reported, reason, recipient, diagnostic } = report
  if (reported === null || reported === 'notice' || reason === null) return null
  const elsewhere = letter && recipient?.includes('@') && domainOf(recipient) !== domainOf(letter.toAddress)
  return { class: reported === 'dead' && elsewhere ? 'given_up' : reported, reason, answer: diagnostic }
}

/** False when the letter is in no state from which it can come back: it was never sent. */
export async function noteBounce(
  tx: Tx,
  parts: ConsequenceParts,
  letter: FoundLetter,
  failure: Failure,
): Promise<boolean> {
  if (letter.state === 'queued' && letter.attempts === 0) return false
  return endUndeliverable(tx, parts, letter, failure, null)
}

/** False when somebody complained of this letter before. */
export async function noteComplaint(
  tx: Tx,
  parts: ConsequenceParts,
  letter: FoundLetter,
  reporter: string,
): Promise<boolean> {
  const noted = await tx
    .updateTable('letters')
    .set({ complainedAt: parts.clock.now() })
    .where('id', '=', letter.id)
    .where('complainedAt', 'is', null)
    .executeTakeFirst()
  if (noted.numUpdatedRows === 0n) return false
  await followComplaint(tx, parts, letter, reporter)
  return true
}

/** The receiving server's own word that it has the letter. */
async function noteDelivered(tx: Tx, letter: FoundLetter): Promise<void> {
  await sql`update letters set delivered_at = now() where id = ${letter.id} and delivered_at is null`.execute(tx)
}
