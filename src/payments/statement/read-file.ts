import { decodeSpreadsheet } from '../../platform/csv-reading.ts'
import { csvRows } from '../../platform/csv-table.ts'
import { readZengin } from './zengin.ts'

/** A statement as a table: rows of cells, headings and all. */
export type Rows = string[][]

/** The longest table that is looked at: what a small shop's bank books in months. */
export const MOST_ROWS = 5_000

export type ReadFile = { kind: 'table'; rows: Rows } | { kind: 'unreadable' } | { kind: 'too_long' }

/**
 * The table in a bank's file: CSV or tab-separated, in UTF-8, UTF-16 or Shift_JIS, or the fixed records of 全銀協.
 * `unreadable` when it holds none (a spreadsheet's own format, a PDF).
 */
export function readStatementFile(bytes: Uint8Array): ReadFile {
  const rows = readZengin(bytes) ?? readTable(bytes)
  if (rows === null) return { kind: 'unreadable' }
  return rows.length > MOST_ROWS ? { kind: 'too_long' } : { kind: 'table', rows }
}

function readTable(bytes: Uint8Array): Rows | null {
  const text = decode(bytes)
  // Neither text of banks nor of spreadsheets holds control characters; every other kind of file does.
  if (text === null || /(?!\s)[\p{Cc}\ufffd]/u.test(text)) return null
  const rows = [...csvRows(text, { separator: separatorOf(text), blanksBeforeQuote: true })]
    .map(({ cells }) => cells.map((cell) => cell.trim()))
    .filter((row) => row.some((cell) => cell !== ''))
  return rows.some((row) => row.length > 1) ? rows : null
}

/** Programs of long ago end a file with this byte. */
const SUBSTITUTE = 0x1a

function decode(bytes: Uint8Array): string | null {
  const text = bytes.at(-1) === SUBSTITUTE ? bytes.subarray(0, -1) : bytes
  const utf16 = text[0] === 0xff && text[1] === 0xfe
  return utf16 ? new TextDecoder('utf-16le').decode(text) : decodeSpreadsheet(text)
}

function separatorOf(text: string): ',' | '\t' {
  const beginning = text.slice(0, 4_000)
  return beginning.split('\t').length > beginning.split(',').length ? '\t' : ','
}
