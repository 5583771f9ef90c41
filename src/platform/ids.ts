import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'

/** Letters and digits that cannot be mistaken for each other on paper or on the telephone (no 0/O, 1/I/L, U/V). */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTWXYZ'

/** A random id for a business row (UUID version 4). */
export function newId(): string {
  return randomUUID()
}

/**
 * A short number that people read aloud, such as `A-7K2MQX9P`.
 * 8 characters of 29 are 5 × 10^11 values; the column is unique, a clash makes the insert fail and the caller draw again.
 */
export function newNumber(prefix: 'A' | 'C'): string {
  let text = ''
  for (let i = 0; i < 8; i++) text += ALPHABET.charAt(randomInt(ALPHABET.length))
  return `${prefix}-${text}`
}

/** A secret for links and keys: `bytes` random bytes in base64url. */
export function newToken(bytes = 24): string {
  return randomBytes(bytes).toString('base64url')
}

/** What is kept of a secret that stands in a mailed link: a copy of the database opens nothing. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** A short random reference printed in a message so that it can be found again (48 bits, 10 characters). */
export function newReference(): string {
  let text = ''
  for (let i = 0; i < 10; i++) text += ALPHABET.charAt(randomInt(ALPHABET.length))
  return text
}
