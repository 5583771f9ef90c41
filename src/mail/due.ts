import { sql } from 'kysely'
import { type Database, transact } from '../platform/database.ts'
import type { Doorbell } from '../platform/doorbell.ts'
import type { DueWork } from '../platform/due-work.ts'
import type { Mailer, SmtpResult } from '../platform/smtp.ts'
import { statesBefore } from '../platform/transitions.ts'
import { LETTERS_TOPIC } from './commands.ts'
import { type ConsequenceParts, endUndeliverable } from './consequences.ts'
import { type Failure, failureByPatience, failureByRefusal } from './failure.ts'
import { letterTransitions, nextTryInMs } from './letter.ts'
import { remoteIdIn } from './remote-id.ts'
import { nameOf } from './tokens.ts'

/** Longer than nodemailer's three time-outs together (10 + 10 + 20 s): a live sender keeps its letter. */
const LEASE_MS = 120_000
/** How often a letter looks whether a mail server was set meanwhile. */
const NOT_CONFIGURED_WAIT_MS = 60_000

/** What sending letters needs. */
export interface LettersContext extends ConsequenceParts {
  db: Database
  doorbell: Doorbell
  mailer: Mailer
}

/** A letter leased to this process; `attempts` includes the one about to be made. */
export interface ClaimedLetter {
  id: number
  kind: string
  audience: 'customer' | 'administrator'
  customerId: string | null
  toAddress: string
  toName: string | null
  subject: string
  body: string
  messageId: string
  attempts: number
  leaseToken: string
}

/**
 * Sends what is queued. A lease that ran out means that nobody knows whether the letter left: it is sent again with the
 * same Message-ID, by which mail programs tell a repetition.
 */
export function sendLetters(context: LettersContext): DueWork<ClaimedLetter> {
  return {
    topic: LETTERS_TOPIC,
    concurrency: 5,
    claim: (limit) => claimLetters(context.db, limit),
    perform: async (letter) => {
      const { id, toAddress: address, toName, subject, body: text, messageId } = letter
      const to = toName === null ? { address } : { address, name: toName }
      const name = nameOf({ kind: 'letter', id })
      await record(context, letter, await context.mailer.send({ to, subject, text, messageId, name }))
    },
  }
}

async function claimLetters(db: Database, limit: number): Promise<ClaimedLetter[]> {
  const claimed = await sql<ClaimedLetter>`
    update letters set state = 'sending', attempts = attempts + 1, lease_token = gen_random_uuid(),
      lease_until = now() + ${LEASE_MS} * interval '1 ms'
    where id in (
      select id from letters
      where (state = 'queued' and due_at <= now()) or (state = 'sending' and lease_until < now())
      order by due_at, id limit ${limit} for update skip locked)
    returning id, kind, audience, customer_id, to_address, to_name, subject, body, message_id, attempts, lease_token`.execute(
    db,
  )
  return claimed.rows
}

async function record(context: LettersContext, letter: ClaimedLetter, result: SmtpResult): Promise<void> {
  switch (result.kind) {
    case 'accepted':
      await finishAccepted(context, letter, result.answer)
      return
    case 'not_configured':
      return putOff(
        context.db,
        letter,
        { ms: NOT_CONFIGURED_WAIT_MS, blocked: true },
        letter.attempts - 1,
        NOT_CONFIGURED,
      )
    case 'rejected':
      return giveUp(context, letter, failureByRefusal(letter.toAddress, result.answer, result.stage))
    case 'postponed':
    case 'unknown': {
      const wait = nextTryInMs(letter.attempts)
      if (wait === null) {
        // Where the mail's text was under way, somebody had taken the recipient.
        const stage = result.kind === 'unknown' ? 'data' : result.stage
        return giveUp(context, letter, failureByPatience(letter.toAddress, result.answer, stage))
      }
      return putOff(context.db, letter, { ms: wait, blocked: false }, letter.attempts, result.answer)
    }
  }
}

const NOT_CONFIGURED = 'メールの送信設定がまだ行われていないため、送信を待っています'

/** Waiting for a mail server is not the letter's fault: it keeps the number of its tries. */
async function putOff(
  db: Database,
  letter: ClaimedLetter,
  wait: { ms: number; blocked: boolean },
  attempts: number,
  reason: string,
): Promise<void> {
  await sql`update letters set state = 'queued', due_at = now() + ${wait.ms} * interval '1 ms', blocked = ${wait.blocked}, attempts = ${attempts},
      reason = ${reason}, lease_token = null, lease_until = null
    where id = ${letter.id} and lease_token = ${letter.leaseToken} and state = any(${statesBefore(letterTransitions, 'queued')})`.execute(
    db,
  )
}

async function finishAccepted({ db, clock }: LettersContext, letter: ClaimedLetter, answer: string): Promise<void> {
  await sql`update letters set state = 'accepted', reason = null, finished_at = now(), outcome_at = ${clock.now()},
      remote_id = ${remoteIdIn(answer)}, lease_token = null, lease_until = null
    where id = ${letter.id} and lease_token = ${letter.leaseToken}
      and state = any(${statesBefore(letterTransitions, 'accepted')})`.execute(db)
}

async function giveUp(context: LettersContext, letter: ClaimedLetter, failure: Failure): Promise<void> {
  await transact(context.db, context.doorbell, (tx) =>
    endUndeliverable(tx, context, letter, failure, letter.leaseToken),
  )
}
