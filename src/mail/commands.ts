import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/database.ts'
import { newToken } from '../platform/ids.ts'

/** The doorbell topic of letters. */
export const LETTERS_TOPIC = 'letters'

/** A letter to be written. */
export interface NewLetter {
  audience: 'customer' | 'administrator'
  /** What it is about, such as `application_completed`; shown in 送信箱 and kept in events. */
  kind: string
  customerId?: string
  /** With it, the same letter (kind, key, address) is written once. */
  onceKey?: string
  /** The letter that this one repeats; one repetition at a time is on its way. */
  resendOf?: number
  to: { address: string; name?: string }
  subject: string
  body: string
  /** Why it is not sent, in words; it then only stands in 送信箱. */
  held?: string
}

/**
 * Writes a letter in the business transaction; it goes out after the commit. `baseUrl` gives the Message-ID its domain.
 * Returns its id, or null when it was written before.
 */
export async function writeLetter(tx: Tx, baseUrl: string, letter: NewLetter): Promise<number | null> {
  const written = await tx
    .insertInto('letters')
    .values({
      audience: letter.audience,
      kind: letter.kind,
      customerId: letter.customerId ?? null,
      onceKey: letter.onceKey ?? null,
      resendOf: letter.resendOf ?? null,
      toAddress: letter.to.address,
      toName: letter.to.name ?? null,
      subject: letter.subject,
      body: letter.body,
      messageId: `<${newToken(18)}@${new URL(baseUrl).hostname}>`,
      ...(letter.held === undefined ? {} : { state: 'held', reason: letter.held }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  tx.wakes.add(LETTERS_TOPIC)
  return written?.id ?? null
}

/** Lets every waiting letter go at once: the mail settings were saved. */
export async function releaseLetters(tx: Tx): Promise<void> {
  await sql`update letters set due_at = now() where state = 'queued' and due_at > now()`.execute(tx)
  tx.wakes.add(LETTERS_TOPIC)
}

/** News about the program itself: an integration broke. */
export interface Alarm {
  /** The same alarm is written once. */
  key: string
  subject: string
  body: string
}

/** Builds the alarm: one letter to each administrator that `addresses` names at that moment. */
export function createAlarm(parts: {
  baseUrl: string
  addresses: (reader: Reader) => Promise<readonly string[]>
}): (tx: Tx, alarm: Alarm) => Promise<void> {
  return async (tx, { key, subject, body }) => {
    for (const address of await parts.addresses(tx)) {
      await writeLetter(tx, parts.baseUrl, {
        audience: 'administrator',
        kind: 'alarm',
        onceKey: key,
        to: { address },
        subject,
        body,
      })
    }
  }
}
