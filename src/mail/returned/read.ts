import { oneLine } from '../../platform/plain-text.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { type ProviderReport, readMailgun, readSendGrid, readSes } from '../providers/index.ts'
import { domainOf, firstAddressIn } from '../reports/addresses.ts'
import { type RecipientVerdict, understand, type Verdict } from '../reports/index.ts'
import { namedBy, namedIn } from '../tokens.ts'
import type { Report } from './report.ts'
import type { ReturnedSource } from './store.ts'

/** What is to be read: bytes as they were kept, and where they came from. */
export interface Returned {
  source: ReturnedSource
  key: string
  raw: Uint8Array
}

/** Reads what came back: one report of a message, as many as a provider's post has events about arriving. Never throws. */
export function readReturned(secrets: Secrets, returned: Returned): Report[] {
  return reportsIn(secrets, returned).map(storable)
}

/** Strangers' words on one line each, without what no text of PostgreSQL can hold. */
function storable({
  key,
  recipient,
  status,
  diagnostic,
  feedbackType,
  reporter,
  sender,
  subject,
  ...rest
}: Report): Report {
  const plain = (text: string | null) => (text === null ? null : oneLine(text))
  return {
    ...rest,
    ...{ key: key.replaceAll('\0', ''), recipient: plain(recipient), status: plain(status) },
    ...{ diagnostic: oneLine(diagnostic), feedbackType: plain(feedbackType), reporter: oneLine(reporter) },
    ...{ sender: plain(sender), subject: plain(subject) },
  }
}

function reportsIn(secrets: Secrets, { source, key, raw }: Returned): Report[] {
  switch (source) {
    case 'ses':
      return readSes(raw).map((report) => fromProvider(secrets, 'Amazon SES', source, report))
    case 'sendgrid':
      return readSendGrid(raw).map((report) => fromProvider(secrets, 'SendGrid', source, report))
    case 'mailgun':
      return readMailgun(raw).map((report) => fromProvider(secrets, 'Mailgun', source, report))
    default:
      return [fromMessage(secrets, key, understand(raw))]
  }
}

function fromProvider(secrets: Secrets, reporter: string, source: string, report: ProviderReport): Report {
  const { dedupeKey, kind, recipient, reason, status, diagnostic, feedbackType, messageId } = report
  const named = messageId === null ? null : namedIn(secrets, [messageId])
  return {
    ...{
      key: `${source}:${dedupeKey}`,
      kind,
      recipient,
      class: report.class,
      reason,
      status,
      diagnostic,
      feedbackType,
    },
    ...{ reporter, sender: null, subject: null, named, remoteId: named === null ? messageId : null },
  }
}

/** A letter of ours has one recipient, so a message is about one: whom it counts as lost comes first. */
function fromMessage(secrets: Secrets, key: string, verdict: Verdict): Report {
  const { kind, recipients, complaint, report } = verdict
  const told = recipients.find((recipient) => recipient.class !== 'notice') ?? recipients[0]
  const says = kind === 'bounce' || kind === 'notice' ? told : undefined
  return {
    ...{ key, kind, recipient: told?.originalAddress ?? told?.address ?? null },
    ...{ class: says?.class ?? null, reason: says?.reason ?? null },
    ...{ status: says?.status ?? null, diagnostic: says?.diagnostic ?? '' },
    feedbackType: complaint?.feedbackType ?? null,
    reporter: reporterOf(verdict, told),
    ...{ sender: senderOf(verdict), subject: report.subject },
    ...{ named: namedBy(secrets, verdict), remoteId: null },
  }
}

function senderOf({ report }: Verdict): string | null {
  return report.from === null ? null : (firstAddressIn(report.from) ?? report.from)
}

/** The mail server that wrote the report, as far as it tells. */
function reporterOf(verdict: Verdict, told: RecipientVerdict | undefined): string {
  const sender = senderOf(verdict) ?? ''
  return verdict.reportingMta || told?.remoteMta || (sender.includes('@') ? domainOf(sender) : '')
}
