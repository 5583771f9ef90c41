import { domainOf } from '../addresses.ts'
import type { Reason, Stage } from '../verdict.ts'

export interface CarrierAnswer {
  address: string
  words: string
  status: string | null
  stage: Stage | null
}

const DOCOMO = /(?:^|\.)docomo\.ne\.jp$/
const AU = /(?:^|\.)(?:ezweb\.ne\.jp|au\.com)$/

/** Whether the carrier of an address may call one unknown whose owner only refused the letter. */
export function mayMeanRefusal(address: string): boolean {
  const domain = domainOf(address)
  return DOCOMO.test(domain) || AU.test(domain)
}

/**
 * Japanese carriers answer one text to a dead address and to 受信/拒否設定; the stage tells them apart. docomo refuses a
 * dead address at RCPT and a 受信拒否 after DATA (sendmail writes 5.2.0 for that); au names no address in `550 : User
 * unknown` when the recipient's filter refused. Observed in returned mail, never documented by the carriers.
 * Null: not theirs to say.
 */
export function carrierReason(answer: CarrierAnswer): Reason | null {
  const domain = domainOf(answer.address)
  const words = answer.words.toLowerCase()
  if (DOCOMO.test(domain)) return docomo(answer, words)
  if (AU.test(domain)) return au(words)
  // Google names no cause of a group: it may not exist, or it may not be ours to write to.
  if (domain === 'googlegroups.com' && /groups\.google\.com/.test(words)) return 'sender_refused'
  return null
}

function docomo({ status, stage }: CarrierAnswer, words: string): Reason | null {
  if (words.includes('too much mail data')) return 'mailbox_full'
  if (words.includes('too many recipients')) return 'rate_limited'
  if (words.includes('line too long')) return 'too_large'
  if (!words.includes('unknown user') && !words.includes('user unknown')) return null
  if (stage === 'data' || status === '5.2.0') return 'refused_by_recipient'
  return 'user_unknown'
}

function au(words: string): Reason | null {
  if (/\b550[ :]{0,4}: {0,3}user unknown/.test(words)) return 'refused_by_recipient'
  return />: {0,3}user unknown/.test(words) ? 'user_unknown' : null
}
