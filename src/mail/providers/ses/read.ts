import type { Reason } from '../../reports/index.ts'
import { jsonIn, listAt, momentAt, textAt, valueAt } from '../fields.ts'
import {
  type About,
  bounceReport,
  bracketed,
  complaintReport,
  keyOf,
  knownReport,
  type ProviderReport,
} from '../report.ts'
import { readSns } from './message.ts'
import { bounceReason, delayed, isListed, mayBeAutomaticReply } from './reasons.ts'

/**
 * Reads a post of SNS about SES: feedback notifications ("Amazon SNS notification contents for Amazon SES") and published
 * events ("Contents of event data that Amazon SES publishes to Amazon SNS"). Confirmations, the test line of a new event
 * destination and what says nothing of arriving (`Send`, `Open`, …) give nothing. Call it on verified bytes only; never throws.
 */
export function readSes(raw: Uint8Array): ProviderReport[] {
  const post = readSns(raw)
  if (post === null || post === 'raw_delivery' || post.type !== 'Notification') return []
  const event = jsonIn(post.message)
  switch (textAt(event, 'eventType') ?? textAt(event, 'notificationType')) {
    case 'Bounce':
      return listAt(event, 'bounce', 'bouncedRecipients').map((recipient) => readBounce(event, recipient))
    case 'Complaint':
      return readComplaint(event)
    case 'Delivery':
      return listAt(event, 'delivery', 'recipients').map((recipient) =>
        knownReport(
          about(event, 'delivery', addressOf(recipient)),
          said(event, 'delivery', 'smtpResponse'),
          'delivered',
        ),
      )
    case 'DeliveryDelay':
      return listAt(event, 'deliveryDelay', 'delayedRecipients').map((recipient) => {
        const words = { answer: textAt(recipient, 'diagnosticCode'), status: textAt(recipient, 'status') }
        return knownReport(about(event, 'deliveryDelay', addressOf(recipient)), words, 'delayed')
      })
    case 'Reject':
      return neverSent(event, 'reject', 'reason', 'content')
    case 'Rendering Failure':
      return neverSent(event, 'failure', 'errorMessage', 'syntax')
    default:
      return []
  }
}

/** One of `bouncedRecipients`; the other addressees of the letter stand in `mail.destination` and did not bounce. */
function readBounce(event: unknown, recipient: unknown): ProviderReport {
  const whose = about(event, 'bounce', addressOf(recipient))
  const words = { answer: textAt(recipient, 'diagnosticCode'), status: textAt(recipient, 'status') }
  const [type, subtype] = [textAt(event, 'bounce', 'bounceType') ?? '', textAt(event, 'bounce', 'bounceSubType') ?? '']
  const action = textAt(recipient, 'action')
  if (delayed(action)) return knownReport(whose, words, 'delayed')
  const evidence = [words.answer, words.status, action, textAt(event, 'bounce', 'reportingMTA')]
  if (mayBeAutomaticReply(type, subtype) && evidence.every((found) => found === null))
    return knownReport(whose, words, 'delivered')
  const reason = bounceReason(subtype)
  return isListed(subtype) ? knownReport(whose, words, reason) : bounceReport(whose, words, reason)
}

/** On SES's list of those who complained before: the letter was not sent, and nobody complained of it. */
function readComplaint(event: unknown): ProviderReport[] {
  const listed = isListed(textAt(event, 'complaint', 'complaintSubType') ?? '')
  return listAt(event, 'complaint', 'complainedRecipients').flatMap((recipient) => {
    const whose = about(event, 'complaint', addressOf(recipient))
    if (listed) return knownReport(whose, { answer: null, status: null }, 'refused_by_recipient')
    return complaintReport(whose, textAt(event, 'complaint', 'complaintFeedbackType') ?? 'abuse') ?? []
  })
}

/** SES took the letter and sent it to none of its addressees. */
function neverSent(event: unknown, part: string, field: string, reason: Reason): ProviderReport[] {
  return listAt(event, 'mail', 'destination').map((recipient) =>
    knownReport(about(event, part, addressOf(recipient)), said(event, part, field), reason),
  )
}

function said(event: unknown, part: string, field: string) {
  return { answer: textAt(event, part, field), status: null }
}

function about(event: unknown, part: string, recipient: string | null): About {
  const at = momentAt(event, part, 'timestamp')
  const feedbackId = textAt(event, part, 'feedbackId')
  const id = feedbackId ?? keyOf(textAt(event, 'mail', 'messageId'), textAt(event, part, 'timestamp'))
  return { dedupeKey: keyOf(part, id, recipient), recipient, messageId: messageIdOf(event), at }
}

/** Final-Recipient may come with a name or in angle brackets, and in lists as an object or bare. */
function addressOf(recipient: unknown): string | null {
  const text = typeof recipient === 'string' ? recipient.trim() : textAt(recipient, 'emailAddress')
  if (text === null || text === '') return null
  return (/<([^<>]{1,320})>\s{0,5}$/.exec(text.slice(0, 1_000))?.[1] ?? text).slice(0, 320)
}

/**
 * The letter's own Message-ID: SES writes another one over it, and tells ours only where 「元のヘッダーを含める」is on or
 * events are published. Else SES's own id, which its SMTP server had given in its answer.
 */
function messageIdOf(event: unknown): string | null {
  const header = listAt(event, 'mail', 'headers').find((each) => textAt(each, 'name')?.toLowerCase() === 'message-id')
  const ours = textAt(event, 'mail', 'commonHeaders', 'messageId') ?? textAt(header, 'value')
  return bracketed(ours) ?? bracketed(textAt(valueAt(event, 'mail'), 'messageId'))
}
