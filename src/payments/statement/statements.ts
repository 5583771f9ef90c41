import { sql } from 'kysely'
import type { Database, Reader } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import type { Day } from '../../site/index.ts'
import { listMatchable, type MatchableTransfer } from '../transfer-queries.ts'
import { referencesIn } from '../transfer-reference.ts'
import { detectLayout, headingOf, type Layout, possibleHeadings } from './layout.ts'
import { readLines, type StatementLine } from './lines.ts'
import { type Match, matchLines } from './match.ts'
import { type ReadFile, type Rows, readStatementFile } from './read-file.ts'

/** What nobody applied is forgotten after this. */
const KEPT_DAYS = 7

/** Keeps an uploaded file as the table that it holds, until it is applied; its columns as taught, else as understood. */
export async function keepStatement(
  db: Database,
  file: { fileName: string; bytes: Uint8Array; uploadedBy: string; now: Date },
): Promise<{ kind: 'kept'; id: string } | Exclude<ReadFile, { kind: 'table' }>> {
  const read = readStatementFile(file.bytes)
  if (read.kind !== 'table') return read
  const { rows } = read
  const { fileName, uploadedBy, now: uploadedAt } = file
  const forgotten = new Date(uploadedAt.getTime() - KEPT_DAYS * 86_400_000)
  await sql`delete from bank_statements where applied_at is null and uploaded_at < ${forgotten}`.execute(db)
  const layout = (await taughtLayout(db, rows)) ?? detectLayout(rows)
  const id = newId()
  await db
    .insertInto('bankStatements')
    .values({ id, fileName, uploadedAt, uploadedBy, rows: json(rows), layout: layout && json(layout) })
    .execute()
  return { kind: 'kept', id }
}

const json = (value: unknown) => JSON.stringify(value)

async function taughtLayout(db: Database, rows: Rows): Promise<Layout | null> {
  const headings = possibleHeadings(rows)
  const known = await db
    .selectFrom('bankLayouts')
    .select(['heading', 'layout'])
    .where('heading', 'in', [...new Set(headings.map(({ text }) => text))])
    .execute()
  for (const { heading, text } of headings) {
    const taught = known.find((row) => row.heading === text)
    if (taught) return { ...(taught.layout as unknown as Layout), heading }
  }
  return null
}

/** Corrects which column is what, of this statement and of every later one under the same headings. */
export async function teachLayout(
  db: Database,
  id: string,
  layout: Layout,
  by: { name: string; now: Date },
): Promise<'taught' | 'unknown_statement' | 'already_applied'> {
  const statement = await findStatement(db, id)
  if (statement === null) return 'unknown_statement'
  if (statement.rows === null) return 'already_applied'
  const taught = { layout: json(layout), savedAt: by.now, savedBy: by.name }
  await db
    .updateTable('bankStatements')
    .set({ layout: json(layout) })
    .where('id', '=', id)
    .execute()
  await db
    .insertInto('bankLayouts')
    .values({ heading: headingOf(statement.rows, layout.heading), ...taught })
    .onConflict((conflict) => conflict.column('heading').doUpdateSet(taught))
    .execute()
  return 'taught'
}

/** A statement as kept. `rows` is null once it was applied. */
export interface StoredStatement {
  id: string
  fileName: string
  uploadedAt: Date
  uploadedBy: string
  rows: Rows | null
  layout: Layout | null
  appliedAt: Date | null
  appliedBy: string | null
  refused: RefusedLine[]
}

/** A line that was chosen and could not be confirmed. */
export interface RefusedLine {
  row: number
  paidOn: Day
  paidYen: number
  payer: string
  code: string
}

export async function findStatement(reader: Reader, id: string): Promise<StoredStatement | null> {
  const found = await sql<StoredStatement>`select id, file_name, uploaded_at, uploaded_by, rows, layout, applied_at,
    applied_by, refused from bank_statements where id = ${id}`.execute(reader)
  return found.rows[0] ?? null
}

export interface MatchedLine extends StatementLine {
  match: Match
}

/** The lines of a statement with what they are taken for, by what is expected now. */
export interface MatchedStatement {
  lines: MatchedLine[]
  /** Rows that look like a line and cannot be read. */
  unreadable: number[]
  /** What the lines may be chosen for. */
  transfers: MatchableTransfer[]
}

/** Compares a statement with what is expected; `today` helps to read days without a year. */
export async function matchStatement(
  reader: Reader,
  { rows, layout }: StoredStatement,
  today: Day,
): Promise<MatchedStatement> {
  if (rows === null || layout === null) return { lines: [], unreadable: [], transfers: [] }
  const { lines, unreadable } = readLines(rows, layout, today)
  const references = lines.flatMap(({ payer, memo }) => referencesIn(`${payer} ${memo}`))
  const used = await usedLines(reader, lines)
  const transfers = await listMatchable(reader, references, [...used.values()])
  const matches = matchLines(lines, transfers, used)
  const matched = lines.map((line, index): MatchedLine => ({ ...line, match: matches[index] ?? { kind: 'none' } }))
  return { lines: matched, unreadable, transfers }
}

/** Of these lines, those that have confirmed a transfer: fingerprint → payment. */
async function usedLines(reader: Reader, lines: readonly StatementLine[]): Promise<Map<string, string>> {
  const fingerprints = lines.map(({ fingerprint }) => fingerprint)
  const used = await sql<{ lineFingerprint: string; paymentId: string }>`
    select line_fingerprint, payment_id from transfer_confirmations
    where line_fingerprint = any(${fingerprints}) and undone_at is null`.execute(reader)
  return new Map(used.rows.map(({ lineFingerprint, paymentId }) => [lineFingerprint, paymentId]))
}

/** A confirmation that a statement made. */
export interface StatementConfirmation {
  paymentId: string
  paidOn: Day
  paidYen: number
  payer: string
  reference: string
  productName: string
  customer: { id: string; familyName: string; givenName: string }
  differenceNote: string | null
  undoneAt: Date | null
}

/** What a statement confirmed, in the order of the bank's days. */
export async function listConfirmationsOf(reader: Reader, statementId: string): Promise<StatementConfirmation[]> {
  const found = await sql<StatementConfirmation>`
    select t.payment_id, t.paid_on, t.paid_yen, t.payer_name as payer, p.reference, a.product_name, t.difference_note,
      t.undone_at, jsonb_build_object('id', c.id, 'familyName', c.family_name, 'givenName', c.given_name) as customer
    from transfer_confirmations t join payments p on p.id = t.payment_id join applications a on a.id = p.application_id
      join customers c on c.id = p.customer_id
    where t.statement_id = ${statementId} order by t.paid_on, t.confirmed_at, t.id`.execute(reader)
  return found.rows
}

/** An applied statement in the list of the latest. */
export interface AppliedStatement {
  id: string
  fileName: string
  appliedAt: Date
  appliedBy: string
  /** How many of its confirmations stand. */
  confirmed: number
}

/** The latest statements that were applied. */
export async function listAppliedStatements(reader: Reader, limit: number): Promise<AppliedStatement[]> {
  const found = await sql<AppliedStatement>`
    select s.id, s.file_name, s.applied_at, s.applied_by, (select count(*)::int from transfer_confirmations t
      where t.statement_id = s.id and t.undone_at is null) as confirmed
    from bank_statements s where s.applied_at is not null order by s.applied_at desc limit ${limit}`.execute(reader)
  return found.rows
}
