/** The charsets in which Japanese forms are sent. */
export const formCharsets = ['utf-8', 'euc-jp', 'shift_jis', 'iso-2022-jp'] as const
export type FormCharset = (typeof formCharsets)[number]

/** Text in the bytes of a charset; what the charset lacks becomes `&#N;`, as browsers send it. */
export type FormEncoder = (text: string) => Uint8Array

/** The charset that a page means by a label such as `x-sjis`, or null when it is none of ours. */
export function charsetOf(label: string): FormCharset | null {
  try {
    const { encoding } = new TextDecoder(label.trim())
    return formCharsets.find((charset) => charset === encoding) ?? null
  } catch {
    return null
  }
}

/**
 * The encoder of browsers (https://encoding.spec.whatwg.org/), for the sending of forms. Its tables are the inverse of
 * Node's own decoders: the encoders of other packages differ in 282 characters, surname kanji such as 濵 among them.
 * Building a table takes about 5 ms.
 */
export function createFormEncoder(charset: FormCharset): FormEncoder {
  switch (charset) {
    case 'utf-8':
      return (text) => new TextEncoder().encode(text.toWellFormed())
    case 'euc-jp':
      return stateless(eucJpTable())
    case 'shift_jis':
      return stateless(shiftJisTable())
    case 'iso-2022-jp':
      return iso2022Jp(eucJpTable())
  }
}

/** The bytes of each character, by the character. */
type Table = ReadonlyMap<string, readonly number[]>

const HALF_WIDTH_KATAKANA = { first: 0xff61, last: 0xff9f }

function stateless(table: Table): FormEncoder {
  return (text) => {
    const bytes: number[] = []
    for (const character of text.toWellFormed()) bytes.push(...(table.get(character) ?? reference(character)))
    return Uint8Array.from(bytes)
  }
}

/** `&#N;`, in ASCII as every charset here has it. */
function reference(character: string): number[] {
  return [...Buffer.from(`&#${character.codePointAt(0)};`, 'latin1')]
}

function eucJpTable(): Table {
  const table = asciiTable()
  const leads = range(0xa1, 0xfe)
  // JIS X 0212 (three bytes) is only ever decoded.
  addPairs(table, 'euc-jp', leads, range(0xa1, 0xfe), () => true)
  addKatakana(table, (offset) => [0x8e, 0xa1 + offset])
  return table
}

function shiftJisTable(): Table {
  const table = asciiTable()
  table.set('\u0080', [0x80])
  const leads = [...range(0x81, 0x9f), ...range(0xe0, 0xfc)]
  const trails = [...range(0x40, 0x7e), ...range(0x80, 0xfc)]
  addPairs(table, 'shift_jis', leads, trails, (lead, trail) => {
    const pointer = (lead - (lead < 0xa0 ? 0x81 : 0xc1)) * 188 + trail - (trail < 0x7f ? 0x40 : 0x41)
    // NEC's copies of the IBM extensions give way to the originals, and the private area is no text.
    return pointer < 8272 || pointer > 10715
  })
  addKatakana(table, (offset) => [0xa1 + offset])
  return table
}

function asciiTable(): Map<string, readonly number[]> {
  const table = new Map<string, readonly number[]>(range(0, 0x7f).map((byte) => [String.fromCharCode(byte), [byte]]))
  table.set('¥', [0x5c])
  table.set('‾', [0x7e])
  return table
}

/** Adds what the decoder makes of each pair of bytes. A character that has several pairs goes out as the first. */
function addPairs(
  table: Map<string, readonly number[]>,
  charset: string,
  leads: readonly number[],
  trails: readonly number[],
  counts: (lead: number, trail: number) => boolean,
): void {
  const decoder = new TextDecoder(charset)
  for (const lead of leads) {
    // One decoding a row: each pair on a line of its own, so that a pair without a character spoils no other.
    const lines = decoder.decode(Uint8Array.from(trails.flatMap((trail) => [lead, trail, 0x0a]))).split('\n')
    for (const [index, trail] of trails.entries()) {
      const character = lines[index] ?? ''
      if ([...character].length !== 1 || character === '\ufffd') continue
      if (counts(lead, trail) && !table.has(character)) table.set(character, [lead, trail])
    }
  }
  const minus = table.get('－')
  if (minus) table.set('−', minus)
}

function addKatakana(table: Map<string, readonly number[]>, bytesOf: (offset: number) => number[]): void {
  for (const code of range(HALF_WIDTH_KATAKANA.first, HALF_WIDTH_KATAKANA.last))
    table.set(String.fromCharCode(code), bytesOf(code - HALF_WIDTH_KATAKANA.first))
}

const ESCAPES = { ascii: [0x1b, 0x28, 0x42], roman: [0x1b, 0x28, 0x4a], kanji: [0x1b, 0x24, 0x42] } as const
type Shift = keyof typeof ESCAPES

/** Seven bits, with escape sequences between kinds of characters; the kanji are those of EUC-JP without the high bit. */
function iso2022Jp(eucJp: Table): FormEncoder {
  const place = (character: string): { shift: Shift; bytes: readonly number[] } => {
    const code = character.codePointAt(0) ?? 0
    // The sequences themselves must not be smuggled in as text.
    if (code === 0x0e || code === 0x0f || code === 0x1b) return { shift: 'ascii', bytes: reference('\ufffd') }
    if (code < 0x80) return { shift: 'ascii', bytes: [code] }
    if (character === '¥' || character === '‾') return { shift: 'roman', bytes: eucJp.get(character) ?? [] }
    const pair = eucJp.get(fullWidth(character, code))
    return pair
      ? { shift: 'kanji', bytes: pair.map((byte) => byte & 0x7f) }
      : { shift: 'ascii', bytes: reference(character) }
  }
  return (text) => {
    const bytes: number[] = []
    let shift: Shift = 'ascii'
    for (const character of text.toWellFormed()) {
      const placed = place(character)
      if (placed.shift !== shift && !(shift === 'roman' && isSharedWithRoman(placed))) {
        bytes.push(...ESCAPES[placed.shift])
        shift = placed.shift
      }
      bytes.push(...placed.bytes)
    }
    return Uint8Array.from(shift === 'ascii' ? bytes : [...bytes, ...ESCAPES.ascii])
  }
}

/** JIS X 0201's Latin letters are ASCII but for the backslash and the tilde. */
function isSharedWithRoman({ shift, bytes }: { shift: Shift; bytes: readonly number[] }): boolean {
  return shift === 'ascii' && bytes.length === 1 && bytes[0] !== 0x5c && bytes[0] !== 0x7e
}

/** This charset has no half-width katakana. */
function fullWidth(character: string, code: number): string {
  if (code < HALF_WIDTH_KATAKANA.first || code > HALF_WIDTH_KATAKANA.last) return character
  // Sound marks alone would become combining characters.
  if (character === 'ﾞ') return '゛'
  return character === 'ﾟ' ? '゜' : character.normalize('NFKC')
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
