import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/database.ts'
import { writeLetter } from './commands.ts'
import type { LetterState } from './letter.ts'

/** A letter to a customer as it was written, keys of its links and all: never for a screen. */
export interface WrittenLetter {
  id: number
  kind: string
  customerId: string | null
  toAddress: string
  toName: string | null
  subject: string
  body: string
  state: LetterState
}

/** A letter to a customer, or null; letters to administrators are not found. */
export async function findWrittenLetter(reader: Reader, id: number): Promise<WrittenLetter | null> {
  const result = await sql<WrittenLetter>`
    select id, kind, customer_id, to_address, to_name, subject, body, state
    from letters where id = ${id} and audience = 'customer'`.execute(reader)
  return result.rows[0] ?? null
}

/**
 * Writes a letter's text once more, to `address`, under a new Message-ID: mail programs would hide a repetition of the
 * old one. Returns the new letter's id, or null while an earlier repetition is still on its way.
 */
export async function writeAgain(
  tx: Tx,
  baseUrl: string,
  letter: WrittenLetter,
  address: string,
): Promise<number | null> {
  const { id, kind, customerId, toName, subject, body } = letter
  return writeLetter(tx, baseUrl, {
    audience: 'customer',
    kind,
    resendOf: id,
    ...(customerId === null ? {} : { customerId }),
    to: { address, ...(toName === null ? {} : { name: toName }) },
    subject,
    body,
  })
}
