import { randomBytes } from 'node:crypto'
import { createFormEncoder, type FormCharset } from './form-charsets.ts'

/** Names and values of a form, in their order. */
export type FormPairs = readonly (readonly [name: string, value: string])[]

/** A form as it goes over the wire. */
export interface EncodedForm {
  contentType: string
  body: Uint8Array
}

/** The form as `application/x-www-form-urlencoded` in its charset, byte for byte as browsers do it. Pure ASCII. */
export function urlencode(pairs: FormPairs, charset: FormCharset): string {
  const encode = createFormEncoder(charset)
  const percent = (text: string) => Array.from(encode(wireLines(text)), percentEncoded).join('')
  return pairs.map(([name, value]) => `${percent(name)}=${percent(value)}`).join('&')
}

/** The form as a POST sends it. */
export function encodeForm(pairs: FormPairs, charset: FormCharset, enctype: 'urlencoded' | 'multipart'): EncodedForm {
  if (enctype === 'urlencoded')
    return { contentType: 'application/x-www-form-urlencoded', body: Buffer.from(urlencode(pairs, charset), 'latin1') }
  const encode = createFormEncoder(charset)
  const boundary = `----LuxlinerForm${randomBytes(12).toString('hex')}`
  const parts = pairs.flatMap(([name, value]) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="`),
    encode(wireLines(name).replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')),
    Buffer.from('"\r\n\r\n'),
    encode(wireLines(value)),
    Buffer.from('\r\n'),
  ])
  const body = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
  return { contentType: `multipart/form-data; boundary=${boundary}`, body }
}

/** Line ends go out as CR LF, however the page wrote them. */
function wireLines(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n')
}

function percentEncoded(byte: number): string {
  const character = String.fromCharCode(byte)
  if (byte === 0x20) return '+'
  return /[A-Za-z0-9*\-._]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
}
