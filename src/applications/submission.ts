import { newToken } from '../platform/ids.ts'
import type { Secrets } from '../platform/secrets.ts'

/** One submission key makes at most one application and one charge, however often its form is sent. */
export function newSubmissionKey(): string {
  return newToken(24)
}

/** Whether a text from a cookie or an address can be a submission key. */
export function isSubmissionKey(text: string): boolean {
  return /^[\w-]{32,64}$/.test(text)
}

/**
 * The key that follows a declined one. Computed and not drawn, so that two tabs that both try again after the same
 * decline still make one application and one charge.
 */
export function keyAfter(secrets: Secrets, key: string): string {
  return secrets.sign('submission key after', key)
}
