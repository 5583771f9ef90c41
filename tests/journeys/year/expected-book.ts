import type { Day } from './days.ts'
import type { Fate, Verdict } from './fates.ts'

/** A charge that the gateway must have been asked for once. */
export interface ExpectedCharge {
  day: Day
  amountYen: number
  verdict: Verdict
}

/** Something that was to be paid: an application, or a term of a contract. */
export interface Due {
  amountYen: number
  paid: boolean
  refundedYen: number
}

/**
 * All that is expected to happen to one customer, as the model foresees it. `subject` is whose events stand in one order:
 * a contract, or the customer beside all contracts.
 */
export interface Book {
  readonly events: Map<string, string[]>
  readonly letters: string[]
  readonly charges: ExpectedCharge[]
  readonly dues: Map<string, Due>
  /** What becomes of the next charge of this amount to the card. */
  nextFate(card: string, amountYen: number): Fate
  tell(subject: string, line: string): void
}

export function openBook(fateOf: (card: string, amountYen: number, nth: number) => Fate): Book {
  const counts = new Map<string, number>()
  const book: Book = {
    ...{ events: new Map(), letters: [], charges: [], dues: new Map() },
    nextFate(card, amountYen) {
      const key = `${card}/${amountYen}`
      const nth = counts.get(key) ?? 0
      counts.set(key, nth + 1)
      return fateOf(card, amountYen, nth)
    },
    tell(subject, line) {
      const lines = book.events.get(subject)
      if (lines) lines.push(line)
      else book.events.set(subject, [line])
    },
  }
  return book
}

/** Charges the card once and says how it went. */
export function charge(book: Book, day: Day, card: string, amountYen: number): Fate {
  const fate = book.nextFate(card, amountYen)
  book.charges.push({ day, amountYen, verdict: fate.verdict })
  return fate
}

/** Notes that something is to be paid; asked for again, it is the same debt. */
export function owe(book: Book, key: string, amountYen: number): Due {
  const due = book.dues.get(key) ?? { amountYen, paid: false, refundedYen: 0 }
  book.dues.set(key, due)
  return due
}
