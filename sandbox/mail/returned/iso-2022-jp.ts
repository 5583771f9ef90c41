import { encodePage } from '../../newsletter/charsets.ts'

const toKanji = '\x1b$B'
const toAscii = '\x1b(B'

/** Text in ISO-2022-JP, as Japanese mail systems write it, one character per byte: the pairs of EUC-JP in seven bits. */
export function inIso2022Jp(text: string): string {
  const bytes = Buffer.from(encodePage(text, 'euc-jp')).toString('latin1')
  return bytes.replace(/[\xa1-\xfe]+/g, (pairs) => {
    const sevenBits = Array.from(pairs, (byte) => String.fromCharCode(byte.charCodeAt(0) & 0x7f)).join('')
    return `${toKanji}${sevenBits}${toAscii}`
  })
}

/** A header's words as RFC 2047 wants them; some twenty characters at most, or the line grows too long. */
export function headerInIso2022Jp(text: string): string {
  return `=?ISO-2022-JP?B?${Buffer.from(inIso2022Jp(text), 'latin1').toString('base64')}?=`
}
