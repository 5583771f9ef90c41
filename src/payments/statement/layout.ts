import type { Rows } from './read-file.ts'

/** Which column of a statement is what; columns count from 0. */
export interface Layout {
  /** The row of the headings; -1 when the table has none. */
  heading: number
  /** One column, or three: year, month, day. */
  day: number[]
  /** What came in; of a column that also says what went out, amounts above 0. */
  amount: number
  /** 振込依頼人名, or whatever text holds it. */
  payer: number
  /** A further text in which the payer may stand. */
  memo: number | null
  /** Where the column of amounts does not say so: which column tells 入金 from 出金. */
  direction: number | null
}

/** Headings are looked for this far down: banks write their name, the account and the period above them. */
const HIGHEST_ROWS = 30

const DAY = [/取引日|取扱日|取り扱い日|勘定日|入金日|振込日|年月日|日付|^date$/i, /起算日|計算日|日時|^日$/]
/** A day in three columns: 操作日(年), 取扱日付 月. */
const DAY_PARTS = [/日付?\(?年\)?$/, /日付?\(?月\)?$/, /日付?\(?日\)?$/]
const DEPOSIT = [/(入金|預り|預かり|預入|受入).*額|振込金額/, /^お?(預け?入れ?|預か?り|ご?入金)(\(円\))?$/]
const BOTH_WAYS = [/入出金(?!.*(区分|種別|内容|先|ID))|取引金額|取引額|^金額/, /金額|amount/i]
const DIRECTION = [/入出金区分|入払区分|受払区分|入出金種別/, /区分|種別/]
const PAYER = [/依頼人名|振込人名|振込名義|依頼人|振込人|名義|相手先|相手/]
const MEMO = [/摘要内容|取引内容|扱い?内容|入出金先|入出金内容|内容|詳細/, /摘要|適用|備考|メモ|取引名|description/i]

/** Which column is what, by the headings; null when they do not say when who paid how much. */
export function detectLayout(rows: Rows): Layout | null {
  const last = Math.min(rows.length, HIGHEST_ROWS)
  for (let heading = 0; heading < last; heading++) {
    const layout = readHeadings(rows, heading)
    if (layout !== null) return layout
  }
  return null
}

/** How a row of headings is told from another bank's: its texts, whatever their order of width and spaces. */
export function headingOf(rows: Rows, heading: number): string {
  const row = rows[heading]
  return row === undefined ? `${rows[0]?.length ?? 0} columns` : row.map(plain).join('|')
}

/** The headings that may be remembered, each with its row. */
export function possibleHeadings(rows: Rows): { heading: number; text: string }[] {
  const rowsAbove = rows.slice(0, HIGHEST_ROWS).map((_, heading) => ({ heading, text: headingOf(rows, heading) }))
  return [...rowsAbove, { heading: -1, text: headingOf(rows, -1) }]
}

function readHeadings(rows: Rows, heading: number): Layout | null {
  const headings = (rows[heading] ?? []).map(plain)
  const day = dayColumns(headings)
  const deposit = columnOf(headings, DEPOSIT)
  const amount = deposit ?? columnOf(headings, BOTH_WAYS)
  const named = columnOf(headings, PAYER)
  const memos = tellingFirst(rows, heading, columnsOf(headings, MEMO))
  const payer = named ?? memos.shift() ?? null
  if (day === null || amount === null || payer === null) return null
  const direction = deposit === null ? directionColumn(rows, heading, headings) : null
  return { heading, day, amount, payer, memo: memos[0] ?? null, direction }
}

function plain(heading: string): string {
  return heading.normalize('NFKC').replace(/\s/g, '')
}

function dayColumns(headings: readonly string[]): number[] | null {
  const parts = DAY_PARTS.map((part) => headings.findIndex((heading) => part.test(heading)))
  if (parts.every((column) => column >= 0)) return parts
  const single = columnOf(headings, DAY)
  return single === null ? null : [single]
}

/** The first column under a heading like these, the likelier words first. */
function columnOf(headings: readonly string[], words: readonly RegExp[]): number | null {
  return columnsOf(headings, words)[0] ?? null
}

function columnsOf(headings: readonly string[], words: readonly RegExp[]): number[] {
  const found = words.flatMap((word) => headings.flatMap((heading, column) => (word.test(heading) ? [column] : [])))
  return [...new Set(found)]
}

/** Of several texts names are those that differ from row to row; what says 振込 again and again comes behind. */
function tellingFirst(rows: Rows, heading: number, columns: readonly number[]): number[] {
  const texts = (column: number) => new Set(rows.slice(heading + 1).map((row) => row[column] ?? '')).size
  return columns.toSorted((a, b) => texts(b) - texts(a))
}

/** 入金 and 出金, or 1 and 2 as in the records of 全銀協: a column of anything else is some other 区分. */
const SAYS_DIRECTION = /^(お?預り|お?支払い?|入金?|出金?|[12])$/
export const SAYS_DEPOSIT = /^(お?預り|入金?|1)$/

function directionColumn(rows: Rows, heading: number, headings: readonly string[]): number | null {
  const below = rows.slice(heading + 1)
  const tells = (column: number) => below.some((row) => SAYS_DIRECTION.test(plain(row[column] ?? '')))
  return columnsOf(headings, DIRECTION).find(tells) ?? null
}
