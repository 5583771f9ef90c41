import type { CsvLine } from '../platform/csv-reading.ts'
import { foldEmail } from './customer.ts'
import type { ListedCustomer } from './list.ts'
import { type CustomerFields, customerSchema } from './schema.ts'

/** The columns of a file of customers, in the order in which we write them, and what else people call them. */
const columns = {
  familyName: { title: '姓', also: ['苗字', '名字', '氏'] },
  givenName: { title: '名', also: ['名前'] },
  familyKana: { title: 'セイ', also: ['姓(カナ)', '姓カナ', '姓フリガナ', 'フリガナ(姓)', 'せい'] },
  givenKana: { title: 'メイ', also: ['名(カナ)', '名カナ', '名フリガナ', 'フリガナ(名)', 'めい'] },
  email: { title: 'メールアドレス', also: ['メール', 'Eメール', 'e-mail', 'email', 'mail'] },
  newsletter: { title: 'メルマガ', also: ['メールマガジン', 'メルマガ配信', 'メルマガ希望'] },
} as const satisfies Record<keyof CustomerFields, { title: string; also: readonly string[] }>

type Column = keyof typeof columns
const names = Object.keys(columns) as Column[]
const required = ['familyName', 'givenName', 'email'] as const

/** The heading that we write, and that a file to be read may have in any order. */
export const columnTitles: string[] = names.map((name) => columns[name].title)

const YES = ['希望する', 'はい', '可', '有', 'あり', '○', '〇', '1', 'yes', 'true', 'on']
const NO = ['', '希望しない', 'いいえ', '不可', '無', 'なし', '×', '0', 'no', 'false', 'off']

/** A customer as a line of the file that we write. */
export function customerCells(customer: ListedCustomer): string[] {
  const { familyName, givenName, familyKana, givenKana, email, newsletter } = customer
  return [familyName, givenName, familyKana, givenKana, email, newsletter ? '希望する' : '希望しない']
}

/** Where each of our columns stands in a file. */
export interface Heading {
  places: Partial<Record<Column, number>>
  /** Titles that mean nothing to us. */
  ignored: string[]
}

/** Reads a heading, or says which titles are missing or stand twice. */
export function readHeading(cells: readonly string[]): Heading | { fault: string } {
  const heading: Heading = { places: {}, ignored: [] }
  for (const [place, cell] of cells.entries()) {
    const column = columnOf(cell)
    if (column === null) {
      if (cell.trim() !== '') heading.ignored.push(cell.trim())
    } else if (heading.places[column] !== undefined) {
      return { fault: `「${columns[column].title}」の列が2つあります。1つにしてください。` }
    } else heading.places[column] = place
  }
  const missing = required.filter((column) => heading.places[column] === undefined)
  if (missing.length === 0) return heading
  const titles = missing.map((column) => `「${columns[column].title}」`).join('')
  return { fault: `1行目に${titles}の見出しがありません。1行目には、列の名前を入力してください。` }
}

function columnOf(title: string): Column | null {
  const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase()
  const wanted = plain(title)
  return (
    names.find((name) => [columns[name].title, ...columns[name].also].some((each) => plain(each) === wanted)) ?? null
  )
}

/** What is wrong with a cell, in words for staff. */
export interface CellFault {
  column: string
  message: string
}

/** A line of a file: what it says of a customer, or what is wrong with it. */
export interface ReadLine extends CustomerFields {
  line: number
  emailKey: string
  /** As they stand in the file, in our order. */
  cells: string[]
  faults: CellFault[]
}

export function readLine({ line, cells: all }: CsvLine, { places }: Heading): ReadLine {
  const cellOf = (column: Column) => all[places[column] ?? all.length] ?? ''
  const cells = names.map(cellOf)
  const consent = cellOf('newsletter').normalize('NFKC').trim().toLowerCase()
  const typed = Object.fromEntries(names.map((name) => [name, cellOf(name)]))
  const parsed = customerSchema.safeParse({ ...typed, newsletter: YES.includes(consent) })
  const faults = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    column: columns[path[0] as Column].title,
    message,
  }))
  if (!YES.includes(consent) && !NO.includes(consent))
    faults.push({ column: columns.newsletter.title, message: '「希望する」か「希望しない」を入力してください' })
  const fields = parsed.data ?? NOTHING
  return { ...fields, line, emailKey: foldEmail(fields.email), cells, faults }
}

const NOTHING: CustomerFields = {
  familyName: '',
  givenName: '',
  familyKana: '',
  givenKana: '',
  email: '',
  newsletter: false,
}

/** The column at which the fault of a repeated address is told. */
export const EMAIL_COLUMN: string = columns.email.title
