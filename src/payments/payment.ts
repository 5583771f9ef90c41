import { type Charge, type ChargeOutcome, type Failure, type Finding, SAVED_CARD_GONE } from './gateways/contract.ts'

/** Card payments; `unknown` is one whose outcome is being found out. */
export type CardPaymentState = 'started' | 'unknown' | 'succeeded' | 'declined'

/** The state each state may be followed by. */
export const cardPaymentTransitions = {
  started: ['unknown', 'succeeded', 'declined'],
  unknown: ['unknown', 'succeeded', 'declined'],
  succeeded: [],
  declined: [],
} as const satisfies Record<CardPaymentState, readonly CardPaymentState[]>

/** What becomes of a payment after the gateway was asked. */
export type Step =
  | { state: 'succeeded'; charge: Charge }
  | { state: 'declined'; failure: Failure }
  /** To be looked up; `actionUrl` when the cardholder must confirm there first. */
  | { state: 'unknown'; actionUrl: string | null; reason: string }

/** A step after which nothing more is to be found out. */
export type FinalStep = Extract<Step, { state: 'succeeded' | 'declined' }>

/**
 * "No such order" counts only this long after the charge was begun: the call may be on its way still. Six times the
 * longest a charge may take.
 */
export const ABSENT_GRACE_MS = 120_000

/** The code of a charge that never happened because the gateway could not be asked. */
export const NOT_SENT = 'not_sent'
/** The code of a charge of which the gateway knows nothing. */
export const NOT_CHARGED = 'not_charged'
/** The code of a term that is due while no card can be charged for it. */
export const NO_CARD = 'no_card'

/** The code of a charge for which the cardholder was asked to confirm while nobody was there. */
export const AUTHENTICATION_REQUIRED = 'authentication_required'

/** Whether the cardholder is there to be sent to the gateway's page of 3-D Secure; nobody is when a renewal is charged. */
export type Cardholder = 'present' | 'absent'

/** Whether a try did not take place at all, which is no failure of the customer's card. */
export function wasNotMade({ code }: Failure): boolean {
  return code === NOT_SENT || code === NOT_CHARGED
}

/** Whether it is our word and not the gateway's that no money moved: it may turn out otherwise. */
export function isOurWord({ code }: Failure): boolean {
  return code === NOT_CHARGED || code === AUTHENTICATION_REQUIRED
}

/** With these the same card will never be good again. */
const HOPELESS = ['expired_card', 'lost_card', 'stolen_card', SAVED_CARD_GONE, NO_CARD]

/** Whether another try with the same card is of no use. */
export function isHopeless({ code }: Failure): boolean {
  return HOPELESS.includes(code)
}

/** What a call to charge means. Pure. */
export function afterCharge(outcome: ChargeOutcome, cardholder: Cardholder): Step {
  switch (outcome.kind) {
    case 'succeeded':
      return succeeded(outcome)
    case 'declined':
      return declined(outcome.code, outcome.message)
    case 'not_sent':
      return declined(NOT_SENT, `決済会社に依頼できませんでした: ${outcome.reason}`)
    case 'action_required':
      return askedToConfirm(outcome.url, cardholder)
    case 'unknown':
      return { state: 'unknown', actionUrl: null, reason: outcome.reason }
  }
}

/** What looking a charge up means, `sentMsAgo` after it was begun. Pure. */
export function afterFinding(finding: Finding, sentMsAgo: number, cardholder: Cardholder): Step {
  switch (finding.kind) {
    case 'succeeded':
      return succeeded(finding)
    case 'declined':
      return declined(finding.code, finding.message)
    case 'absent':
      if (sentMsAgo >= ABSENT_GRACE_MS) return declined(NOT_CHARGED, '決済は行われませんでした')
      return { state: 'unknown', actionUrl: null, reason: '決済会社にまだ記録がありません' }
    case 'action_required':
      return askedToConfirm(finding.url, cardholder)
    case 'pending':
      return { state: 'unknown', actionUrl: null, reason: '決済会社で処理中です' }
    case 'cannot_look':
      return { state: 'unknown', actionUrl: null, reason: finding.reason }
  }
}

/** Where nobody is handed the address nobody can confirm, and waiting would keep the term open for ever. */
function askedToConfirm(url: string, cardholder: Cardholder): Step {
  if (cardholder === 'present') return { state: 'unknown', actionUrl: url, reason: '本人認証を待っています' }
  return declined(AUTHENTICATION_REQUIRED, 'カード会社の本人認証が必要なため、自動では決済できませんでした')
}

function succeeded({ chargeId, card, savedCard }: Charge): Step {
  return { state: 'succeeded', charge: { chargeId, card, savedCard } }
}

function declined(code: string, message: string): Step {
  return { state: 'declined', failure: { code, message } }
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Waits before the 1st, 2nd, … look at an unknown charge: a customer watches the first ones. The last repeats. */
const LOOKS_MS = [2, 3, 5, 10, 20, 30]
  .map((seconds) => seconds * SECOND)
  .concat([1, 2, 5, 15, 60].map((minutes) => minutes * MINUTE))

/** How long to wait before the next look, after this many. Milliseconds. */
export function nextLookInMs(looks: number): number {
  return LOOKS_MS[Math.min(looks, LOOKS_MS.length - 1)] ?? MINUTE
}

/** Waits before the 1st, 2nd, … look at a payment that is not the gateway's word; by then a page of 3-D Secure has expired. */
const LATE_LOOKS_MS = [10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR, 72 * HOUR]

/** How long to wait before the next of those looks, after this many; null when there is none any more. Milliseconds. */
export function nextLateLookInMs(looks: number): number | null {
  return LATE_LOOKS_MS[looks] ?? null
}
