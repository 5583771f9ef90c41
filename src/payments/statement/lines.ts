import { createHash } from 'node:crypto'
import type { Day } from '../../site/index.ts'
import { referencesIn } from '../transfer-reference.ts'
import { foldPayer } from './fold.ts'
import { type Layout, SAYS_DEPOSIT } from './layout.ts'
import type { Rows } from './read-file.ts'
import { readAmount, readDay } from './values.ts'

/** Money that came in, as a line of a statement says it. */
export interface StatementLine {
  /** Its row in the file, counted from 1 without empty ones. */
  row: number
  paidOn: Day
  paidYen: number
  /** As the bank writes it. */
  payer: string
  memo: string
  /**
   * The same line in whatever file it stands: the day, the amount, the payer with the references, and which of several
   * like it on that day it is, since a person may well pay the same twice a day.
   */
  fingerprint: string
}

/** The lines of a statement, and the rows that look like one and cannot be read. */
export interface ReadLines {
  lines: StatementLine[]
  unreadable: number[]
}

/** Reads what came in. What went out, and rows without an amount, are no lines. */
export function readLines(rows: Rows, layout: Layout, today: Day): ReadLines {
  const lines: StatementLine[] = []
  const unreadable: number[] = []
  const seen = new Map<string, number>()
  for (let index = layout.heading + 1; index < rows.length; index++) {
    const cell = (column: number | null) => (column === null ? '' : (rows[index]?.[column] ?? ''))
    const amountText = cell(layout.amount)
    if (amountText === '' || !isDeposit(cell(layout.direction), layout)) continue
    const paidYen = readAmount(amountText)
    const paidOn = readDay(layout.day.map(cell).join('/'), today)
    if (paidYen !== null && paidYen <= 0) continue
    if (paidYen === null || paidOn === null) {
      unreadable.push(index + 1)
      continue
    }
    const [payer, memo] = [cell(layout.payer), cell(layout.memo)]
    const references = referencesIn(`${payer} ${memo}`).join()
    const same = `${paidOn} ${paidYen} ${references} ${foldPayer(payer)}`
    const nth = (seen.get(same) ?? 0) + 1
    seen.set(same, nth)
    const fingerprint = createHash('sha256').update(`${same} ${nth}`).digest('base64url')
    lines.push({ row: index + 1, paidOn, paidYen, payer, memo, fingerprint })
  }
  return { lines, unreadable }
}

function isDeposit(direction: string, layout: Layout): boolean {
  return layout.direction === null || SAYS_DEPOSIT.test(direction.normalize('NFKC').replace(/\s/g, ''))
}
