import type { Tx } from '../platform/database.ts'
import { oneLine } from '../platform/plain-text.ts'
import type { SettingsStore } from '../platform/settings.ts'
import { readShop } from '../site/index.ts'
import { writeLetter } from './commands.ts'
import { definitionOf } from './letters/catalogue.ts'
import type { Addressee } from './letters/common.ts'
import { wordLetter } from './letters/wording.ts'
import { readWords } from './letters/words.ts'
import { listMailStops, type StopCause } from './stops.ts'
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
 * that staff switched off; what need not be sent is held while letters to this customer stop.
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
  const held = definitionOf(wish.kind).optional ? await heldFor(tx, to) : null
  await writeLetter(tx, parts.baseUrl, {
    ...(held === null ? {} : { held }),
    audience: 'customer',
    kind: wish.kind,
    ...(to.id === null ? {} : { customerId: to.id }),
    ...(onceKey === undefined ? {} : { onceKey }),
    to: { address: to.email, name: oneLine(`${to.familyName} ${to.givenName}`) },
    ...wordLetter(words, to, wish, await readShop(tx, parts)),
  })
}

const HELD: Readonly<Record<StopCause, string>> = {
  undeliverable: 'このお客様のアドレスにメールが届かないため、送信していません',
  complained: 'お客様が迷惑メールとして報告されたため、送信していません',
}

/** Why letters to this customer stop; null where they do not. */
async function heldFor(tx: Tx, { id }: Addressee): Promise<string | null> {
  const [stop] = id === null ? [] : await listMailStops(tx, id)
  return stop === undefined ? null : HELD[stop.cause]
}
