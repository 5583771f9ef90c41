import { describe, expect, it } from 'vitest'
import { csvFile } from './csv.ts'
import { decodeSpreadsheet, readCsv } from './csv-reading.ts'
import { createFormEncoder } from './form-charsets.ts'

const cells = (text: string) => [...readCsv(text)].map((row) => ('cells' in row ? row.cells : row))

describe('a CSV file', () => {
  it.each([
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a\rb', [['a'], ['b']]],
    ['"山,田","a""b\r\nc"\r\n', [['山,田', 'a"b\r\nc']]],
    ['"",b,', [['', 'b', '']]],
    ['"a"x,b', [['ax', 'b']]],
    ['', []],
  ])('%j', (text, rows) => {
    expect(cells(text)).toEqual(rows)
  })

  it('counts its lines as spreadsheets do, and leaves empty ones out', () => {
    const lines = [...readCsv('姓\r\n"a\nb"\r\n\r\n,,\r\nc')]
    expect(lines).toEqual([
      { line: 1, cells: ['姓'] },
      { line: 2, cells: ['a\nb'] },
      { line: 5, cells: ['c'] },
    ])
  })

  it('says where a quotation mark is not closed', () => {
    expect(cells('a\r\n"b\r\nc')).toEqual([['a'], { unclosedQuoteIn: 2 }])
  })

  it('reads what csvFile wrote', () => {
    const rows = [
      ['=1+1', "'", 'a"b,c\nd', '-'],
      ['山田', '', ' x ', '@y'],
    ]
    expect(cells(decodeSpreadsheet(Buffer.from(csvFile(rows))) ?? '')).toEqual(rows)
  })
})

describe('the text of a file', () => {
  it.each([
    ['UTF-8', Buffer.from('髙﨑')],
    ['UTF-8 with its mark', Buffer.from('\ufeff髙﨑')],
    ['Shift_JIS', createFormEncoder('shift_jis')('髙﨑')],
  ])('is read from %s', (_, bytes) => {
    expect(decodeSpreadsheet(bytes)).toBe('髙﨑')
  })

  it('is refused where it is none', () => {
    expect(decodeSpreadsheet(Buffer.from('姓,名', 'utf16le'))).toBeNull()
    expect(decodeSpreadsheet(Buffer.from('504b0304140006', 'hex'))).not.toBe('姓')
  })
})
