import { addDays, addMonths, type Day } from './days.ts'
import { type Book, charge, owe } from './expected-book.ts'
import { isBefore, isHard } from './fates.ts'

/** Days after the due day on which a failed charge is tried again. */
const RETRY_DAYS = [1, 3, 7]

/** A contract as the rules of the plan (§7) say it must be. */
export interface ExpectedContract {
  /** Of the application that gave it. */
  readonly application: string
  readonly method: 'card' | 'transfer'
  readonly priceYen: number
  state: 'active' | 'cancellation_reserved' | 'suspended' | 'cancelled'
  reason: 'payment_unconfirmed' | 'card_unpayable' | null
  card: 'ok' | 'retrying' | 'unpayable'
  /** The number that is charged; '' where transfers pay. */
  number: string
  tries: number
  /** Terms are counted from here. */
  anchor: Day
  anchorTerm: number
  /** The latest that is paid or granted. */
  term: number
  endsOn: Day | null
  owedOn: Day | null
  suspendedOn: Day | null
}

export type By = 'customer' | 'staff' | 'system'

export function newContract(application: string, number: string, priceYen: number, day: Day): ExpectedContract {
  const method = number === '' ? 'transfer' : 'card'
  return {
    ...{ application, method, number, priceYen, state: 'active', reason: null, card: 'ok', tries: 0 },
    ...{ anchor: day, anchorTerm: 0, term: 0, endsOn: null, owedOn: null, suspendedOn: null },
  }
}

const startOf = (contract: ExpectedContract, term: number): Day =>
  addMonths(contract.anchor, term - contract.anchorTerm)

/** The day after the paid term. */
export const unpaidFrom = (contract: ExpectedContract): Day => startOf(contract, contract.term + 1)

export const isOver = ({ state }: ExpectedContract): boolean => state === 'cancelled'

/** What is written beside the contract's events. */
const subjectOf = ({ application }: ExpectedContract) => `contract of ${application}`

/** As the day begins: whoever reserved it is free. */
export function midnight(book: Book, contract: ExpectedContract, day: Day): void {
  if (!isOver(contract) && contract.endsOn !== null && day >= contract.endsOn) cancel(book, contract, day, 'system')
}

/** Whether the next term, or what is owed, is due on this day by itself. */
export function isDue(contract: ExpectedContract, day: Day): boolean {
  if (contract.state !== 'active') return false
  const wait = contract.tries === 0 ? 0 : (RETRY_DAYS[contract.tries - 1] ?? 0)
  return day >= (contract.owedOn ?? addDays(unpaidFrom(contract), wait))
}

/** Charges the open term: it is paid, or has failed once more. */
export function chargeTerm(book: Book, contract: ExpectedContract, day: Day, by: By): void {
  const due = owe(book, `${contract.application} term ${contract.term + 1}`, contract.priceYen)
  const { verdict, trouble } = charge(book, day, contract.number, contract.priceYen)
  // What had to be asked for again is asked for by nobody.
  if (verdict !== 'charged') {
    chargeFailed(book, contract, day, verdict)
    return
  }
  due.paid = true
  termPaid(book, contract, contract.term + 1, day, isBefore(trouble) ? 'system' : by)
}

function chargeFailed(book: Book, contract: ExpectedContract, day: Day, code: Parameters<typeof isHard>[0]): void {
  const attempts = RETRY_DAYS.length + 1
  const attempt = Math.min(contract.tries + 1, attempts)
  const goesOn = attempt < attempts && !isHard(code) && contract.owedOn === null && contract.card !== 'unpayable'
  const next = goesOn ? addDays(unpaidFrom(contract), RETRY_DAYS[attempt - 1] ?? 0) : null
  const subject = subjectOf(contract)
  contract.tries = attempt
  book.tell(subject, `${day} card failed ${contract.priceYen} ${attempt}/${attempts} ${code} next ${next}`)
  if (goesOn) {
    contract.card = 'retrying'
    book.letters.push('charge_failed')
    return
  }
  contract.card = 'unpayable'
  contract.owedOn = null
  if (contract.state === 'suspended') book.letters.push('charge_failed')
  else suspend(book, contract, day, 'card_unpayable')
}

/** The term is paid; one that was paid after its end begins that day. */
export function termPaid(book: Book, contract: ExpectedContract, term: number, day: Day, by: By): void {
  if (day >= startOf(contract, term + 1)) Object.assign(contract, { anchor: day, anchorTerm: term })
  const from = contract.card
  Object.assign(contract, { term, tries: 0, card: 'ok', owedOn: null })
  if (from !== 'ok') {
    book.tell(subjectOf(contract), `${day} card recovered ${contract.priceYen} from ${from}`)
    book.letters.push('recovered')
  }
  // Who paid reads in the letter about that that the contract goes on.
  if (contract.state === 'suspended') goOn(book, contract, day, by)
}

export function suspend(
  book: Book,
  contract: ExpectedContract,
  day: Day,
  reason: NonNullable<ExpectedContract['reason']>,
): void {
  Object.assign(contract, { state: 'suspended', reason, suspendedOn: day })
  book.tell(subjectOf(contract), `${day} suspended ${reason}`)
  book.letters.push('suspended')
}

function goOn(book: Book, contract: ExpectedContract, day: Day, by: By): void {
  contract.state = contract.endsOn === null ? 'active' : 'cancellation_reserved'
  contract.reason = null
  book.tell(subjectOf(contract), `${day} resumed by ${by}`)
}

/** Staff let it go on; what is owed is due on that day. */
export function resume(book: Book, contract: ExpectedContract, day: Day, owedOn: Day): void {
  contract.owedOn = owedOn
  goOn(book, contract, day, 'staff')
  book.letters.push('resumed')
}

/** It ends with its paid term; at once where that has ended. */
export function reserve(book: Book, contract: ExpectedContract, day: Day, by: By): void {
  const endsOn = unpaidFrom(contract)
  if (contract.state === 'suspended' || endsOn <= day) {
    cancel(book, contract, day, by)
    return
  }
  Object.assign(contract, { state: 'cancellation_reserved', endsOn })
  book.tell(subjectOf(contract), `${day} reserved by ${by} for ${endsOn}`)
  book.letters.push('cancellation_reserved')
}

export function withdraw(book: Book, contract: ExpectedContract, day: Day, by: By): void {
  if (contract.state !== 'suspended') contract.state = 'active'
  contract.endsOn = null
  book.tell(subjectOf(contract), `${day} withdrawn by ${by}`)
  book.letters.push('cancellation_withdrawn')
}

/** `quietly`: the letter about the application tells of it. */
export function cancel(book: Book, contract: ExpectedContract, day: Day, by: By, quietly = false): void {
  Object.assign(contract, { state: 'cancelled', reason: null, endsOn: null, owedOn: null })
  book.tell(subjectOf(contract), `${day} cancelled by ${by}`)
  if (!quietly) book.letters.push('cancelled')
}
