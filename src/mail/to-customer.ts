import type { Tx } from '../platform/database.ts'
import { oneLine } from '../platform/plain-text.ts'
import type { SettingsStore } from '../platform/settings.ts'
import { readShop } from '../site/index.ts'
import { writeLetter } from './commands.ts'
import type { Addressee } from './letters/common.ts'
import { wordLetter } from './letters/wording.ts'
import { readWords } from './letters/words.ts'
import type { CustomerLetterWish } from './wishes.ts'

/** What wording a letter needs. */
export interface LetterParts {
  settings: SettingsStore
  /** Public address of the program without a slash at the end. */
  baseUrl: string
}

/**
 * Writes a customer the letter that is wished for, in the business transaction: it goes out after the commit, and what it
 * tells has happened. With a `onceKey`, the same letter (kind, key, address) is written once. Nothing is written of a kind
 * that staff switched off.
 */
export async function writeToCustomer(
  tx: Tx,
  parts: LetterParts,
  to: Addressee,
  wish: CustomerLetterWish,
  onceKey?: string,
): Promise<void> {
  const { sent, words } = await readWords(tx, parts.settings, wish.kind)
  if (!sent) return
  await writeLetter(tx, parts.baseUrl, {
    audience: 'customer',
    kind: wish.kind,
    ...(to.id === null ? {} : { customerId: to.id }),
    ...(onceKey === undefined ? {} : { onceKey }),
    to: { address: to.email, name: oneLine(`${to.familyName} ${to.givenName}`) },
    ...wordLetter(words, to, wish, await readShop(tx, parts)),
  })
}
