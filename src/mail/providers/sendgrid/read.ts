import { createHash } from 'node:crypto'
import type { Reason } from '../../reports/index.ts'
import { jsonOf, momentAt, textAt } from '../fields.ts'
import {
  type About,
  bounceReport,
  bracketed,
  complaintReport,
  keyOf,
  knownReport,
  type ProviderReport,
} from '../report.ts'

/** `bounce_classification`: what SendGrid thinks of the server's words. */
const CLASSIFIED: Readonly<Record<string, Reason>> = {
  'invalid address': 'user_unknown',
  'technical failure': 'system',
  content: 'content',
  reputation: 'blocked',
  'frequency or volume too high': 'rate_limited',
  'frequency/volume': 'rate_limited',
}

/** Why SendGrid did not try ("Drops"): lists of its own, or our fault. Anything else is our fault too. */
const DROPPED: Readonly<Record<string, Reason>> = {
  'bounced address': 'user_unknown',
  invalid: 'user_unknown',
  'spam reporting address': 'refused_by_recipient',
  'unsubscribed address': 'refused_by_recipient',
  'spam content': 'content',
  'invalid smtpapi header': 'syntax',
  'recipient list over package quota': 'rate_limited',
}

/**
 * The key of one event: `sg_event_id`, which stays when a post is repeated. Without one, its place in these very bytes.
 * @param place counted from 0
 */
function eventKey(event: unknown, raw: Uint8Array, place: number): string {
  const id = textAt(event, 'sg_event_id')
  return id === null ? `${createHash('sha256').update(raw).digest('hex')}:${place}` : keyOf(id)
}

/** A post is a list of events; a single one bare is taken for a list of one. */
export function eventsIn(content: unknown): unknown[] {
  return Array.isArray(content) ? content : [content]
}

/**
 * Reads a post of SendGrid's Event Webhook ("Event Webhook Reference"): a list of events. What says nothing of arriving
 * (`processed`, `open`, `click`, …) is left out. Call it on verified bytes only; never throws.
 */
export function readSendGrid(raw: Uint8Array): ProviderReport[] {
  return eventsIn(jsonOf(raw)).flatMap((event, place) => readEvent(event, eventKey(event, raw, place)) ?? [])
}

function readEvent(event: unknown, dedupeKey: string): ProviderReport | null {
  const about: About = {
    dedupeKey,
    recipient: textAt(event, 'email'),
    messageId: bracketed(textAt(event, 'smtp-id')),
    at: momentAt(event, 'timestamp'),
  }
  const words = { answer: textAt(event, 'reason') ?? textAt(event, 'response'), status: textAt(event, 'status') }
  switch (textAt(event, 'event')) {
    case 'bounce':
      return bounceReport(about, words, named(CLASSIFIED, textAt(event, 'bounce_classification')) ?? 'unclear')
    case 'dropped':
      return knownReport(about, words, named(DROPPED, words.answer) ?? 'policy')
    case 'deferred':
      return knownReport(about, words, 'delayed')
    case 'delivered':
      return knownReport(about, words, 'delivered')
    case 'spamreport':
      return complaintReport(about, 'abuse')
    case 'unsubscribe':
    case 'group_unsubscribe':
      return complaintReport(about, 'opt-out')
    default:
      return null
  }
}

function named(reasons: Readonly<Record<string, Reason>>, words: string | null): Reason | null {
  const name = words?.toLowerCase() ?? ''
  return Object.hasOwn(reasons, name) ? (reasons[name] ?? null) : null
}
