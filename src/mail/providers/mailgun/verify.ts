import { Buffer } from 'node:buffer'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { jsonOf, textAt, valueAt } from '../fields.ts'
import { isTimestamp, LARGEST_POST, refused, type Verified } from '../verified.ts'

/** Fifty characters by the documentation. */
const TOKEN = /^[\x21-\x7e]{16,100}$/

/**
 * Whether Mailgun signed this post: HMAC-SHA-256 over time stamp and token, in hex, within the body ("Securing
 * Webhooks"). The event itself is not under the signature: only the token, taken once, keeps a signature that somebody saw
 * from being put on another event. Whoever stores the post must refuse a key that it has. Never throws.
 * @param signingKey the HTTP webhook signing key; of a subaccount's events `parent-signature` is by the main account's
 */
export function verifyMailgun(raw: Uint8Array, signingKey: string): Verified {
  if (raw.byteLength > LARGEST_POST) return refused('too_large')
  if (signingKey === '') return refused('key_missing')
  const post = jsonOf(raw)
  if (typeof post !== 'object' || post === null) return refused('malformed')
  const signature = valueAt(post, 'signature')
  const [timestamp, token] = [textAt(signature, 'timestamp') ?? '', textAt(signature, 'token') ?? '']
  if (!isTimestamp(timestamp) || !TOKEN.test(token)) return refused('unsigned')
  const right = createHmac('sha256', signingKey).update(`${timestamp}${token}`).digest()
  const given = [valueAt(signature, 'signature'), valueAt(signature, 'parent-signature')]
  if (!given.some((hex) => isSame(hex, right))) return refused('forged')
  return { kind: 'genuine', key: token }
}

function isSame(hex: unknown, right: Uint8Array): boolean {
  return typeof hex === 'string' && /^[0-9a-f]{64}$/.test(hex) && timingSafeEqual(Buffer.from(hex, 'hex'), right)
}
