import { Buffer } from 'node:buffer'
import { sql } from 'kysely'
import type { Reader } from '../../platform/database.ts'
import { bounds } from '../reports/index.ts'
import { messageKey } from './message-key.ts'

/** The doorbell topic of what came back and is to be understood. */
export const RETURNED_TOPIC = 'returned-mail'

/** Where a message comes from that is one: the pipe of a mail server, or the mail box. */
export type MessageSource = 'pipe' | 'mailbox'

/** Providers that post to us. */
export type ProviderSource = 'ses' | 'sendgrid' | 'mailgun'

export type ReturnedSource = MessageSource | ProviderSource

/**
 * Keeps a message that came back, cut to what is looked at; it is understood later. Once this resolves it is not lost.
 * False: it is kept already.
 */
export function keepMessage(db: Reader, source: MessageSource, raw: Uint8Array): Promise<boolean> {
  const kept = raw.subarray(0, bounds.message)
  return keep(db, source, messageKey(kept), kept)
}

/**
 * Keeps the bytes of a provider's post that was verified.
 * @param key what makes the post known again; with one that is kept already nothing is written, which is no fault
 */
export function keepPost(db: Reader, source: ProviderSource, key: string, raw: Uint8Array): Promise<boolean> {
  return keep(db, source, `${source}:${key}`, raw)
}

async function keep(db: Reader, source: ReturnedSource, key: string, raw: Uint8Array): Promise<boolean> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const kept = await sql`insert into returned_mail (source, key, raw) values (${source}, ${key}, ${bytes})
    on conflict (key) do nothing returning id`.execute(db)
  return kept.rows.length > 0
}
