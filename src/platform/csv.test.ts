import { expect, it } from 'vitest'
import { csvFile } from './csv.ts'

it('is a file that spreadsheets open: byte order mark, CR LF, quotes where needed', () => {
  const file = csvFile([
    ['姓', 'メール'],
    ['山,田', 'a"b\nc'],
  ])
  expect(file).toBe('\ufeff姓,メール\r\n"山,田","a""b\nc"\r\n')
})

it.each([
  ['=1+1', "'=1+1"],
  ['+81', "'+81"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1+1', "'＝1+1"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
  ['\tx', "'\tx"],
  ['\r=x', `"'\r=x"`],
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['a=b', 'a=b'],
])('never holds a formula: %j', (value, cell) => {
  expect(csvFile([[value]])).toBe(`\ufeff${cell}\r\n`)
})
