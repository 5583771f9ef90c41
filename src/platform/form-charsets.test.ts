import { describe, expect, it } from 'vitest'
import { charsetOf, createFormEncoder, type FormCharset } from './form-charsets.ts'
import { encodeForm, urlencode } from './form-encoding.ts'

const hex = (charset: FormCharset, text: string) => Buffer.from(createFormEncoder(charset)(text)).toString('hex')

/** Every character that a charset's decoder gives for one pair of bytes. */
function charactersOf(charset: FormCharset, leads: [number, number], trails: [number, number]): Set<string> {
  const decoder = new TextDecoder(charset)
  const found = new Set<string>()
  for (let lead = leads[0]; lead <= leads[1]; lead++)
    for (let trail = trails[0]; trail <= trails[1]; trail++) {
      const text = decoder.decode(Uint8Array.from([lead, trail]))
      if ([...text].length === 1 && text !== '\ufffd' && !/[\ue000-\uf8ff]/.test(text)) found.add(text)
    }
  return found
}

describe('round trips through the decoder', () => {
  it.each<[FormCharset, [number, number], [number, number], number]>([
    ['euc-jp', [0xa1, 0xfe], [0xa1, 0xfe], 7_000],
    ['shift_jis', [0x81, 0xfc], [0x40, 0xfc], 7_000],
  ])('every character of %s', (charset, leads, trails, atLeast) => {
    const characters = [...charactersOf(charset, leads, trails)]
    expect(characters.length).toBeGreaterThan(atLeast)
    const encode = createFormEncoder(charset)
    const decoder = new TextDecoder(charset, { fatal: true })
    expect(characters.filter((character) => decoder.decode(encode(character)) !== character)).toEqual([])
  })

  it('every kanji and kana of iso-2022-jp, with its escape sequences', () => {
    const text = [...charactersOf('euc-jp', [0xa1, 0xfe], [0xa1, 0xfe])].join('a')
    expect(new TextDecoder('iso-2022-jp', { fatal: true }).decode(createFormEncoder('iso-2022-jp')(text))).toBe(text)
  })

  it('ASCII and half-width katakana', () => {
    // Of the control characters Node's Shift_JIS decoder swaps three.
    const ascii = Array.from({ length: 0x5f }, (_, offset) => String.fromCharCode(0x20 + offset)).join('')
    const katakana = Array.from({ length: 63 }, (_, offset) => String.fromCharCode(0xff61 + offset)).join('')
    for (const charset of ['euc-jp', 'shift_jis'] as const)
      expect(new TextDecoder(charset).decode(createFormEncoder(charset)(ascii + katakana))).toBe(ascii + katakana)
    const wide = new TextDecoder('iso-2022-jp').decode(createFormEncoder('iso-2022-jp')('ﾊﾝｶｸ｡ﾞﾟ'))
    expect(wide).toBe('ハンカク。゛゜')
  })
})

// What Chromium sends, byte for byte.
describe('as browsers send it', () => {
  it.each<[FormCharset, string, string]>([
    ['shift_jis', '髙', 'fbfc'],
    ['shift_jis', '﨑', 'fab1'],
    ['shift_jis', '①㈱', '8740878a'],
    ['shift_jis', '―～−', '815c8160817c'],
    ['shift_jis', '∪￢', '81be81ca'],
    ['shift_jis', '¬', Buffer.from('&#172;').toString('hex')],
    ['shift_jis', '¥‾', '5c7e'],
    ['euc-jp', '濵彅', 'faf0f9ac'],
    ['euc-jp', '髙﨑', 'fce2f9f5'],
    ['euc-jp', '①㈱', 'ada1adea'],
    ['euc-jp', '―～−', 'a1bda1c1a1dd'],
    ['euc-jp', 'ｱ', '8eb1'],
    ['iso-2022-jp', 'a山b', '611b2442 3b33 1b2842 62'.replaceAll(' ', '')],
    ['iso-2022-jp', '¥a\\', '1b284a 5c 61 1b2842 5c'.replaceAll(' ', '')],
    ['iso-2022-jp', '山\u001b', `1b24423b331b2842${Buffer.from('&#65533;').toString('hex')}`],
    ['utf-8', '山−', 'e5b1b1e28892'],
  ])('%s: %s', (charset, text, bytes) => {
    expect(hex(charset, text)).toBe(bytes)
  })

  it.each(['euc-jp', 'shift_jis', 'iso-2022-jp'] as const)('what %s lacks becomes a number', (charset) => {
    expect(Buffer.from(createFormEncoder(charset)('𠮷😀')).toString('latin1')).toBe('&#134071;&#128512;')
  })

  it('the forms of one name in a form', () => {
    const pairs = [
      ['name', '山田 花子'],
      ['a b', 'x\ny*-._~'],
    ] as const
    expect(urlencode(pairs, 'shift_jis')).toBe('name=%8ER%93c+%89%D4%8Eq&a+b=x%0D%0Ay*-._%7E')
    expect(urlencode([['n', '𠮷']], 'euc-jp')).toBe('n=%26%23134071%3B')
  })

  it('a multipart form', () => {
    const { contentType, body } = encodeForm([['data[User]["mail"]', '山']], 'euc-jp', 'multipart')
    const boundary = contentType.replace('multipart/form-data; boundary=', '')
    expect(new TextDecoder('euc-jp').decode(body)).toBe(
      `--${boundary}\r\nContent-Disposition: form-data; name="data[User][%22mail%22]"\r\n\r\n山\r\n--${boundary}--\r\n`,
    )
  })
})

it.each([
  ['x-sjis', 'shift_jis'],
  ['Windows-31J', 'shift_jis'],
  [' EUC-JP ', 'euc-jp'],
  ['utf8', 'utf-8'],
  ['iso-8859-1', null],
  ['no such thing', null],
])('the label %s means %s', (label, charset) => {
  expect(charsetOf(label)).toBe(charset)
})
