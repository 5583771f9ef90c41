import { type MailboxServer, openMailbox } from './client.ts'
import { type FailureCode, failureIn, MailboxFailure } from './failure.ts'
import type { MailboxSettings } from './settings.ts'

/** Shorter than a person waits in front of a screen. */
const TIME_LIMIT_MS = 15_000

/** How a try went: how many messages are in the folder, or why it cannot be read, in words for staff. */
export type MailboxTry = { kind: 'ok'; messages: number } | { kind: 'failed'; code: FailureCode; reason: string }

/** Opens the folder as these settings say and changes nothing in it. Answers within 15 seconds. */
export async function tryMailbox(
  settings: MailboxServer & Pick<MailboxSettings, 'afterwards'>,
  timeLimitMs = TIME_LIMIT_MS,
): Promise<MailboxTry> {
  try {
    const mailbox = await openMailbox(settings, timeLimitMs)
    const { messages, mayDelete } = mailbox
    await mailbox.leave()
    if (settings.afterwards === 'delete' && !mayDelete) throw failureIn('read_only', settings)
    return { kind: 'ok', messages }
  } catch (failure) {
    if (failure instanceof MailboxFailure) return { kind: 'failed', code: failure.code, reason: failure.message }
    throw failure
  }
}
