import type { DueWork } from '../../platform/due-work.ts'
import type { Log } from '../../platform/log.ts'
import { bounds } from '../reports/bounds.ts'
import { batchesOf, MOST_MESSAGES } from './batches.ts'
import { type OpenMailbox, openMailbox } from './client.ts'
import { failureIn, MailboxFailure } from './failure.ts'
import { type MailboxSettings, mailboxDefinition } from './settings.ts'
import {
  type ClaimedLook,
  claimLook,
  type LookOutcome,
  MAILBOX_TOPIC,
  type MailboxStateParts,
  moveCursor,
  recordLook,
} from './state.ts'

/** A look that took this long begins no further batch: the rest is due at once, and a program that stops waits no longer. */
const LOOK_MS = 20_000
/** Here the connection is dropped, whatever is under way: a batch of 4 MB takes 40 s at 100 kB/s. */
const TIME_LIMIT_MS = 60_000

/** What looking into the mail box needs. */
export interface MailboxContext extends MailboxStateParts {
  log: Log
  /**
   * Stores a message: its first bytes, at most `bounds.message` and one, which tells that there were more. Resolves once it
   * is stored, also where it was stored before; throws when it cannot be, and the message is read again.
   */
  keep(raw: Uint8Array): Promise<void>
  /** How long a look may take; 60 s unless given. */
  timeLimitMs?: number
}

/**
 * Looks into the mail box of the settings every minute, and hands each message to `keep`. Up to where messages are stored
 * is noted after they are: a look that ends in between reads some again.
 */
export function pollMailbox(context: MailboxContext): DueWork<ClaimedLook> {
  return {
    topic: MAILBOX_TOPIC,
    concurrency: 1,
    claim: () => claimLook(context.db),
    async perform(look) {
      const { value, version } = await context.settings.read(context.db, mailboxDefinition)
      const outcome = value.enabled ? await lookInto(context, look, value) : ({ kind: 'off' } as const)
      if (outcome.kind === 'failed')
        context.log.warn({ failure: outcome.failure.code, host: value.host }, 'the mail box could not be read')
      await recordLook(context, look, outcome, version)
    },
  }
}

async function lookInto(context: MailboxContext, look: ClaimedLook, settings: MailboxSettings): Promise<LookOutcome> {
  try {
    const mailbox = await openMailbox(settings, context.timeLimitMs ?? TIME_LIMIT_MS)
    try {
      const more = await readNew(context, look, settings, mailbox)
      await mailbox.leave()
      return { kind: 'read', more }
    } finally {
      mailbox.drop()
    }
  } catch (failure) {
    // Anything else is ours, such as a database that is away: the mail box is not to blame.
    if (failure instanceof MailboxFailure) return { kind: 'failed', failure }
    throw failure
  }
}

/** Reads what is not stored yet; true when some is left for the next look. */
async function readNew(
  { db, keep }: MailboxContext,
  look: ClaimedLook,
  settings: MailboxSettings,
  mailbox: OpenMailbox,
): Promise<boolean> {
  if (settings.afterwards === 'delete' && !mailbox.mayDelete) throw failureIn('read_only', settings)
  const until = performance.now() + LOOK_MS
  const place = placeOf(settings)
  const { uidValidity } = mailbox
  const isSame = look.place === place && look.uidValidity === uidValidity
  const uids = await mailbox.uidsAfter(isSame ? look.lastUid : 0)
  for (let at = 0; at < uids.length; at += MOST_MESSAGES) {
    const some = uids.slice(at, at + MOST_MESSAGES)
    for (const batch of batchesOf(some, await mailbox.sizesOf(some))) {
      if (performance.now() > until) return true
      const lastUid = await storeBatch(mailbox, batch, settings, keep)
      if (!(await moveCursor(db, { ...look, place, uidValidity, lastUid }))) return false
      if (lastUid !== batch.at(-1)) throw failureIn('unreadable', settings)
    }
  }
  return false
}

/**
 * Stores the messages of a batch, then marks or deletes them. Returns the UID up to which everything is stored: that of the
 * last message, or one before the first that is there and that the server does not give out.
 */
async function storeBatch(
  mailbox: OpenMailbox,
  batch: readonly number[],
  settings: MailboxSettings,
  keep: MailboxContext['keep'],
): Promise<number> {
  const stored: number[] = []
  for await (const { uid, raw } of mailbox.read(batch, bounds.message + 1)) {
    await keep(raw)
    stored.push(uid)
  }
  const missing = batch.filter((uid) => !stored.includes(uid))
  const withheld = missing.length === 0 ? new Map() : await mailbox.sizesOf(missing)
  if (stored.length > 0) {
    if (settings.afterwards === 'delete') await mailbox.remove(stored)
    else await mailbox.markSeen(stored)
  }
  const [first] = missing.filter((uid) => withheld.has(uid))
  return first === undefined ? (batch.at(-1) ?? 0) : first - 1
}

/** Another server, user or folder numbers other messages; another port or way of encryption does not. */
function placeOf({ host, user, folder }: MailboxSettings): string {
  return JSON.stringify([host, user, folder])
}
