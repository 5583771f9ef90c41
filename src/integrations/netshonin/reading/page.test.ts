import { expect, it } from 'vitest'
import { createFormEncoder, type FormCharset } from '../../../platform/form-charsets.ts'
import { charsetInMarkup, decodePage } from './page.ts'

const SENTENCE = 'ご登録ありがとうございます。リストへの登録が完了しました。'
const bytes = (text: string, charset: FormCharset) => Buffer.from(createFormEncoder(charset)(text))

it.each<[string, string, FormCharset, string]>([
  ['the header', '', 'euc-jp', 'text/html; charset=EUC-JP'],
  ['the header in quotes', '', 'shift_jis', 'text/html; charset="x-sjis"'],
  ['its own meta', '<meta charset=shift_jis>', 'shift_jis', 'text/html'],
  ['an old meta', '<META HTTP-EQUIV=Content-Type CONTENT="text/html; charset=x-euc-jp">', 'euc-jp', ''],
  ['nobody', '', 'utf-8', ''],
  ['nobody', '', 'euc-jp', ''],
  ['nobody', '', 'shift_jis', ''],
  ['nobody', '', 'iso-2022-jp', ''],
  ['a header that names one for every page', '<meta charset="EUC-JP">', 'euc-jp', 'text/html; charset=ISO-8859-1'],
  ['a header that is wrong', '', 'shift_jis', 'text/html; charset=utf-8'],
  ['a meta that is wrong', '<meta charset="utf-8">', 'euc-jp', 'text/html'],
  ['a charset that does not exist', '', 'utf-8', 'text/html; charset=x-unknown'],
])('told by %s: %s%s', (_name, head, charset, contentType) => {
  expect(decodePage(bytes(`${head}<p>${SENTENCE}`, charset), contentType)).toEqual({
    html: `${head}<p>${SENTENCE}`,
    charset,
  })
})

it('reads what is no text in any charset as well as it can', () => {
  expect(decodePage(Buffer.from([0x61, 0xff, 0xfe]), 'text/html; charset=utf-8').html).toBe('a\ufffd\ufffd')
})

it('finds the charset in pasted markup', () => {
  expect(charsetInMarkup('<head><title>x</title><meta charset="Shift_JIS"></head>')).toBe('shift_jis')
  expect(charsetInMarkup('<p>charset=euc-jp</p>')).toBeNull()
})
