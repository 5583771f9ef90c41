import {
  beginsAsAnswer,
  hasMachineHeader,
  isAutomatic,
  isReceipt,
  speaksAsAnsweringMachine,
  speaksOfAbsence,
} from './automatic-replies.ts'
import { bounds } from './bounds.ts'
import { isComplaint, readComplaint } from './complaints.ts'
import { type Evidence, evidenceOf } from './evidence.ts'
import { openMessage } from './parts.ts'
import { textFrom } from './raw-text.ts'
import { hasBounceSubject, isPlainlyBounce, maySpeakOfBounce } from './senders.ts'
import { readStatusReport } from './status-bounces.ts'
import { readTextBounce, recipientOf, spamSign, strangerInProse } from './text-bounces.ts'
import { tracesOf } from './traces.ts'
import type { Kind, RecipientVerdict, Verdict } from './verdict.ts'

/**
 * Understands a message that came back: RFC 3464 and 6533 reports, bounces of no standard, abuse reports (RFC 5965) and
 * answering machines (RFC 3834). Pure, never throws; looks at the first megabyte and twenty levels.
 * @param raw the message as it came, headers first, whatever line ends and charsets
 */
export function understand(raw: Uint8Array): Verdict {
  const opened = openMessage(textFrom(raw))
  const evidence = evidenceOf(opened)
  const verdict = verdictOf(evidence)
  return {
    kind: verdict.kind,
    recipients: verdict.recipients,
    complaint: verdict.complaint ?? null,
    reportingMta: verdict.reportingMta ?? null,
    envelopeId: verdict.envelopeId ?? null,
    letter: evidence.hasLetter ? tracesOf(evidence.letter) : null,
    report: evidence.report,
    recognisedBy: verdict.recognisedBy,
    cut: opened.cut || raw.byteLength > bounds.message,
  }
}

type Decided = Pick<Verdict, 'kind' | 'recipients' | 'recognisedBy'> &
  Partial<Pick<Verdict, 'complaint' | 'reportingMta' | 'envelopeId'>>

function verdictOf(evidence: Evidence): Decided {
  return (
    complaint(evidence) ??
    statusReport(evidence) ??
    answeringMachine(evidence) ??
    textBounce(evidence) ??
    weakAutomatic(evidence) ??
    bounceToAddressee(evidence) ?? { kind: 'unrecognised', recipients: [], recognisedBy: 'none' }
  )
}

function complaint(evidence: Evidence): Decided | null {
  const read = readComplaint(evidence)
  if (read === null) return null
  const kind = isComplaint(read.complaint) ? 'complaint' : 'notice'
  const recipients = read.addresses.map(complainer)
  return { kind, recipients, recognisedBy: read.by, complaint: read.complaint, reportingMta: read.reportingMta }
}

/** The letter of one who complains did arrive. */
function complainer(address: string): RecipientVerdict {
  return {
    address,
    originalAddress: null,
    class: 'notice',
    reason: 'delivered',
    action: null,
    status: null,
    reply: null,
    stage: null,
    diagnostic: '',
    remoteMta: null,
  }
}

function statusReport(evidence: Evidence): Decided | null {
  const report = readStatusReport(evidence)
  if (report === null) return null
  const { status, recipients } = report
  // Boxbe asks strangers to introduce themselves and calls that a delivery report.
  if (status.blocks.some(({ diagnosticType }) => diagnosticType === 'x-boxbe-notice'))
    return { kind: 'automatic_reply', recipients: [], recognisedBy: 'challenge' }
  return {
    kind: kindOf(recipients),
    recipients,
    recognisedBy: 'rfc3464',
    reportingMta: status.reportingMta,
    envelopeId: status.envelopeId,
  }
}

/** A bounce as soon as one recipient is lost. */
function kindOf(recipients: readonly RecipientVerdict[]): Kind {
  return recipients.every((recipient) => recipient.class === 'notice') ? 'notice' : 'bounce'
}

function answeringMachine(evidence: Evidence): Decided | null {
  const certain =
    beginsAsAnswer(evidence) ||
    (speaksOfAbsence(evidence) && !isPlainlyBounce(evidence)) ||
    (hasMachineHeader(evidence.headers) && !speaksAsMailSystem(evidence))
  const read = isReceipt(evidence) && !/automatically rejected|was rejected/i.test(evidence.human.text)
  return certain || read
    ? { kind: 'automatic_reply', recipients: [], recognisedBy: read ? 'receipt' : 'answering-machine' }
    : null
}

/** Exim and others mark their bounces `auto-replied` too: the sender and the subject tell. */
function speaksAsMailSystem(evidence: Evidence): boolean {
  return maySpeakOfBounce(evidence) && (hasBounceSubject(evidence) || evidence.hasLetter)
}

function textBounce(evidence: Evidence): Decided | null {
  if (!maySpeakOfBounce(evidence)) return null
  const read = readTextBounce(evidence)
  if (read === null) return null
  return { kind: kindOf(read.recipients), recipients: read.recipients, recognisedBy: read.name }
}

function weakAutomatic(evidence: Evidence): Decided | null {
  if (speaksAsMailSystem(evidence)) return null
  if (!isAutomatic(evidence) && !speaksAsAnsweringMachine(evidence)) return null
  return { kind: 'automatic_reply', recipients: [], recognisedBy: 'automatic' }
}

/** A mail system returned the letter and named nobody that we could read: whom the letter was for is named by itself. */
function bounceToAddressee(evidence: Evidence): Decided | null {
  if (!maySpeakOfBounce(evidence)) return null
  const address = evidence.addressee ?? strangerInProse(evidence)
  if (address === null || evidence.human.text.trim() === '') return null
  const found = { address, originalAddress: null, words: [] }
  const recipients = [recipientOf(found, evidence, { action: null, hint: spamSign(evidence) })]
  return { kind: kindOf(recipients), recipients, recognisedBy: 'returned-letter' }
}
