import { formatYen } from '../../../platform/money.ts'
import type { BankStatement, StatementChoice, StatementLine } from '../../api/schemas.ts'
import type { StateWords } from '../ui/words.ts'

/** A transfer that a line may pay. */
export type Candidate = BankStatement['transfers'][number]

/** What staff have decided about a line; a line that is missing stands as the program proposes. */
export interface Choice {
  ticked: boolean
  paymentId: string | null
  note: string
}

export type Choices = Readonly<Record<number, Choice>>

/** How each match reads. */
export const matchWords: Record<StatementLine['match']['kind'], StateWords> = {
  exact: { label: '一致', colour: 'green' },
  probable: { label: '要確認(名義と金額が一致)', colour: 'blue' },
  several: { label: '候補が複数', colour: 'yellow' },
  amount_differs: { label: '金額が違います', colour: 'yellow' },
  paid_twice: { label: '確認済みの入金予定', colour: 'yellow' },
  confirmed: { label: '確認済み', colour: 'gray' },
  none: { label: '該当なし', colour: 'gray' },
}

/** What is proposed: only what fits in number and amount is ticked. */
export function proposed({ match }: StatementLine): Choice {
  const paymentId = 'paymentId' in match ? match.paymentId : null
  return { ticked: match.kind === 'exact', paymentId, note: '' }
}

export const choiceOf = (line: StatementLine, choices: Choices): Choice => choices[line.row] ?? proposed(line)

/** Whether staff may still decide about the line. */
export function isOpen({ match }: StatementLine): boolean {
  return match.kind !== 'confirmed' && match.kind !== 'paid_twice'
}

/** What a line without a certain transfer may be chosen for: its candidates, else what is owed in the same amount. */
export function candidatesOf(line: StatementLine, transfers: readonly Candidate[]): Candidate[] {
  const { match } = line
  if (match.kind === 'several') return transfers.filter(({ id }) => match.paymentIds.includes(id))
  return transfers.filter(({ confirmed, amountYen }) => !confirmed && amountYen === line.paidYen)
}

/** The lines that are to be applied. */
export function chosenLines(
  lines: readonly StatementLine[],
  choices: Choices,
  transfers: readonly Candidate[],
): StatementChoice['lines'] {
  return lines.flatMap((line) => {
    const { ticked, paymentId, note } = choiceOf(line, choices)
    const transfer = transfers.find(({ id }) => id === paymentId)
    if (!ticked || !isOpen(line) || transfer === undefined) return []
    return [
      { row: line.row, paymentId: transfer.id, differenceNote: transfer.amountYen === line.paidYen ? null : note },
    ]
  })
}

/** A bank's half-width katakana as people read them. */
export const bankWords = (text: string): string => text.normalize('NFKC')

/** `500円不足` or `500円超過`. */
export function differenceWords(differenceYen: number): string {
  return differenceYen < 0 ? `${formatYen(-differenceYen)}不足` : `${formatYen(differenceYen)}超過`
}
