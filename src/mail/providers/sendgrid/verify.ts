import { Buffer } from 'node:buffer'
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { jsonOf } from '../fields.ts'
import { isFresh, LARGEST_POST, refused, secondsOf, strictBase64, type Verified, type Window } from '../verified.ts'
import { eventKey, eventsIn } from './read.ts'

export const SIGNATURE_HEADER = 'x-twilio-email-event-webhook-signature'
export const TIMESTAMP_HEADER = 'x-twilio-email-event-webhook-timestamp'

/** SendGrid repeats a post for 24 hours; whether under a new time stamp is not documented. Repetitions have known keys. */
const FRESH: Window = { past: 25 * 3_600, ahead: 600 }

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
export function verifySendGrid(post: SendGridPost, publicKey: string, now: Date): Verified {
  if (post.raw.byteLength > LARGEST_POST) return refused('too_large')
  if (publicKey === '') return refused('key_missing')
  const key = sendGridKey(publicKey)
  if (key === null) return refused('key_unusable')
  const signature = post.signature === null ? null : strictBase64(post.signature)
  const seconds = post.timestamp === null ? null : secondsOf(post.timestamp)
  if (signature === null || post.timestamp === null || seconds === null) return refused('unsigned')
  if (!isSigned(key, Buffer.concat([Buffer.from(post.timestamp), post.raw]), signature)) return refused('forged')
  if (!isFresh(seconds, now, FRESH)) return refused('stale')
  const content = jsonOf(post.raw)
  if (typeof content !== 'object' || content === null) return refused('malformed')
  const events = eventsIn(content)
  if (events.length > LARGEST_BATCH) return refused('batch_too_large')
  return { kind: 'genuine', keys: [...new Set(events.map((event, place) => eventKey(event, post.raw, place)))] }
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
