import { Buffer } from 'node:buffer'

/** Charsets that a mislabelled Japanese text turns out to be in, most telling first. */
const GUESSES = ['utf-8', 'euc-jp', 'shift_jis'] as const

// biome-ignore lint/suspicious/noControlCharactersInRegex: ISO-2022 switches its sets by ESC
const ESCAPE_SEQUENCE = /\x1b(?:\$[@B]|\(J|\(I|\$\(D)/

/** Labels that mail carries and the encoding standard does not know. */
const ALIASES: Record<string, string> = {
  'x-sjis-jp': 'shift_jis',
  cp932: 'windows-31j',
  ms932: 'windows-31j',
  'x-euc-jp': 'euc-jp',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-3': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  'x-unknown': 'utf-8',
  'unknown-8bit': 'utf-8',
  utf8mb4: 'utf-8',
}

/**
 * Reads bytes as text; never throws. The label is believed only while the bytes agree with it: copies of ISO-2022-JP
 * reports that somebody converted to UTF-8 keep their old label, and old phones send Shift_JIS under any.
 * @param bytes one byte a character ('latin1' as Node calls it)
 */
export function textOf(bytes: string, label: string | null): string {
  if (isAscii(bytes)) return ESCAPE_SEQUENCE.test(bytes) ? (decoded(bytes, 'iso-2022-jp', false) ?? bytes) : bytes
  const named = label === null ? null : nameOf(label)
  const believed = named === 'iso-2022-jp' || named === null ? [] : [named]
  for (const name of [...believed, ...GUESSES]) {
    const text = decoded(bytes, name, true)
    if (text !== null) return text
  }
  if (ESCAPE_SEQUENCE.test(bytes)) return decoded(bytes, 'iso-2022-jp', false) ?? bytes
  return decoded(bytes, named ?? 'windows-1252', false) ?? bytes
}

function isAscii(bytes: string): boolean {
  return !/[\x80-\xff]/.test(bytes)
}

function nameOf(label: string): string | null {
  const plain = label
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
  if (plain === 'us-ascii' || plain === '') return null
  return ALIASES[plain] ?? plain
}

/** `stream` keeps a character that the bound cut in two from counting as a fault. */
function decoded(bytes: string, name: string, fatal: boolean): string | null {
  try {
    return new TextDecoder(name, { fatal }).decode(Buffer.from(bytes, 'latin1'), { stream: true })
  } catch {
    return null
  }
}

const WORD = /=\?([^?\s]{1,60})\?([bBqQ])\?([^?\n]{0,4000})\?=/g

/** Header words of RFC 2047. Neighbours of one charset are joined as bytes first: senders split them inside a character. */
export function decodedWords(value: string): string {
  if (!value.includes('=?')) return textOf(value, null)
  let out = ''
  let end = 0
  let run: { charset: string; bytes: string } | null = null
  for (const match of value.matchAll(WORD)) {
    const between = value.slice(end, match.index)
    end = match.index + match[0].length
    const [charset = '', encoding = '', content = ''] = match.slice(1)
    const label = charset.split('*')[0]?.toLowerCase() ?? ''
    const bytes = encoding.toLowerCase() === 'b' ? fromBase64(content) : fromQuoted(content.replaceAll('_', ' '))
    if (run !== null && run.charset === label && between.trim() === '') {
      run.bytes += bytes
      continue
    }
    if (run !== null) out += textOf(run.bytes, run.charset)
    if (run === null || between.trim() !== '') out += textOf(between, null)
    run = { charset: label, bytes }
  }
  if (run !== null) out += textOf(run.bytes, run.charset)
  return out + textOf(value.slice(end), null)
}

/** Base64 to bytes, one a character; what is no base64 is skipped. */
export function fromBase64(text: string): string {
  return Buffer.from(text.replace(/[^A-Za-z0-9+/]/g, ''), 'base64').toString('latin1')
}

/** Quoted-printable to bytes, one a character. */
export function fromQuoted(text: string): string {
  return text
    .replace(/=[ \t]*\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
