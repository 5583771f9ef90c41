import { createHash } from 'node:crypto'
import { oneLine } from '../reports/bounds.ts'
import { isComplaint } from '../reports/complaints.ts'
import { classOfReason, type Reason, type RecipientClass, understandRefusal } from '../reports/index.ts'

/** What one event of a provider says of one recipient of one letter, in the words of a `Verdict`. */
export interface ProviderReport {
  /** The same for the same event, however often and in whatever post it comes. At most 250 characters. */
  dedupeKey: string
  kind: 'bounce' | 'complaint' | 'notice'
  /** As the provider writes it; null where it names nobody. */
  recipient: string | null
  /** What it says of the customer; null of a complaint. */
  class: RecipientClass | null
  reason: Reason | null
  /** Of a complaint: `abuse`, `opt-out` (unsubscribed at the provider), … (RFC 5965); null of others. */
  feedbackType: string | null
  /** Enhanced status `x.y.z` (RFC 3463). */
  status: string | null
  /** The receiving server's or the provider's words on one line; '' when it gave none. */
  diagnostic: string
  /** The letter's Message-ID in angle brackets; the provider's own id, without them, where it tells only that. */
  messageId: string | null
  /** When it happened, by the provider's clock. */
  at: Date | null
}

/** What all events have in common. */
export type About = Pick<ProviderReport, 'dedupeKey' | 'recipient' | 'messageId' | 'at'>

/** The words of a refusal as an event gives them. */
export interface Words {
  answer: string | null
  status: string | null
  /** SMTP reply code that stands outside the words. */
  reply?: number | null
}

const LONGEST_KEY = 250
const LONGEST_ANSWER = 900
const STATUS = /^[245]\.\d{1,3}\.\d{1,3}$/

/** A key from what names an event; what is too long for an index goes in as its hash. */
export function keyOf(...parts: readonly (string | null)[]): string {
  const key = parts.map((part) => part ?? '').join(':')
  return key.length <= LONGEST_KEY ? key : createHash('sha256').update(key).digest('hex')
}

/**
 * A letter that did not arrive. The tables of reports judge the words; what the provider thinks itself counts only where
 * they know no reason: by the providers' own classes "permanent" is dead, which is wrong for most refusals.
 */
export function bounceReport(about: About, words: Words, otherwise: Reason): ProviderReport {
  const answer = spoken(words)
  const judged = answer === '' ? null : understandRefusal(about.recipient ?? '', answer, null)
  const reason = judged === null || judged.reason === 'unclear' ? otherwise : judged.reason
  return told(about, words, judged?.status ?? null, reason)
}

/** A letter that the provider did not even try, or a notice: the reason is known without words. */
export function knownReport(about: About, words: Words, reason: Reason): ProviderReport {
  return told(about, words, null, reason)
}

/** Null where the report blames nobody: a broken signature, a letter taken out of the spam folder. */
export function complaintReport(about: About, feedbackType: string): ProviderReport | null {
  const type = feedbackType.toLowerCase().replaceAll('_', '-').slice(0, 50)
  if (!isComplaint({ feedbackType: type, userAgent: null, sourceIp: null })) return null
  const said = { class: null, reason: null, status: null, diagnostic: '' }
  return { ...about, ...said, kind: 'complaint', feedbackType: type }
}

function told(about: About, words: Words, status: string | null, reason: Reason): ProviderReport {
  const recipientClass = classOfReason[reason]
  return {
    ...about,
    kind: recipientClass === 'notice' ? 'notice' : 'bounce',
    class: recipientClass,
    reason,
    feedbackType: null,
    status: givenStatus(words) ?? status,
    diagnostic: oneLine(words.answer ?? ''),
  }
}

/** Reply code and status are put where the tables look for them, unless the words have them already. */
function spoken(words: Words): string {
  const { answer, reply } = words
  const text = oneLine(answer ?? '').slice(0, LONGEST_ANSWER)
  const status = givenStatus(words)
  const code = reply && reply >= 400 && reply < 600 && !text.startsWith(String(reply)) ? `${reply} ` : ''
  return `${code}${text}${status !== null && !text.includes(status) ? ` (#${status})` : ''}`.trim()
}

function givenStatus({ status }: Words): string | null {
  return status !== null && STATUS.test(status) ? status : null
}

/** A Message-ID in angle brackets, as it is in the letter's header. */
export function bracketed(messageId: string | null): string | null {
  if (messageId === null) return null
  const inside = /<([^<>\s]{1,400})>/.exec(messageId)?.[1]
  if (inside !== undefined) return `<${inside}>`
  const bare = messageId.trim().slice(0, 400)
  return bare.includes('@') ? `<${bare}>` : bare
}
