import type { CustomerLetterKind } from '../wishes.ts'
import { applicationLetters } from './application.ts'
import { contractLetters } from './contract.ts'
import type { LetterDefinition, LettersOf } from './definition.ts'
import { memberLetters } from './member.ts'
import { monthlyLetters } from './monthly.ts'
import { transferLetters } from './transfer.ts'

/** The groups in which staff find the letters, in their order. */
const groups = [
  ['申し込み', applicationLetters],
  ['お振り込み', transferLetters],
  ['会員登録・会員ページ', memberLetters],
  ['毎月のお支払い', monthlyLetters],
  ['契約', contractLetters],
] as const

/** Every kind of letter to a customer. A kind without words does not compile. */
const catalogue: LettersOf<CustomerLetterKind> = {
  ...applicationLetters,
  ...transferLetters,
  ...memberLetters,
  ...monthlyLetters,
  ...contractLetters,
}

export const letterKinds = Object.keys(catalogue) as CustomerLetterKind[]

/** Everything about a kind of letter; its own wishes are handed back to it. */
export function definitionOf(kind: CustomerLetterKind): LetterDefinition<CustomerLetterKind> {
  return catalogue[kind]
}

export function groupOf(kind: CustomerLetterKind): string {
  const group = groups.find(([, letters]) => kind in letters)
  if (!group) throw new Error(`the letter ${kind} is in no group`)
  return group[0]
}

/** What staff call the letters of a kind, whatever wrote it. */
export function letterLabel(kind: string): string {
  if (kind === 'alarm') return 'システムからのお知らせ'
  return Object.hasOwn(catalogue, kind) ? definitionOf(kind as CustomerLetterKind).label : 'そのほかのメール'
}
