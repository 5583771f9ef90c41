import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Seals what must not be readable in the database and signs what leaves the program and comes back.
 * Each purpose has its own key derived from the master key, so that one never opens the other.
 */
export interface Secrets {
  /** AES-256-GCM; `sealed:v1:<base64url of nonce, tag, cipher text>`. */
  seal(plain: string): string
  /** The plain text, or null when the text was sealed with another key or changed. */
  open(sealed: string): string | null
  /** HMAC-SHA256 in base64url, for links and form values. */
  sign(purpose: string, text: string): string
  /** Whether `signature` is ours, in constant time. */
  verify(purpose: string, text: string, signature: string): boolean
  /** A 32-byte key for a library that wants one of its own, in hex. */
  derive(purpose: string): string
}

const PREFIX = 'sealed:v1:'

/** Builds the secrets from the master key (`LUXLINER_SECRET_KEY` or the key file); it must have at least 32 characters. */
export function createSecrets(masterKey: string): Secrets {
  if (masterKey.length < 32) throw new Error('LUXLINER_SECRET_KEY must have at least 32 characters')
  const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', masterKey, 'luxliner', purpose, 32))
  const sealing = keyFor('seal')
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', keyFor(`sign:${purpose}`))
      .update(text)
      .digest('base64url')
  return {
    seal(plain) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce)
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed) {
      if (!sealed.startsWith(PREFIX)) return null
      const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url')
      if (bytes.length < 28) return null
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      try {
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
    sign,
    verify(purpose, text, signature) {
      const ours = Buffer.from(sign(purpose, text))
      const theirs = Buffer.from(signature)
      return ours.length === theirs.length && timingSafeEqual(ours, theirs)
    },
    derive: (purpose) => keyFor(`derive:${purpose}`).toString('hex'),
  }
}
