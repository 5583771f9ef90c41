import type { Actor } from '../events/index.ts'
import {
  findStatement,
  type Layout,
  type RefusedLine,
  type Rows,
  readLines,
  type StatementLine,
} from '../payments/index.ts'
import { dayIn, readShop } from '../site/index.ts'
import { type ConfirmRefusal, confirmTransfer, nameOf } from './transfer-confirm.ts'
import type { TransfersContext } from './transfer-scene.ts'
import { type UndoRefusal, undoConfirmation } from './transfer-undo.ts'

/** A line of a statement that staff ticked, and the transfer that it pays. */
export interface ChosenLine {
  row: number
  paymentId: string
  /** 過不足あり: why an amount that differs is taken. */
  differenceNote: string | null
}

export type Applied = { kind: 'applied' } | { kind: 'refused'; code: 'unknown_statement' | 'already_applied' }

/**
 * Confirms the chosen lines of a statement, each as a single confirmation is made and in a transaction of its own, so that
 * one that is refused keeps no other back. A statement is applied once; what of it was not chosen is there again when its
 * file is uploaded again.
 */
export async function applyStatement(
  context: TransfersContext,
  id: string,
  chosen: readonly ChosenLine[],
  by: Actor,
): Promise<Applied> {
  const { db, clock } = context
  const statement = await findStatement(db, id)
  if (statement === null) return { kind: 'refused', code: 'unknown_statement' }
  const claimed = await db
    .updateTable('bankStatements')
    .set({ appliedAt: clock.now(), appliedBy: nameOf(by), rows: null })
    .where('id', '=', id)
    .where('appliedAt', 'is', null)
    .executeTakeFirst()
  if (claimed.numUpdatedRows === 0n) return { kind: 'refused', code: 'already_applied' }
  const lines = await linesOf(context, statement.rows, statement.layout)
  const refused: RefusedLine[] = []
  for (const choice of chosen) {
    const line = lines.get(choice.row)
    if (line === undefined) continue
    const code = await confirmLine(context, id, line, choice, by)
    const { row, paidOn, paidYen, payer } = line
    if (code !== null) refused.push({ row, paidOn, paidYen, payer, code })
  }
  await db
    .updateTable('bankStatements')
    .set({ refused: JSON.stringify(refused) })
    .where('id', '=', id)
    .execute()
  return { kind: 'applied' }
}

async function linesOf(context: TransfersContext, rows: Rows | null, layout: Layout | null) {
  if (rows === null || layout === null) return new Map<number, StatementLine>()
  const { timeZone } = await readShop(context.db, context)
  const { lines } = readLines(rows, layout, dayIn(timeZone, context.clock.now()))
  return new Map(lines.map((line) => [line.row, line]))
}

/** Why the line was refused, or null. */
async function confirmLine(
  context: TransfersContext,
  statementId: string,
  { paidYen, paidOn, payer, memo, fingerprint }: StatementLine,
  { paymentId, differenceNote }: ChosenLine,
  by: Actor,
): Promise<ConfirmRefusal | null> {
  const payerName = payer || memo
  const line = { statementId, fingerprint }
  const confirmed = await confirmTransfer(context, { paymentId, paidYen, paidOn, payerName, differenceNote, line }, by)
  return confirmed.kind === 'refused' ? confirmed.code : null
}

/** What became of taking a whole statement back. */
export interface StatementUndone {
  undone: number
  refused: { paymentId: string; code: UndoRefusal }[]
}

/** Takes every confirmation of a statement back that can be taken back, each as a single one is. */
export async function undoStatement(context: TransfersContext, id: string, by: Actor): Promise<StatementUndone> {
  const standing = await context.db
    .selectFrom('transferConfirmations')
    .select('paymentId')
    .where('statementId', '=', id)
    .where('undoneAt', 'is', null)
    .execute()
  const result: StatementUndone = { undone: 0, refused: [] }
  for (const { paymentId } of standing) {
    const undone = await undoConfirmation(context, paymentId, by)
    if (undone.kind === 'undone') result.undone++
    else result.refused.push({ paymentId, code: undone.code })
  }
  return result
}
