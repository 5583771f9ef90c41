import type { MatchableTransfer } from '../transfer-queries.ts'
import { referencesIn } from '../transfer-reference.ts'
import { foldPayer } from './fold.ts'
import type { StatementLine } from './lines.ts'

/** What a line of a statement is taken for. Only `exact` is ticked before staff have looked. */
export type Match =
  /** Its reference and its amount are those of an expected transfer. */
  | { kind: 'exact'; paymentId: string }
  /** Name and amount fit one expected transfer. */
  | { kind: 'probable'; paymentId: string }
  /** Name and amount, or the name alone, fit more than one. */
  | { kind: 'several'; paymentIds: string[] }
  /** Reference or name fit, the amount does not. */
  | { kind: 'amount_differs'; paymentId: string }
  /** This very line has confirmed a transfer. */
  | { kind: 'confirmed'; paymentId: string }
  /** Its reference is that of a transfer which is confirmed (by hand, perhaps for this very money), or which another line pays. */
  | { kind: 'paid_twice'; paymentId: string }
  | { kind: 'none' }

/** Shorter names stand in too many others. */
const SHORTEST_NAME_WITHIN = 4

/** Compares the lines with what is expected. `used` tells which lines have confirmed a transfer, by fingerprint. */
export function matchLines(
  lines: readonly StatementLine[],
  transfers: readonly MatchableTransfer[],
  used: ReadonlyMap<string, string>,
): Match[] {
  const byReference = new Map(transfers.map((transfer) => [transfer.reference, transfer]))
  const open = transfers
    .filter(({ confirmed }) => !confirmed)
    .map((transfer) => ({ ...transfer, names: namesOf(transfer) }))
  const taken = new Set<string>()
  return lines.map((line): Match => {
    const confirmed = used.get(line.fingerprint)
    if (confirmed !== undefined) return { kind: 'confirmed', paymentId: confirmed }
    const match = byNumber(line, byReference, taken) ?? byName(line, open)
    if (match.kind === 'exact') taken.add(match.paymentId)
    return match
  })
}

function byNumber(
  { payer, memo, paidYen }: StatementLine,
  byReference: ReadonlyMap<string, MatchableTransfer>,
  taken: ReadonlySet<string>,
): Match | null {
  const found = referencesIn(`${payer} ${memo}`).flatMap((reference) => byReference.get(reference) ?? [])
  const [first, second] = found
  if (first === undefined) return null
  if (second !== undefined) return { kind: 'several', paymentIds: found.map(({ id }) => id) }
  if (first.confirmed || taken.has(first.id)) return { kind: 'paid_twice', paymentId: first.id }
  return { kind: first.amountYen === paidYen ? 'exact' : 'amount_differs', paymentId: first.id }
}

function byName(line: StatementLine, open: readonly (MatchableTransfer & { names: string[] })[]): Match {
  const payers = [line.payer, line.memo].map(foldPayer).filter((payer) => payer !== '')
  const named = open.filter(({ names }) => names.some((name) => payers.some((payer) => isNamed(payer, name))))
  const fitting = named.filter(({ amountYen }) => amountYen === line.paidYen)
  const candidates = fitting.length > 0 ? fitting : named
  const [first, second] = candidates
  if (first === undefined) return { kind: 'none' }
  if (second !== undefined) return { kind: 'several', paymentIds: candidates.map(({ id }) => id) }
  return { kind: fitting.length > 0 ? 'probable' : 'amount_differs', paymentId: first.id }
}

function isNamed(payer: string, name: string): boolean {
  return payer === name || (name.length >= SHORTEST_NAME_WITHIN && payer.includes(name))
}

/** Every way in which the customer, or whoever applied, may stand in a statement; some banks show kanji. */
function namesOf({ familyName, givenName, familyKana, givenKana, applicant }: MatchableTransfer): string[] {
  const written = [
    familyKana + givenKana,
    givenKana + familyKana,
    familyName + givenName,
    applicant.kana,
    applicant.name,
  ]
  return [...new Set(written.map(foldPayer))].filter((name) => name.length > 1)
}
