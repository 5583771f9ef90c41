import { addressesIn, isDaemon } from './addresses.ts'
import { bounds } from './bounds.ts'
import { textOf } from './charset.ts'
import type { Evidence } from './evidence.ts'
import { allOf, type Headers, header, readHeaders } from './headers.ts'
import type { Complaint } from './verdict.ts'

export interface ReadComplaint {
  complaint: Complaint
  /** Who complained; nobody where it is withheld. */
  addresses: string[]
  reportingMta: string | null
  by: string
}

/** Reports that blame nobody's letter: broken signatures, and letters that somebody took out of the spam folder. */
const NO_COMPLAINT = new Set(['auth-failure', 'not-spam', 'dmarc'])

export function isComplaint({ feedbackType }: Complaint): boolean {
  return !NO_COMPLAINT.has(feedbackType)
}

/** Reads an abuse report: RFC 5965, and the forms that providers had before or beside it. Null: it is none. */
export function readComplaint(evidence: Evidence): ReadComplaint | null {
  return readArf(evidence) ?? readHotmail(evidence) ?? readUnsubscription(evidence) ?? readPlainReport(evidence)
}

function readArf(evidence: Evidence): ReadComplaint | null {
  const { opened } = evidence
  const part = opened.parts.find(({ type }) => type === 'message/feedback-report')
  const announced = opened.reportType === 'feedback-report'
  const loose = part === undefined ? looseReport(evidence) : null
  if (part === undefined && !announced && loose === null) return null
  const fields = part === undefined ? (loose ?? { list: [] }) : fieldsOf(part.bytes)
  return {
    complaint: complaintOf(fields, evidence),
    addresses: complainers(fields, evidence),
    reportingMta: header(fields, 'reporting-mta')?.replace(/^[\w-]{1,20}\s{0,3};\s{0,3}/, '') ?? null,
    by: part === undefined ? 'feedback-report' : 'arf',
  }
}

/** The fields, whatever empty lines stand between them. */
function fieldsOf(bytes: string): Headers {
  const text = textOf(bytes.slice(0, bounds.text), null)
  return readHeaders(
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .join('\n'),
  ).headers
}

/** `Feedback-Type:` in a text part: forwarded or re-wrapped reports lose their labels. */
function looseReport({ opened }: Evidence): Headers | null {
  for (const part of opened.parts) {
    if (!part.type.startsWith('text/') && !part.type.startsWith('application/')) continue
    const at = part.bytes.slice(0, bounds.text).search(/^Feedback-Type:[ \t]/im)
    if (
      at >= 0 &&
      /^(?:User-Agent|Version|Source-IP|Original-Mail-From|Arrival-Date):/im.test(part.bytes.slice(at, at + 4_000))
    )
      return fieldsOf(part.bytes.slice(at, at + 8_000))
  }
  return null
}

function complaintOf(fields: Headers, { subject, human }: Evidence): Complaint {
  const named =
    header(fields, 'feedback-type')
      ?.toLowerCase()
      .trim()
      .split(/[\s;(]/)[0] ?? ''
  const words = `${subject}\n${human.text.slice(0, 2_000)}`
  const guessed = /not[- ]?spam|false positive/i.test(subject)
    ? 'not-spam'
    : /authentication[- ]failure/i.test(words)
      ? 'auth-failure'
      : 'abuse'
  return {
    feedbackType: named === '' ? guessed : named,
    userAgent: header(fields, 'user-agent'),
    sourceIp: header(fields, 'source-ip')?.replace(/^[\w-]{1,20}\s{0,3};\s{0,3}/, '') ?? null,
  }
}

/** The report's own fields first, then the headers of the letter; `redacted@…` is nobody. */
function complainers(fields: Headers, { letter }: Evidence): string[] {
  const named = ['original-rcpt-to', 'removal-recipient', 'redacted-address', 'original-recipient']
    .flatMap((name) => allOf(fields, name))
    .flatMap((value) => addressesIn(value))
    .filter((address) => !isWithheld(address))
  if (named.length > 0) return [...new Set(named)].slice(0, bounds.recipients)
  return firstNamed(letterRecipients(letter))
}

function firstNamed(values: readonly string[]): string[] {
  return values
    .flatMap((value) => addressesIn(value))
    .filter((address) => !isWithheld(address))
    .slice(0, 1)
}

function letterRecipients(letter: Headers): string[] {
  return ['x-hmxmroriginalrecipient', 'x-rcpt-to', 'x-original-to', 'envelope-to', 'delivered-to', 'to'].flatMap(
    (name) => allOf(letter, name),
  )
}

function isWithheld(address: string): boolean {
  return /^(?:redacted|undisclosed|hidden|private|anonym|unknown|x{3,}|\*+|-{2,})|redacted/i.test(address)
}

/** Hotmail's reports before JMRP spoke ARF: the letter in full, its recipient in one header. */
function readHotmail(evidence: Evidence): ReadComplaint | null {
  const { from, subject, letter, headers } = evidence
  const original = header(letter, 'x-hmxmroriginalrecipient') ?? header(headers, 'x-hmxmroriginalrecipient')
  const fromDesk =
    from !== null &&
    /^(?:staff@hotmail\.com|.{0,40}@email-abuse\.amazonses\.com|fbl@|feedbackloop@|complaints?@|abuse-report)/i.test(
      from,
    )
  if (original === null && !(fromDesk && /complaint|abuse report|spam report/i.test(subject))) return null
  const addresses = firstNamed([original ?? '', ...letterRecipients(letter)])
  return {
    complaint: { feedbackType: 'abuse', userAgent: null, sourceIp: null },
    addresses,
    reportingMta: null,
    by: 'hotmail',
  }
}

/** Apple's 配信停止 button on a letter with `List-Unsubscribe: <mailto:…>` writes a mail of this kind. */
function readUnsubscription({ headers, from }: Evidence): ReadComplaint | null {
  if (!/true|yes/i.test(header(headers, 'x-apple-unsubscribe') ?? '')) return null
  return {
    complaint: { feedbackType: 'opt-out', userAgent: null, sourceIp: null },
    addresses: from === null ? [] : [from],
    reportingMta: null,
    by: 'apple-unsubscribe',
  }
}

const SAYS_COMPLAINT =
  /(?:this is an? .{0,60}(?:abuse|spam|complaint|feedback).{0,20}report|complained? about|complaint about|reported (?:this|your|the) (?:message|e-?mail|mail).{0,40}(?:as )?(?:spam|junk|abuse)|marked .{0,40}(?:as )?(?:spam|junk)|user complaint|spam complaint|迷惑メール.{0,20}(?:報告|申告|通報)|hit the (?:spam|junk) button|"this is spam")/i

/** A desk's report in words only, with the letter behind it. */
function readPlainReport(evidence: Evidence): ReadComplaint | null {
  const { hasLetter, human, subject, letter, from, opened } = evidence
  if (!hasLetter || opened.parts.some(({ type }) => type.includes('delivery-status'))) return null
  const isDesk =
    from !== null && (isDaemon(from) || /abuse|fbl|feedback|complaint|scomp|spam|postmaster|staff/i.test(from))
  if (!isDesk || !SAYS_COMPLAINT.test(`${subject}\n${human.text.slice(0, 3_000)}`)) return null
  const addresses = firstNamed(letterRecipients(letter))
  return {
    complaint: { feedbackType: 'abuse', userAgent: null, sourceIp: null },
    addresses,
    reportingMta: null,
    by: 'plain-report',
  }
}
