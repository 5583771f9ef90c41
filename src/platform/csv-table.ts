/**
 * The rows of a CSV or tab-separated file (RFC 4180, and what banks and spreadsheets make of it): quoted cells may hold
 * separators, doubled quotes and line breaks; lines end in CR LF, LF or CR; a quote inside an unquoted cell is itself.
 * Rows without any text are left out.
 */
export function readCsv(text: string, separator: ',' | '\t' = ','): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endCell = () => {
    row.push(cell)
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (row.some((each) => each.trim() !== '')) rows.push(row)
    row = []
  }
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (quoted) {
      if (character !== '"') cell += character
      else if (text[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (character === '"' && cell.trim() === '') {
      cell = ''
      quoted = true
    } else if (character === separator) endCell()
    else if (character === '\n') endRow()
    else if (character === '\r') {
      endRow()
      if (text[at + 1] === '\n') at++
    } else cell += character
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}
