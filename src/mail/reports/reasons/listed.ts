import type { Reason } from '../verdict.ts'

export interface ReasonWords {
  reason: Reason
  phrases: readonly string[]
}

/** Phrases of a table, separated by `|` or line ends. What follows `//` says where the phrase is met. */
export function listed(table: string): string[] {
  return table
    .split('\n')
    .flatMap((line) => (line.split(' // ')[0] ?? '').split(' | '))
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '')
}
