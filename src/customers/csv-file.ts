import { BYTE_ORDER_MARK, csvLines } from '../platform/csv.ts'
import type { Reader } from '../platform/database.ts'
import { columnTitles, customerCells } from './csv-columns.ts'
import { listFaultyLines } from './import-list.ts'
import { type CustomerFilter, type ListedCustomer, listCustomers } from './list.ts'

/** Rows read at a time: the whole file never stands in memory. */
const AT_ONCE = 1_000

const states: Record<string, string> = { provisional: '仮登録', registered: '本登録', withdrawn: '退会' }
const mailStates: Record<string, string> = { ok: '正常', undeliverable: '不達', complained: '迷惑メール報告' }

/** The customers of a filter as a CSV file, newest first, piece by piece. Times are the shop's. */
export async function* writeCustomersFile(
  reader: Reader,
  filter: CustomerFilter,
  timeZone: string,
): AsyncGenerator<string> {
  const format = new Intl.DateTimeFormat('ja-JP', { timeZone, dateStyle: 'medium', timeStyle: 'short' })
  const lineOf = (row: ListedCustomer) => [
    ...customerCells(row),
    states[row.state] ?? row.state,
    mailStates[row.mailState] ?? row.mailState,
    format.format(row.createdAt),
    row.registeredAt === null ? '' : format.format(row.registeredAt),
  ]
  yield head([...columnTitles, '状態', 'メールの状態', '仮登録', '本登録'])
  for (let after: string | undefined, more = true; more; ) {
    const rows = await listCustomers(reader, filter, { limit: AT_ONCE, after })
    yield csvLines(rows.map(lineOf))
    after = rows.at(-1)?.id
    more = rows.length === AT_ONCE
  }
}

/** The lines of a file that are not added, with the reason: mended, it can be read again. */
export async function* writeFaultyFile(reader: Reader, importId: string): AsyncGenerator<string> {
  yield head([...columnTitles, '行', '理由'])
  for (let after = 0, more = true; more; ) {
    const lines = await listFaultyLines(reader, importId, { limit: AT_ONCE, after })
    yield csvLines(
      lines.map(({ line, cells, faults }) => [
        ...cells,
        String(line),
        faults.map(({ column, message }) => `${column}: ${message}`).join(' / '),
      ]),
    )
    after = lines.at(-1)?.line ?? after
    more = lines.length === AT_ONCE
  }
}

/** A file to begin with: the heading, and one customer as an example. */
export function templateFile(): string {
  return `${head(columnTitles)}${csvLines([['山田', '花子', 'ヤマダ', 'ハナコ', 'hanako@example.jp', '希望する']])}`
}

function head(titles: readonly string[]): string {
  return `${BYTE_ORDER_MARK}${csvLines([titles])}`
}
