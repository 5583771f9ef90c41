import type { SmtpStage } from '../../platform/smtp.ts'

/** What a message that came back is about. `unrecognised`: a person must look at it. */
export type Kind = 'bounce' | 'complaint' | 'automatic_reply' | 'notice' | 'unrecognised'

/**
 * What a refusal says of the customer. `dead`: there is no such mail box. `given_up`: the mail box is there, full, closed,
 * unreachable or choosy, and the server gave up. `own_fault`: we, our words or our sending were refused; never held against
 * the customer. `notice`: nothing is lost (delayed, delivered, relayed).
 */
export type RecipientClass = 'dead' | 'given_up' | 'own_fault' | 'notice'

/** The step of the SMTP dialogue that was refused. docomo's and au's words mean different things at RCPT and at DATA. */
export type Stage = SmtpStage

/** Every reason we name, with what it says of the customer. */
export const classOfReason = {
  user_unknown: 'dead',
  host_unknown: 'dead',
  moved: 'dead',
  /** The domain says that it takes no mail at all (null MX). */
  accepts_no_mail: 'dead',
  mailbox_full: 'given_up',
  suspended: 'given_up',
  /** The recipient's own settings: docomo's 受信/拒否設定, a list of permitted senders. */
  refused_by_recipient: 'given_up',
  timed_out: 'given_up',
  network: 'given_up',
  loop: 'given_up',
  /** A fault of the receiving system, a delivery program among them. */
  system: 'given_up',
  /** Refused without a reason that we know. */
  unclear: 'given_up',
  blocked: 'own_fault',
  authentication: 'own_fault',
  content: 'own_fault',
  policy: 'own_fault',
  sender_refused: 'own_fault',
  too_large: 'own_fault',
  rate_limited: 'own_fault',
  relay_denied: 'own_fault',
  syntax: 'own_fault',
  delayed: 'notice',
  delivered: 'notice',
} as const satisfies Record<string, RecipientClass>

export type Reason = keyof typeof classOfReason

export interface RecipientVerdict {
  /** As the report has it, without brackets; carriers' `a..b@` and `a.@` included. */
  address: string
  /** The address before aliases and forwarding, where the report tells it. */
  originalAddress: string | null
  class: RecipientClass
  reason: Reason
  /** `failed`, `delayed`, … of RFC 3464, lower case. */
  action: string | null
  /** Enhanced status `x.y.z` (RFC 3463). */
  status: string | null
  /** SMTP reply code, 400 to 599. */
  reply: number | null
  stage: Stage | null
  /** The refusing server's own words on one line, at most 1,000 characters; '' when it gave none. */
  diagnostic: string
  remoteMta: string | null
}

/** Headers in which a token of ours may stand, as they came. */
export interface Traces {
  messageId: string | null
  inReplyTo: string | null
  references: string[]
  returnPath: string | null
  from: string | null
  to: string | null
  deliveredTo: string[]
  subject: string | null
  /** `x-…` headers by their name in lower case. */
  extra: Record<string, string>
}

export interface Complaint {
  /** `abuse`, `fraud`, `virus`, `other`, `opt-out`, … (RFC 5965 and its registry). */
  feedbackType: string
  userAgent: string | null
  sourceIp: string | null
}

export interface Verdict {
  kind: Kind
  /** Of a complaint: who complained, where that is not withheld. */
  recipients: RecipientVerdict[]
  complaint: Complaint | null
  reportingMta: string | null
  /** `Original-Envelope-Id` of RFC 3464: what we gave as ENVID. */
  envelopeId: string | null
  /** The headers of the message itself: VERP stands in `to` and `deliveredTo`. */
  report: Traces
  /** The headers of our letter, as far as the message gives them back. */
  letter: Traces | null
  /** How it was recognised: `rfc3464`, `arf`, `qmail`, … for people who look into it. */
  recognisedBy: string
  /** Longer or more deeply nested than what is looked at. */
  cut: boolean
}
