import { sql } from 'kysely'
import type { Reader } from '../platform/database.ts'
import type { CellFault } from './csv-columns.ts'

/** A file of customers, and how far it has come. */
export interface ListedImport {
  id: string
  fileName: string
  state: 'checked' | 'running' | 'finished'
  invite: boolean
  ignoredColumns: string[]
  /** Without the heading. */
  lines: number
  addedLines: number
  faultyLines: number
  createdAt: Date
  createdBy: string
  startedAt: Date | null
  finishedAt: Date | null
}

const LISTED = sql`id, file_name, state, invite, ignored_columns, lines, added_lines, faulty_lines, created_at, created_by,
  started_at, finished_at`

/** At most `limit` files, newest first. */
export async function listImports(reader: Reader, limit: number): Promise<ListedImport[]> {
  const result = await sql<ListedImport>`
    select ${LISTED} from customer_imports order by created_at desc, id desc limit ${limit}`.execute(reader)
  return result.rows
}

export async function findImport(reader: Reader, id: string): Promise<ListedImport | null> {
  const result = await sql<ListedImport>`select ${LISTED} from customer_imports where id = ${id}`.execute(reader)
  return result.rows[0] ?? null
}

/** A line that is not added, and why. */
export interface FaultyLine {
  line: number
  cells: string[]
  faults: CellFault[]
}

/** At most `limit` lines that are not added, in the order of the file, after the line `after`. */
export async function listFaultyLines(
  reader: Reader,
  importId: string,
  page: { limit: number; after: number },
): Promise<FaultyLine[]> {
  const result = await sql<FaultyLine>`
    select line, cells, faults from customer_import_lines
    where import_id = ${importId} and state = 'faulty' and line > ${page.after} order by line limit ${page.limit}`.execute(
    reader,
  )
  return result.rows
}

/** Forgets a file that was only checked. False when it was begun, or is gone. */
export async function discardImport(db: Reader, id: string): Promise<boolean> {
  const gone = await sql`delete from customer_imports where id = ${id} and state = 'checked' returning id`.execute(db)
  return gone.rows.length > 0
}
