import { sql } from 'kysely'
import type { CustomerSnapshot } from '../customers/events.ts'
import { append } from '../events/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { statesBefore } from '../platform/transitions.ts'
import { type Day, dayIn, readShop } from '../site/index.ts'
import { noteAttention } from '../staff/index.ts'
import type { Alarm } from './commands.ts'
import type { Failure } from './failure.ts'
import { letterTransitions } from './letter.ts'
import { adviceAgainst, failureWords } from './reason-words.ts'
import { classOfReason } from './reports/index.ts'
import { type MailStop, shouldStop, stopLetters } from './stops.ts'
import type { LetterParts } from './to-customer.ts'

/** What `mail` asks of `customers`, which stand above it: handed in. */
export interface LetterCustomers {
  /** Who it is; nobody else changes them until the transaction ends. `isCurrent`: the address is still theirs. */
  hold(tx: Tx, customerId: string, address: string): Promise<{ customer: CustomerSnapshot; isCurrent: boolean }>
  /** Shows in their time line that letters stop. A complaint takes back the wish to get the newsletter. */
  noteStopped(tx: Tx, customerId: string, stop: Pick<MailStop, 'cause' | 'words'>, now: Date): Promise<void>
}

/** What follows from a letter that did not arrive, or was complained of, needs this. */
export interface ConsequenceParts extends LetterParts {
  clock: Clock
  customers: LetterCustomers
  alarm: (tx: Tx, alarm: Alarm) => Promise<void>
}

/** The letter that something is said of. */
export interface LetterInQuestion {
  id: number
  kind: string
  audience: 'customer' | 'administrator'
  customerId: string | null
  toAddress: string
  subject: string
}

/**
 * Ends a letter that did not arrive, and draws what follows. `lease`: of the sender who had it; null when it came back later.
 * False when it is not theirs any more, or has ended so before.
 */
export async function endUndeliverable(
  tx: Tx,
  parts: ConsequenceParts,
  letter: LetterInQuestion,
  failure: Failure,
  lease: string | null,
): Promise<boolean> {
  const mayEnd =
    lease === null
      ? sql`state = any(${statesBefore(letterTransitions, 'undeliverable')})`
      : sql`state = 'sending' and lease_token = ${lease}`
  const ended = await sql`update letters set state = 'undeliverable', reason = ${failure.answer},
      failure_class = ${failure.class}, failure_reason = ${failure.reason}, finished_at = now(),
      outcome_at = ${parts.clock.now()}, lease_token = null, lease_until = null
    where id = ${letter.id} and ${mayEnd} returning id`.execute(tx)
  if (ended.rows.length === 0) return false
  await followUndelivered(tx, parts, letter, failure)
  return true
}

/**
 * What follows when a letter finally did not arrive, in the transaction that wrote so. To a customer: an event, and perhaps
 * their optional letters stop. To an administrator: a 要対応 entry, never an event. Our own fault: the administrators hear.
 */
async function followUndelivered(
  tx: Tx,
  parts: ConsequenceParts,
  letter: LetterInQuestion,
  failure: Failure,
): Promise<void> {
  const now = parts.clock.now()
  if (letter.audience === 'administrator') return noteAdministratorUnreached(tx, letter.toAddress, failure)
  const { timeZone } = await readShop(tx, parts)
  if (failure.class === 'own_fault') await noteOwnFault(tx, parts, letter, failure, dayIn(timeZone, now))
  const { id, kind, subject, customerId } = letter
  if (customerId === null) return noteApplicantUnreached(tx, letter, failure)
  const { customer, isCurrent } = await parts.customers.hold(tx, customerId, letter.toAddress)
  const of = { customerId, address: letter.toAddress }
  const stopsLetters =
    failure.class !== 'own_fault' &&
    isCurrent &&
    (await shouldStop(tx, of, { now, timeZone })) &&
    (await stop(tx, parts, customerId, { cause: 'undeliverable', words: wordsOf(failure), letterId: id, since: now }))
  await append(tx, {
    type: 'mail.undeliverable',
    payload: {
      customer,
      letter: { id, kind, subject },
      class: failure.class,
      reason: failureWords(failure),
      answer: failure.answer,
      stopsLetters,
    },
    actor: { kind: 'system' },
    occurredAt: now,
    about: { customerId },
  })
}

