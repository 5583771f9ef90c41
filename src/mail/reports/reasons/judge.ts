import { classOfReason, type Reason, type RecipientClass, type Stage } from '../verdict.ts'
import { carrierReason } from './carriers.ts'
import { reasonOfStatus } from './status-reasons.ts'
import { plainWords, reasonInWords } from './words.ts'

export interface Refusal {
  address: string
  action: string | null
  status: string | null
  reply: number | null
  stage: Stage | null
  /** The server's own words first, then what the reporting system says around them. Empty ones are skipped. */
  words: readonly string[]
  /** The kind of the diagnostic text (`smtp`, `x-unix`, …), lower case. */
  diagnosticType: string | null
  /** What the dialect knows by itself. */
  hint: Reason | null
}

/** Reasons that a status of "no such address" overrules: words about the way, or none that we know. */
const WEAKER_THAN_ADDRESS_STATUS: ReadonlySet<Reason> = new Set([
  'timed_out',
  'network',
  'system',
  'unclear',
  'loop',
  'host_unknown',
  'syntax',
])

/** Words that say little by themselves: what stands further on may say more. */
const VAGUE: ReadonlySet<Reason> = new Set(['system', 'policy', 'unclear', 'network', 'timed_out'])

/** Decides the reason and its class. Text and stage go before the status code, which misleads for most refusals. */
export function judge(refusal: Refusal): { reason: Reason; class: RecipientClass } {
  const reason = reasonOf(refusal)
  return { reason, class: classOfReason[reason] }
}

function reasonOf(refusal: Refusal): Reason {
  const { action, status } = refusal
  if (action === 'delayed') return 'delayed'
  if (action === 'delivered' || action === 'relayed' || action === 'expanded' || status?.startsWith('2.'))
    return 'delivered'
  const ofCarrier = carrierReason({ ...refusal, words: refusal.words.join('\n') })
  if (ofCarrier !== null) return ofCarrier
  if (refusal.hint !== null) return refusal.hint
  if (refusal.diagnosticType === 'x-unix') return reasonInProgram(refusal)
  return bySenderStage(refusal, byWordsAndStatus(refusal))
}

/** A program of the recipient's failed; only a full box is news of the box itself. */
function reasonInProgram({ words }: Refusal): Reason {
  const named = firstNamed(words)
  return named === 'mailbox_full' || named === 'user_unknown' || named === 'suspended' ? named : 'system'
}

function byWordsAndStatus(refusal: Refusal): Reason {
  const named = firstNamed(refusal.words)
  const ofStatus = refusal.status === null ? null : reasonOfStatus(refusal.status)
  if (named === null) return ofStatus ?? byReply(refusal)
  if (ofStatus === 'sender_refused' && classOfReason[named] === 'dead') return ofStatus
  if (ofStatus === 'user_unknown' && WEAKER_THAN_ADDRESS_STATUS.has(named)) return ofStatus
  // 5.4.4 is what Postfix writes for every trouble with names.
  if (named === 'network' && ofStatus === 'host_unknown') return named
  if (ofStatus !== null && VAGUE.has(named) && !VAGUE.has(ofStatus)) return ofStatus
  return named
}

/** The first text that names a reason; a vague one only when no later text names a better. */
function firstNamed(words: readonly string[]): Reason | null {
  let vague: Reason | null = null
  for (const text of words) {
    const named = reasonInWords(text)
    if (named !== null && !VAGUE.has(named)) return named
    vague ??= named
  }
  return vague
}

function byReply({ reply }: Refusal): Reason {
  if (reply === 421) return 'blocked'
  if (reply === 452 || reply === 552) return 'mailbox_full'
  return reply === 500 || reply === 501 || reply === 502 || reply === 503 || reply === 504 ? 'syntax' : 'unclear'
}

/** Nothing there, said outright. `User unknown` and `unavailable` are what filters say too. */
const SAYS_ABSENT =
  /(?:user|mail ?box|recipient|rcpt|account).{0,40}(?:not found|(?:does not|doesn't|not) exist)|no such (?:user|mail ?box|recipient|account|address|person)|doesn't have an? .{0,60}account/

/**
 * Refused before a recipient was named: whatever the words, it is about us. A server that took the address at RCPT and
 * misses the user after DATA has looked at the letter: a filter speaks, unless the status or the words insist.
 */
function bySenderStage({ stage, status, words }: Refusal, reason: Reason): Reason {
  if (reason === 'user_unknown' && stage === 'data' && status?.startsWith('5.1.') !== true)
    return words.some((text) => SAYS_ABSENT.test(plainWords(text))) ? reason : 'refused_by_recipient'
  if (classOfReason[reason] !== 'dead' || reason === 'host_unknown' || reason === 'accepts_no_mail') return reason
  if (stage === 'mail') return 'sender_refused'
  return stage === 'connect' || stage === 'hello' ? 'blocked' : reason
}
