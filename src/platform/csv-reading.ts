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

/** The lines of a CSV file (RFC 4180; any kind of line break). Lines without anything in them are left out. */
export function* readCsv(text: string): Generator<CsvLine | UnclosedQuote> {
  let at = 0
  for (let line = 1; at < text.length; line++) {
    const cells: string[] = []
    for (let more = true; more; ) {
      const read = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at)
      if (read === null) {
        yield { unclosedQuoteIn: line }
        return
      }
      cells.push(withoutGuard(read.cell))
      at = read.end
      more = text[at] === ','
      if (more) at++
    }
    at += text.startsWith('\r\n', at) ? 2 : 1
    if (cells.some((cell) => cell.trim() !== '')) yield { line, cells }
  }
}

interface ReadCell {
  cell: string
  /** Where the comma or line break after it stands, or the text's length. */
  end: number
}

const END_OF_CELL = /[,\r\n]/g

function plainCell(text: string, start: number): ReadCell {
  END_OF_CELL.lastIndex = start
  const end = END_OF_CELL.exec(text)?.index ?? text.length
  return { cell: text.slice(start, end), end }
}

function quotedCell(text: string, start: number): ReadCell | null {
  let cell = ''
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return null
    cell += text.slice(from, quote)
    if (text[quote + 1] === '"') {
      cell += '"'
      from = quote + 2
      continue
    }
    // What stands between the closing mark and the next comma belongs to the cell, as spreadsheets read it.
    const rest = plainCell(text, quote + 1)
    return { cell: cell + rest.cell, end: rest.end }
  }
}

/** Takes back the apostrophe that `csvFile` puts before what looks like a formula. */
function withoutGuard(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}
