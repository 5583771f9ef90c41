import { csvRows } from './csv-table.ts'

/** A line of a CSV file. `line` counts as spreadsheets do: the first is 1, a cell's own line breaks do not count. */
export interface CsvLine {
  line: number
  cells: string[]
}

/** A quotation mark that is never closed: everything after it would be one cell. */
export interface UnclosedQuote {
  unclosedQuoteIn: number
}

/**
 * The text of a file as spreadsheets of Japan save it: UTF-8 with or without a byte order mark, else Shift_JIS. Null when it
 * is neither (UTF-16, a workbook). Text that is UTF-8 by chance has no Japanese in it and reads the same.
 */
export function decodeSpreadsheet(bytes: Uint8Array): string | null {
  for (const charset of ['utf-8', 'shift_jis']) {
    try {
      const text = new TextDecoder(charset, { fatal: true }).decode(bytes)
      if (!text.includes('\0')) return text
    } catch {
      // Not in this charset: the next one.
    }
  }
  return null
}

/** The lines of a spreadsheet's CSV file. Lines without anything in them are left out. */
export function* readCsv(text: string): Generator<CsvLine | UnclosedQuote> {
  let line = 0
  for (const row of csvRows(text, { separator: ',', blanksBeforeQuote: false })) {
    line++
    const cells = row.cells.map(withoutGuard)
    if (!row.closed) yield { unclosedQuoteIn: line }
    else if (cells.some((cell) => cell.trim() !== '')) yield { line, cells }
  }
}

/** Takes back the apostrophe that `csvFile` puts before what looks like a formula. */
function withoutGuard(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}