/** Why, in words, with the server's own behind them. */
export function wordsOf(failure: Failure): string {
  return failure.answer === '' ? failureWords(failure) : `${failureWords(failure)}(${failure.answer})`
}

/** What follows when a letter was reported as spam. */
export async function followComplaint(
  tx: Tx,
  parts: ConsequenceParts,
  letter: LetterInQuestion,
  reporter: string,
): Promise<void> {
  const now = parts.clock.now()
  const { id, kind, subject, customerId, toAddress } = letter
  if (letter.audience === 'administrator') {
    const title = `${toAddress} へのお知らせメールが、迷惑メールとして報告されました`
    const detail = `報告元: ${reporter}\n管理者の方が、お知らせメールを迷惑メールに分類した可能性があります。分類を解除してください。`
    return noteAttention(tx, 'mail.administrator', [{ subject: toAddress, title }], detail)
  }
  if (customerId === null) return
  const { customer } = await parts.customers.hold(tx, customerId, toAddress)
  await stop(tx, parts, customerId, { cause: 'complained', words: reporter, letterId: id, since: now })
  await append(tx, {
    type: 'mail.complaint_reported',
    payload: { customer, letter: { id, kind, subject }, source: reporter },
    actor: { kind: 'system' },
    occurredAt: now,
    about: { customerId },
  })
}

/** 要対応: mail to this administrator does not arrive. One open entry an address. */
export async function noteAdministratorUnreached(tx: Tx, address: string, failure: Failure): Promise<void> {
  const title = `${address} へのお知らせメールが届いていません`
  await noteAttention(tx, 'mail.administrator', [{ subject: address, title }], wordsOf(failure))
}

/** 要対応: whoever applied and did not become a customer has no page and no events. One entry a letter. */
async function noteApplicantUnreached(tx: Tx, { id, toAddress, subject }: LetterInQuestion, failure: Failure) {
  const title = `${toAddress} へのメールが届いていません(${subject})`
  await noteAttention(tx, 'mail.applicant', [{ subject: String(id), title }], wordsOf(failure))
}

/** True when letters stop from now on. */
async function stop(tx: Tx, parts: ConsequenceParts, customerId: string, stop: MailStop): Promise<boolean> {
  if (!(await stopLetters(tx, customerId, stop))) return false
  await parts.customers.noteStopped(tx, customerId, stop, stop.since)
  return true
}

/** Once a day for each reason: a mail server that refuses everything must not fill the administrators' mail too. */
async function noteOwnFault(
  tx: Tx,
  parts: ConsequenceParts,
  { subject, toAddress }: LetterInQuestion,
  failure: Failure,
  today: Day,
): Promise<void> {
  const { reason, answer } = failure
  const [words, advice] = [failureWords(failure), adviceAgainst(reason)]
  const key = `own_fault:${classOfReason[reason] === 'own_fault' ? reason : 'server'}:${today}`
  const title = 'お客様へのメールが、当店側の理由で届いていません'
  const detail = `${words}。\n${advice}\nサーバーの応答: ${answer}`
  await noteAttention(tx, 'mail.own_fault', [{ subject: key, title }], detail)
  await parts.alarm(tx, {
    key,
    subject: `【要確認】${title}`,
    body: [
      '送信したメールが、お客様側ではなく当店側の理由で届きませんでした。',
      '',
      `原因: ${words}`,
      `サーバーの応答: ${answer}`,
      `例: 「${subject}」(${toAddress} 宛)`,
      '',
      advice,
      '同じ原因のお知らせは、1日に1回だけお送りします。届かなかったメールは、管理画面の送信箱で確認できます。',
      `${parts.baseUrl}/admin/letters`,
      '',
    ].join('\n'),
  })
}
