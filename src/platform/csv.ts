/**
 * A table as a CSV file that spreadsheets open as it is: UTF-8 with a byte order mark, lines ending in CR LF (RFC 4180).
 * A cell that a spreadsheet would take for a formula, in wide letters too, gets a leading apostrophe
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvFile(rows: readonly (readonly string[])[]): string {
  return `${BYTE_ORDER_MARK}${csvLines(rows)}`
}

/** The mark by which spreadsheets know UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff'

/** Some lines of such a file. */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function cell(value: string): string {
  const harmless = /^[=+\-@＝＋－＠\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
