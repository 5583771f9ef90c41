import { Buffer } from 'node:buffer'
import { bounds } from './bounds.ts'

/** Bytes as one character each, line ends `\n`, without the line that mbox files put before a message. */
export function textFrom(raw: Uint8Array): string {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, bounds.message)).toString('latin1')
  const text = bytes.replaceAll('\0', '').replace(/\r\n?/g, '\n').replace(/^\n+/, '')
  return /^>?From /.test(text) ? text.slice(text.indexOf('\n') + 1) : text
}
