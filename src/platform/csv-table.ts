/** How a file of comma- or tab-separated values is written. */
export interface CsvDialect {
  separator: ',' | '\t'
  /** Whether blanks may stand before a quotation mark, as some banks write them; else the mark is part of the cell. */
  blanksBeforeQuote: boolean
}

/** A row, also one without anything in it. Not `closed`: a quotation mark is never closed, and its cell holds the rest. */
export interface CsvRow {
  cells: string[]
  closed: boolean
}

/**
 * The rows of a CSV or tab-separated file (RFC 4180, and what banks and spreadsheets make of it): quoted cells may hold
 * separators, doubled quotes and line breaks; lines end in CR LF, LF or CR; a quote inside an unquoted cell is itself.
 */
export function* csvRows(text: string, { separator, blanksBeforeQuote }: CsvDialect): Generator<CsvRow> {
  const opening = blanksBeforeQuote ? (separator === ',' ? /[^\S\r\n]*"/y : /[^\S\t\r\n]*"/y) : /"/y
  const marks = { opening, endOfCell: separator === ',' ? /[,\r\n]/g : /[\t\r\n]/g }
  for (let at = 0; at < text.length; ) {
    const row: CsvRow = { cells: [], closed: true }
    for (let more = true; more; ) {
      const read = readCell(text, at, marks)
      row.cells.push(read.cell)
      row.closed = read.closed
      at = read.end
      more = text[at] === separator
      if (more) at++
    }
    at += text.startsWith('\r\n', at) ? 2 : 1
    yield row
  }
}

/** What opens a quoted cell, and what ends a plain one. */
interface Marks {
  opening: RegExp
  endOfCell: RegExp
}

interface ReadCell {
  cell: string
  closed: boolean
  /** Where the separator or line break after it stands, or the text's length. */
  end: number
}

function readCell(text: string, start: number, marks: Marks): ReadCell {
  marks.opening.lastIndex = start
  return marks.opening.test(text) ? quotedCell(text, marks.opening.lastIndex, marks) : plainCell(text, start, marks)
}

function plainCell(text: string, start: number, { endOfCell }: Marks): ReadCell {
  endOfCell.lastIndex = start
  const end = endOfCell.exec(text)?.index ?? text.length
  return { cell: text.slice(start, end), closed: true, end }
}

/** `start` is behind the opening mark. */
function quotedCell(text: string, start: number, marks: Marks): ReadCell {
  let cell = ''
  let from = start
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return { cell: cell + text.slice(from), closed: false, end: text.length }
    cell += text.slice(from, quote)
    if (text[quote + 1] === '"') {
      cell += '"'
      from = quote + 2
      continue
    }
    // What stands between the closing mark and the next separator belongs to the cell, as spreadsheets read it; while
    // nothing but blanks was read, a mark still opens.
    const rest = (cell.trim() === '' ? readCell : plainCell)(text, quote + 1, marks)
    return { ...rest, cell: cell + rest.cell }
  }
}
