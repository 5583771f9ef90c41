import type { Tx } from '../platform/database.ts'
import type { SettingsStore } from '../platform/settings.ts'
import { writeLetter } from './commands.ts'
import type { CustomerLetterWish } from './wishes.ts'

/** Whom a letter goes to. `id` is null where the application made no customer. */
export interface Addressee {
  id: string | null
  familyName: string
  givenName: string
  email: string
}

/** What wording a letter needs. */
export interface LetterParts {
  settings: SettingsStore
  /** Public address of the program without a slash at the end. */
  baseUrl: string
}

/**
 * Writes a customer the letter that is wished for, in the business transaction: it goes out after the commit, and what it
 * tells has happened. With a `onceKey`, the same letter (kind, key, address) is written once.
 */
export async function writeToCustomer(
  tx: Tx,
  parts: LetterParts,
  to: Addressee,
  wish: CustomerLetterWish,
  onceKey?: string,
): Promise<void> {
  await writeLetter(tx, parts.baseUrl, {
    audience: 'customer',
    kind: wish.kind,
    ...(to.id === null ? {} : { customerId: to.id }),
    ...(onceKey === undefined ? {} : { onceKey }),
    to: { address: to.email, name: `${to.familyName} ${to.givenName}` },
    subject: wish.kind,
    body: JSON.stringify(wish),
  })
}
