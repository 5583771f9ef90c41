import { Buffer } from 'node:buffer'
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { jsonOf } from '../fields.ts'
import { isTimestamp, LARGEST_POST, refused, strictBase64, type Verified } from '../verified.ts'
import { eventsIn } from './read.ts'

export const SIGNATURE_HEADER = 'x-twilio-email-event-webhook-signature'
export const TIMESTAMP_HEADER = 'x-twilio-email-event-webhook-timestamp'

/** 768 kB, SendGrid's largest post, hold about 2,000 events. */
const LARGEST_BATCH = 5_000

export interface SendGridPost {
  raw: Uint8Array
  /** Header `X-Twilio-Email-Event-Webhook-Signature`: base64 of an ECDSA signature in DER. */
  signature: string | null
  /** Header `X-Twilio-Email-Event-Webhook-Timestamp`: seconds since 1970. */
  timestamp: string | null
}

/**
 * Whether SendGrid signed this post: ECDSA on P-256 with SHA-256 over the time stamp and the raw body ("Getting Started
 * with the Event Webhook Security Features"). Never throws.
 * @param publicKey the Verification Key of SendGrid's screen: base64 of DER (SPKI)
 */
export function verifySendGrid(post: SendGridPost, publicKey: string): Verified {
  if (post.raw.byteLength > LARGEST_POST) return refused('too_large')
  if (publicKey === '') return refused('key_missing')
  const key = sendGridKey(publicKey)
  if (key === null) return refused('key_unusable')
  const signature = post.signature === null ? null : strictBase64(post.signature)
  if (signature === null || post.timestamp === null || !isTimestamp(post.timestamp)) return refused('unsigned')
  if (!isSigned(key, Buffer.concat([Buffer.from(post.timestamp), post.raw]), signature)) return refused('forged')
  const content = jsonOf(post.raw)
  if (typeof content !== 'object' || content === null) return refused('malformed')
  if (eventsIn(content).length > LARGEST_BATCH) return refused('batch_too_large')
  return { kind: 'genuine', key: createHash('sha256').update(post.raw).digest('hex') }
}

/** The Verification Key as staff paste it, line breaks and PEM frame included; null where it is no key on P-256. */
export function sendGridKey(pasted: string): KeyObject | null {
  const der = strictBase64(pasted.replace(/-----[A-Z ]+-----/g, '').replace(/\s+/g, ''))
  if (der === null) return null
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null
  } catch {
    return null
  }
}

function isSigned(key: KeyObject, content: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify('sha256', content, key, signature)
  } catch {
    return false
  }
}
