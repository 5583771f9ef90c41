import type { Reason } from '../../reports/index.ts'
import { jsonOf, momentAt, textAt, valueAt } from '../fields.ts'
import {
  type About,
  bounceReport,
  bracketed,
  complaintReport,
  keyOf,
  knownReport,
  type ProviderReport,
} from '../report.ts'

/** Addresses on Mailgun's own lists: it did not try. By `reason`, and by the code of `delivery-status`. */
const LISTED: Readonly<Record<string, Reason>> = {
  'suppress-bounce': 'user_unknown',
  'suppress-complaint': 'refused_by_recipient',
  'suppress-unsubscribe': 'refused_by_recipient',
  '605': 'user_unknown',
  '606': 'refused_by_recipient',
  '607': 'refused_by_recipient',
}

/** What Mailgun thinks, for words that no table knows. */
const NAMED: Readonly<Record<string, Reason>> = { espblock: 'blocked', old: 'timed_out' }

/**
 * Reads a post of Mailgun ("Event Structure"): one event under `event-data`; empty for what says nothing of arriving
 * (`accepted`, `opened`, `clicked`, …). Call it on verified bytes only; never throws.
 */
export function readMailgun(raw: Uint8Array): ProviderReport[] {
  const post = jsonOf(raw)
  const event = valueAt(post, 'event-data')
  const recipient = textAt(event, 'recipient')
  const id = textAt(event, 'id')
  const about: About = {
    // Mailgun's ids are unique within a day only.
    dedupeKey: id === null ? keyOf(textAt(post, 'signature', 'token')) : keyOf(id, textAt(event, 'timestamp')),
    recipient,
    messageId: bracketed(textAt(event, 'message', 'headers', 'message-id')),
    at: momentAt(event, 'timestamp'),
  }
  return [readEvent(event, about) ?? []].flat()
}

function readEvent(event: unknown, about: About): ProviderReport | null {
  const words = wordsOf(event)
  switch (textAt(event, 'event')) {
    case 'failed':
      return readFailure(event, about)
    case 'rejected':
      return knownReport(about, { ...words, answer: textAt(event, 'reject', 'reason') ?? words.answer }, 'policy')
    case 'delivered':
      return knownReport(about, words, 'delivered')
    case 'complained':
      return complaintReport(about, 'abuse')
    case 'unsubscribed':
      return complaintReport(about, 'opt-out')
    default:
      return null
  }
}

/** A temporary failure is tried again by Mailgun, which reports the end of it. */
function readFailure(event: unknown, about: About): ProviderReport {
  const words = wordsOf(event)
  if (textAt(event, 'severity') === 'temporary') return knownReport(about, words, 'delayed')
  const named = textAt(event, 'reason') ?? ''
  const listed = pick(LISTED, named) ?? pick(LISTED, textAt(event, 'delivery-status', 'code') ?? '')
  if (listed !== null) return knownReport(about, words, listed)
  return bounceReport(about, words, pick(NAMED, named) ?? 'unclear')
}

function wordsOf(event: unknown) {
  const status = valueAt(event, 'delivery-status')
  const code = Number(textAt(status, 'code') ?? Number.NaN)
  return {
    answer: textAt(status, 'message') ?? textAt(status, 'description'),
    status: textAt(status, 'enhanced-code'),
    reply: Number.isInteger(code) ? code : null,
  }
}

function pick(reasons: Readonly<Record<string, Reason>>, name: string): Reason | null {
  return Object.hasOwn(reasons, name) ? (reasons[name] ?? null) : null
}
