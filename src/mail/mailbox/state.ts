import { sql } from 'kysely'
import { type Database, type Reader, type Tx, transact } from '../../platform/database.ts'
import type { Doorbell } from '../../platform/doorbell.ts'
import type { SettingsStore } from '../../platform/settings.ts'
import { noteAttention, settleAttention } from '../../staff/index.ts'
import type { FailureCode, MailboxFailure } from './failure.ts'
import { mailboxDefinition } from './settings.ts'

/** The doorbell topic of looking into the mail box. */
export const MAILBOX_TOPIC = 'mailbox'

/** Longer than a look takes (60 s, see poll.ts). */
const LEASE_MS = 120_000
const LOOK_EVERY_SECONDS = 60
const LONGEST_WAIT_SECONDS = 900
/** After so long staff are told, once for each time it breaks. */
const TELL_AFTER_MINUTES = 60

const ATTENTION = 'mailbox'

/** The look into the mail box, leased to this process, and up to where messages are stored. */
export interface ClaimedLook {
  leaseToken: string
  place: string
  uidValidity: string
  lastUid: number
}

/** How a look ended. `read`: all there was, or only a part of it for now. */
export type LookOutcome =
  | { kind: 'off' }
  | { kind: 'read'; more: boolean }
  | { kind: 'failed'; failure: MailboxFailure }

/** How the mail box is doing, as the screen shows it. */
export interface MailboxState {
  /** When it was last read without a fault; null before the first time. */
  lastLookedAt: Date | null
  /** Since when it cannot be read; null while it can. */
  failingSince: Date | null
  failure: FailureCode | null
  /** In words for staff. */
  reason: string | null
}

/** What writing the outcome of a look needs. */
export interface MailboxStateParts {
  db: Database
  doorbell: Doorbell
  settings: SettingsStore
}

/** How the mail box is doing. */
export async function readMailboxState(reader: Reader): Promise<MailboxState> {
  const row = await reader
    .selectFrom('mailbox')
    .select(['lastLookedAt', 'failingSince', 'failure', 'reason'])
    .executeTakeFirstOrThrow()
  return { ...row, failure: row.failure as FailureCode | null }
}

/** Leases the look that is due; of two who ask at once, one gets it. */
export async function claimLook(db: Database): Promise<ClaimedLook[]> {
  const claimed = await sql<ClaimedLook>`
    update mailbox set lease_token = gen_random_uuid(), lease_until = now() + ${LEASE_MS} * interval '1 ms'
    where due_at <= now() and (lease_until is null or lease_until < now())
    returning lease_token, place, uid_validity, last_uid`.execute(db)
  return claimed.rows
}

/** Notes up to where messages are stored. False when the lease went to somebody else, who reads on from where we were. */
export async function moveCursor(db: Database, look: ClaimedLook): Promise<boolean> {
  const { leaseToken, place, uidValidity, lastUid } = look
  const moved = await sql`update mailbox set place = ${place}, uid_validity = ${uidValidity}, last_uid = ${lastUid}
    where lease_token = ${leaseToken} returning 1`.execute(db)
  return moved.rows.length > 0
}

/**
 * Writes how a look ended and when the next one is due: in a minute, at once where more is there, later and later up to
 * 15 minutes while it fails. A look by settings that were replaced meanwhile says nothing about the new ones.
 */
export async function recordLook(
  { db, doorbell, settings }: MailboxStateParts,
  look: ClaimedLook,
  outcome: LookOutcome,
  settingsVersion: number,
): Promise<void> {
  await transact(db, doorbell, async (tx) => {
    const { version } = await settings.readShared(tx, mailboxDefinition)
    if (version !== settingsVersion) await release(tx, look)
    else if (outcome.kind === 'failed') await recordFailure(tx, look, outcome.failure)
    else await recordSuccess(tx, look, outcome)
  })
}

async function release(tx: Tx, look: ClaimedLook): Promise<void> {
  await sql`update mailbox set due_at = now(), lease_token = null, lease_until = null
    where lease_token = ${look.leaseToken}`.execute(tx)
}

async function recordSuccess(
  tx: Tx,
  look: ClaimedLook,
  outcome: Exclude<LookOutcome, { kind: 'failed' }>,
): Promise<void> {
  const isRead = outcome.kind === 'read'
  const seconds = isRead && outcome.more ? 0 : LOOK_EVERY_SECONDS
  const recorded = await sql`update mailbox set due_at = now() + ${seconds} * interval '1 second',
      lease_token = null, lease_until = null, failing_since = null, failure = null, reason = null, told = false,
      last_looked_at = case when ${isRead} then now() else last_looked_at end
    where lease_token = ${look.leaseToken} returning 1`.execute(tx)
  if (recorded.rows.length > 0) await settleAttention(tx, ATTENTION, ATTENTION, 'system')
}

async function recordFailure(tx: Tx, look: ClaimedLook, { code, message }: MailboxFailure): Promise<void> {
  // greatest() passes over the null of the first failure.
  const recorded = await sql<{ mustTell: boolean }>`update mailbox set
      due_at = now() + least(${LONGEST_WAIT_SECONDS}, greatest(${LOOK_EVERY_SECONDS}, extract(epoch from now() - failing_since) / 4))::float8
        * interval '1 second',
      lease_token = null, lease_until = null, failing_since = coalesce(failing_since, now()), failure = ${code}, reason = ${message}
    where lease_token = ${look.leaseToken}
    returning not told and failing_since < now() - ${TELL_AFTER_MINUTES} * interval '1 minute' as must_tell`.execute(tx)
  if (!recorded.rows[0]?.mustTell) return
  const detail = `${message}\n読み取れるようになるまで、不達や迷惑メール報告を検知できません。読み取りは自動で繰り返しています。\n設定をご確認ください。届いている通知は、読み取れるようになったときに取り込みます。`
  await noteAttention(
    tx,
    ATTENTION,
    [{ subject: ATTENTION, title: '不達通知のメールボックスを読み取れません' }],
    detail,
  )
  await sql`update mailbox set told = true`.execute(tx)
}

/** The mail box is looked into as soon as somebody is free to. */
export async function lookSoon(tx: Tx): Promise<void> {
  await sql`update mailbox set due_at = now()`.execute(tx)
  tx.wakes.add(MAILBOX_TOPIC)
}

/** The mail box is looked into at once and counts as fine again: its settings were saved. */
export async function releaseMailbox(tx: Tx): Promise<void> {
  await sql`update mailbox set due_at = now(), failing_since = null, failure = null, reason = null, told = false`.execute(
    tx,
  )
  tx.wakes.add(MAILBOX_TOPIC)
}
