import { charsetOf, type FormCharset, formCharsets } from '../../../platform/form-charsets.ts'

/** A page as text, and in which charset it came. */
export interface DecodedPage {
  html: string
  charset: FormCharset
}

/** Browsers look for `<meta charset>` no further than this. */
const META_BYTES = 1_024

/**
 * Reads the bytes of a page. What the header says comes first, then the page's own `<meta>`, then what the bytes look like;
 * a charset in which the bytes are no text is passed over, because many a web server names one charset for every page.
 */
export function decodePage(body: Buffer, contentType: string): DecodedPage {
  const declared = [charsetIn(contentType), charsetInMarkup(body.subarray(0, META_BYTES).toString('latin1'))].filter(
    (charset) => charset !== null,
  )
  const byMark = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? (['utf-8'] as const) : []
  for (const charset of [...byMark, ...declared, ...guesses(body)]) {
    const html = decodeStrictly(body, charset)
    if (html !== null) return { html, charset }
  }
  const charset = declared[0] ?? 'utf-8'
  return { html: new TextDecoder(charset).decode(body), charset }
}

/** The charset that HTML names for itself, or null. */
export function charsetInMarkup(html: string): FormCharset | null {
  const meta = /<meta\s[^>]*charset\s*=\s*["']?[^>]*>/i.exec(html.slice(0, 4 * META_BYTES))
  return meta ? charsetIn(meta[0]) : null
}

function charsetIn(text: string): FormCharset | null {
  const label = /charset\s*=\s*["']?\s*([\w-]+)/i.exec(text)?.[1]
  return label === undefined ? null : charsetOf(label)
}

function decodeStrictly(body: Buffer, charset: FormCharset): string | null {
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(body)
    return text.includes('\ufffd') ? null : text
  } catch {
    return null
  }
}

/** Charsets by likelihood. UTF-8 is hardly ever legible by accident; the other two often are, so their letters decide. */
function guesses(body: Buffer): FormCharset[] {
  if (body.includes('\u001b$')) return ['iso-2022-jp', 'utf-8']
  const legible = formCharsets
    .filter((charset) => charset === 'euc-jp' || charset === 'shift_jis')
    .map((charset) => ({ charset, score: japaneseness(decodeStrictly(body, charset) ?? '') }))
    .toSorted((a, b) => b.score - a.score)
  return ['utf-8', ...legible.map(({ charset }) => charset)]
}

/** Kana are in every Japanese sentence; half-width katakana mostly come from reading EUC-JP as Shift_JIS. */
function japaneseness(text: string): number {
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0
  return count(/[ぁ-んァ-ヶー、。]/g) - count(/[｡-ﾟ]/g)
}
