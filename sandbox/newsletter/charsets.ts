import type { NewsletterForm } from './forms.ts'

type Charset = NewsletterForm['charset']

/** Writes a page in its charset; what the charset lacks becomes `&#N;`. */
export function encodePage(page: string, charset: Charset): Uint8Array<ArrayBuffer> {
  if (charset === 'utf-8') return new TextEncoder().encode(page)
  const table = tableOf(charset)
  const bytes = [...page].flatMap(
    (character) => table.get(character) ?? [...Buffer.from(`&#${character.codePointAt(0)};`)],
  )
  return Uint8Array.from(bytes)
}

/** Reads a form as a CGI of that charset does: bytes first, then characters; broken ones become U+FFFD. */
export function decodeForm(body: string, charset: Charset): Map<string, string> {
  const decoder = new TextDecoder(charset)
  const text = (encoded: string) => {
    const bytes = encoded
      .replaceAll('+', ' ')
      .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    return decoder.decode(Buffer.from(bytes, 'latin1'))
  }
  const pairs = body.split('&').filter((pair) => pair !== '')
  return new Map(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      return [text(name), text(value)]
    }),
  )
}

/** Every character of the charset with its bytes, found by decoding all pairs. */
function tableOf(charset: Exclude<Charset, 'utf-8'>): Map<string, number[]> {
  const decoder = new TextDecoder(charset)
  const table = new Map<string, number[]>()
  for (let byte = 0; byte < 0x80; byte++) table.set(String.fromCharCode(byte), [byte])
  // Half-width katakana.
  if (charset === 'shift_jis')
    for (let byte = 0xa1; byte <= 0xdf; byte++) table.set(decoder.decode(Uint8Array.of(byte)), [byte])
  const trails = Array.from({ length: 0xfe - 0x40 + 1 }, (_, offset) => 0x40 + offset).filter((trail) => trail !== 0x7f)
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    // A row at once, each pair on a line of its own.
    const lines = decoder.decode(Uint8Array.from(trails.flatMap((trail) => [lead, trail, 0x0a]))).split('\n')
    for (const [index, trail] of trails.entries()) {
      const character = lines[index] ?? ''
      const isOne = [...character].length === 1 && character !== '\ufffd'
      if (isOne && !table.has(character)) table.set(character, [lead, trail])
    }
  }
  return table
}
