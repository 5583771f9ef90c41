import type { ConfirmRefusal, UndoRefusal } from '../../contracts/index.ts'
import { findStatement, type ListedTransfer, listConfirmationsOf, matchStatement } from '../../payments/index.ts'
import { dayIn } from '../../site/index.ts'
import { answer } from './answers.ts'
import type { ApiParts } from './ports.ts'
import { type BankStatement, type ProblemCode, statement } from './schemas.ts'

/** How the API says why a confirmation was refused. */
export const confirmProblems: Record<ConfirmRefusal, ProblemCode> = {
  unknown_transfer: 'not_found',
  already_confirmed: 'already_confirmed',
  amount_differs: 'amount_differs',
  paid_in_future: 'invalid_input',
  line_used: 'already_confirmed',
}

/** How the API says why an undo was refused. */
export const undoProblems: Record<UndoRefusal, ProblemCode> = {
  unknown_transfer: 'not_found',
  not_confirmed: 'not_confirmed',
  too_late: 'undo_too_late',
  changed_since: 'changed_since',
}

/** Why a line of a statement was refused, in words. */
const lineReasons: Record<ConfirmRefusal, string> = {
  unknown_transfer: '入金予定が見つかりませんでした',
  already_confirmed: 'この入金予定は、先に確認済みになっていました',
  amount_differs: '金額が請求額と違います',
  paid_in_future: '明日以降の日付です',
  line_used: 'この明細は、先に別の入金予定に反映されていました',
}

/** The shop's day, by which an undo is still possible. */
async function todayOf({ db, clock, readShop }: ApiParts) {
  const { timeZone } = await readShop(db)
  return { timeZone, today: dayIn(timeZone, clock.now()) }
}

/** Transfers as the API shows them. */
export async function withUndo(parts: ApiParts, transfers: readonly ListedTransfer[]) {
  const { timeZone, today } = await todayOf(parts)
  return transfers.map((transfer) => {
    const confirmedAt = transfer.confirmation?.confirmedAt
    const undoable = confirmedAt !== undefined && dayIn(timeZone, confirmedAt) === today
    return { ...transfer, undoable }
  })
}

/** Enough to see the headings and what stands under them. */
const SAMPLE_ROWS = 40

/** A statement as the API shows it, or null. */
export async function statementAnswer(parts: ApiParts, id: string): Promise<BankStatement | null> {
  const { db } = parts
  const stored = await findStatement(db, id)
  if (stored === null) return null
  const { timeZone, today } = await todayOf(parts)
  const matched = await matchStatement(db, stored, today)
  const confirmed = await listConfirmationsOf(db, id)
  const appliedToday = stored.appliedAt !== null && dayIn(timeZone, stored.appliedAt) === today
  const refused = stored.refused.map(({ code, ...line }) => ({ ...line, reason: lineReasons[code as ConfirmRefusal] }))
  return answer(statement, {
    ...stored,
    ...matched,
    sample: stored.rows?.slice(0, SAMPLE_ROWS) ?? [],
    confirmed,
    refused,
    undoable: appliedToday && confirmed.some(({ undoneAt }) => undoneAt === null),
  })
}
