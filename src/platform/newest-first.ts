import { type RawBuilder, sql } from 'kysely'
import type { Reader } from './database.ts'

/** How many of the newest rows a search reads through before it asks the index: docs/decisions/0011. */
const WALK = 2_500

/** A list as it is asked for. The table has the columns `id` and `search`. */
export interface NewestFirst {
  /** The table, its name in `columns`, and its time by which the list is ordered. */
  table: string
  alias: string
  at: string
  /** What is read of each row, and whatever has to be joined for it. */
  columns: RawBuilder<unknown>
  joins?: RawBuilder<unknown>
  /** Columns of the table and the values they must have; undefined does not narrow. */
  where: Record<string, string | boolean | undefined>
  /** Looked for anywhere in `search`; spaces do not count. */
  q?: string | undefined
  limit: number
  /** The id of the row after which the page begins. */
  after?: string | undefined
}

/**
 * Reads a page of a list, newest first. A search first reads through the newest rows, which finds at once what is common;
 * only when that does not fill the page, it gathers everything that the index knows, which is little when it is rare.
 */
export async function readNewestFirst<Row>(reader: Reader, list: NewestFirst): Promise<Row[]> {
  const { limit } = list
  const q = (list.q ?? '').trim()
  if (q === '') return readRows(reader, list, sql`select id from ${ordered(list, limit)} page`)
  const walked = await readRows<Row>(
    reader,
    list,
    sql`select id from ${ordered(list, WALK)} newest where ${holds(q)} limit ${limit}`,
  )
  if (walked.length === limit) return walked
  // `offset 0` keeps the order out of the inner query: it would tempt the planner into walking the whole table.
  return readRows(
    reader,
    list,
    sql`select id from (
      select id, ${sql.ref(list.at)} as at from ${sql.table(list.table)}
      where ${narrowed(list)} and search_grams(search) @> search_query(${q}) and ${holds(q)} offset 0) found
    order by at desc, id desc limit ${limit}`,
  )
}

/** How many rows the list has in all. */
export async function countRows(
  reader: Reader,
  list: Pick<NewestFirst, 'table' | 'at' | 'where' | 'q'>,
): Promise<number> {
  const q = (list.q ?? '').trim()
  const found = q === '' ? sql`true` : sql`search_grams(search) @> search_query(${q}) and ${holds(q)}`
  const counted = await sql<{ rows: number }>`
    select count(*) as rows from ${sql.table(list.table)} where ${narrowed(list)} and ${found}`.execute(reader)
  return counted.rows[0]?.rows ?? 0
}

function holds(q: string): RawBuilder<boolean> {
  return sql`strpos(search, search_fold(${q})) > 0`
}

function narrowed({
  table,
  at,
  where,
  after,
}: Pick<NewestFirst, 'table' | 'at' | 'where' | 'after'>): RawBuilder<boolean> {
  const conditions = Object.entries(where)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => sql<boolean>`${sql.ref(column)} = ${value}`)
  if (after !== undefined)
    conditions.push(sql`(${sql.ref(at)}, id) < (
      select edge.${sql.ref(at)}, edge.id from ${sql.table(table)} edge where edge.id = ${after})`)
  return conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` and `)}`
}

function ordered(list: NewestFirst, limit: number): RawBuilder<unknown> {
  return sql`(select id, search from ${sql.table(list.table)} where ${narrowed(list)}
    order by ${sql.ref(list.at)} desc, id desc limit ${limit})`
}

async function readRows<Row>(reader: Reader, list: NewestFirst, ids: RawBuilder<unknown>): Promise<Row[]> {
  const { table, alias, at, columns, joins } = list
  const result = await sql<Row>`
    select ${columns} from (${ids}) chosen
      join ${sql.table(table)} ${sql.ref(alias)} on ${sql.ref(`${alias}.id`)} = chosen.id ${joins ?? sql``}
    order by ${sql.ref(`${alias}.${at}`)} desc, ${sql.ref(`${alias}.id`)} desc`.execute(reader)
  return result.rows
}
