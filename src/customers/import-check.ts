import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { decodeSpreadsheet, readCsv } from '../platform/csv-reading.ts'
import { type Tx, transact } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import type { CustomersContext } from './context.ts'
import { EMAIL_COLUMN, type Heading, type ReadLine, readHeading, readLine } from './csv-columns.ts'

/** The most lines of a file, without the heading. */
export const MOST_LINES = 100_000

/** Lines read and written at a time; in between other requests have their turn. */
const AT_ONCE = 1_000

/** A file that cannot be read at all; `message` is for staff. */
export interface FileRefusal {
  refused: true
  code: 'unreadable_file'
  message: string
}

function unreadable(message: string): FileRefusal {
  return { refused: true, code: 'unreadable_file', message }
}

/**
 * The dry run: reads a CSV file of customers, keeps its lines, and says of each what is wrong with it. No customer is written.
 * Of lines with one address the first counts.
 */
export async function checkImport(
  context: CustomersContext,
  file: { name: string; bytes: Uint8Array },
  by: string,
): Promise<{ refused: false; id: string } | FileRefusal> {
  const text = decodeSpreadsheet(file.bytes)
  if (text === null)
    return unreadable(
      '文字コードを読み取れませんでした。表計算ソフトで「CSV UTF-8」または「CSV(カンマ区切り)」を選んで保存し直してください。',
    )
  const read = await readLines(text)
  if ('refused' in read) return read
  const id = newId()
  const now = context.clock.now()
  await transact(context.db, context.doorbell, async (tx) => {
    await forgetOldFiles(tx, now)
    const { heading, lines } = read
    await tx
      .insertInto('customerImports')
      .values({
        ...{ id, fileName: file.name, ignoredColumns: heading.ignored, createdAt: now, createdBy: by },
        ...{ lines: lines.length, faultyLines: 0 },
      })
      .execute()
    for (let first = 0; first < lines.length; first += AT_ONCE)
      await keepLines(tx, id, lines.slice(first, first + AT_ONCE))
    await markKnown(tx, id)
    await sql`update customer_imports set faulty_lines = (
      select count(*) from customer_import_lines where import_id = ${id} and state = 'faulty') where id = ${id}`.execute(
      tx,
    )
  })
  return { refused: false, id }
}

async function readLines(text: string): Promise<{ heading: Heading; lines: ReadLine[] } | FileRefusal> {
  let heading: Heading | null = null
  const lines: ReadLine[] = []
  const firstWith = new Map<string, number>()
  for (const row of readCsv(text)) {
    if ('unclosedQuoteIn' in row)
      return unreadable(`${row.unclosedQuoteIn}行目の「"」が閉じられていないため、その先を読み取れません。`)
    if (heading === null) {
      const found = readHeading(row.cells)
      if ('fault' in found) return unreadable(found.fault)
      heading = found
      continue
    }
    if (lines.length === MOST_LINES)
      return unreadable(
        `一度に登録できるのは${MOST_LINES.toLocaleString('en-US')}行までです。ファイルを分けてください。`,
      )
    const line = readLine(row, heading)
    const first = firstWith.get(line.emailKey)
    if (first !== undefined && line.emailKey !== '')
      line.faults.push({ column: EMAIL_COLUMN, message: `${first}行目と同じメールアドレスです` })
    else firstWith.set(line.emailKey, line.line)
    if (lines.push(line) % AT_ONCE === 0) await setImmediate()
  }
  if (heading === null || lines.length === 0) return unreadable('登録するお客様の行がありません。')
  return { heading, lines }
}

async function keepLines(tx: Tx, importId: string, lines: readonly ReadLine[]): Promise<void> {
  await sql`
    insert into customer_import_lines (import_id, line, family_name, given_name, family_kana, given_kana, email, email_key,
      newsletter, cells, state, faults)
    select ${importId}, r.line, r."familyName", r."givenName", r."familyKana", r."givenKana", r.email, r."emailKey",
      r.newsletter, r.cells, case when r.faults = '[]' then 'ready' else 'faulty' end, r.faults
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r (line integer, "familyName" text, "givenName" text,
      "familyKana" text, "givenKana" text, email text, "emailKey" text, newsletter boolean, cells text[], faults jsonb)`.execute(
    tx,
  )
}

/** Lines whose address is a customer's already. */
async function markKnown(tx: Tx, importId: string): Promise<void> {
  await sql`
    update customer_import_lines l set state = 'faulty', faults = ${knownFault()}::jsonb
    from customers c where l.import_id = ${importId} and l.state = 'ready' and c.email_key = l.email_key`.execute(tx)
}

/** The fault of a line whose address is a customer's, as its row keeps it. */
export function knownFault(): string {
  return JSON.stringify([{ column: EMAIL_COLUMN, message: 'このメールアドレスのお客様は、すでに登録されています' }])
}

/** Dry runs that nobody went on with, and the lines that failed a month ago: they hold people's addresses. */
async function forgetOldFiles(tx: Tx, now: Date): Promise<void> {
  await sql`
    delete from customer_imports where (state = 'checked' and created_at < ${now}::timestamptz - interval '1 day')
      or (state = 'finished' and created_at < ${now}::timestamptz - interval '30 days')`.execute(tx)
}
