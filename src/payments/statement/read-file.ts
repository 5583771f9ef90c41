import { readCsv } from '../../platform/csv-table.ts'
import { readZengin } from './zengin.ts'

/** A statement as a table: rows of cells, headings and all. */
export type Rows = string[][]

/** The longest table that is looked at; a year of a small shop has a tenth of it. */
const MOST_ROWS = 20_000

/**
 * The table in a bank's file: CSV or tab-separated, in UTF-8, UTF-16 or Shift_JIS, or the fixed records of 全銀協. Null
 * when it holds none (a spreadsheet's own format, a PDF).
 */
export function readStatementFile(bytes: Uint8Array): Rows | null {
  const zengin = readZengin(bytes)
  if (zengin !== null) return zengin
  const text = decode(bytes)
  // Neither text of banks nor of spreadsheets holds these; every other kind of file does.
  if (text === null || /(?!\s)[\p{Cc}\ufffd]/u.test(text)) return null
  const rows = readCsv(text, separatorOf(text))
  const isTable = rows.length > 0 && rows.length <= MOST_ROWS && rows.some((row) => row.length > 1)
  return isTable ? rows.map((row) => row.map((cell) => cell.trim())) : null
}

function decode(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  for (const charset of ['utf-8', 'shift_jis']) {
    try {
      // Programs of the days of CP/M end a file with this character.
      return new TextDecoder(charset, { fatal: true }).decode(bytes).replace(/\u001a$/, '')
    } catch {
      // Not this one: Japanese in Shift_JIS is never valid UTF-8.
    }
  }
  return null
}

function separatorOf(text: string): ',' | '\t' {
  const beginning = text.slice(0, 4_000)
  return beginning.split('\t').length > beginning.split(',').length ? '\t' : ','
}
