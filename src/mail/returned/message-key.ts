import { createHash } from 'node:crypto'
import { header, readHeaders } from '../reports/headers.ts'
import { textFrom } from '../reports/raw-text.ts'

/** What a message keeps on every way to us; servers on the way put `Received`, `Delivered-To` and others before it. */
const KEPT = ['message-id', 'date', 'from', 'subject'] as const

/** Bytes of the body that are compared: fewer than any way in cuts a message to. */
const COMPARED = 500_000

/**
 * What makes a message known again when it comes a second time, through the pipe or from the mail box: its own headers and
 * its body, whatever line ends.
 */
export function messageKey(raw: Uint8Array): string {
  const message = textFrom(raw)
  const { headers, body } = readHeaders(message)
  const own = KEPT.map((name) => header(headers, name)?.trim() ?? '')
  const content = message.slice(body, body + COMPARED).trimEnd()
  return `message:${createHash('sha256')
    .update(JSON.stringify([...own, content]))
    .digest('hex')}`
}
