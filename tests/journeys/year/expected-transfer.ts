import { addDays, type Day } from './days.ts'
import { type Book, owe } from './expected-book.ts'
import { type ExpectedContract, isDue, isOver, suspend, termPaid } from './expected-contract.ts'

/** Days that a customer has, and how long before the last one a reminder goes out. */
const DUE_DAYS = 7
const REMINDER_DAYS = 2

/** A transfer that the shop waits for, or has got. */
export interface ExpectedTransfer {
  readonly application: string
  readonly contract: ExpectedContract | null
  readonly term: number | null
  readonly amountYen: number
  readonly askedOn: Day
  dueOn: Day
  reminded: boolean
  state: 'expected' | 'overdue' | 'confirmed' | 'cancelled'
}

export const isOpen = ({ state }: ExpectedTransfer): boolean => state === 'expected' || state === 'overdue'

export const dueKey = ({ application, term }: ExpectedTransfer): string =>
  term === null || term === 0 ? application : `${application} term ${term}`

export function ask(
  book: Book,
  of: Pick<ExpectedTransfer, 'application' | 'contract' | 'term' | 'amountYen'>,
  day: Day,
): ExpectedTransfer {
  const transfer: ExpectedTransfer = {
    ...{ ...of, askedOn: day, dueOn: addDays(day, DUE_DAYS), reminded: false, state: 'expected' },
  }
  owe(book, dueKey(transfer), transfer.amountYen)
  return transfer
}

/** At the shop's hour: the next term is granted and its money asked for, unless money is still open. Returns what was asked for. */
export function grant(
  book: Book,
  contract: ExpectedContract,
  open: readonly ExpectedTransfer[],
  day: Day,
): ExpectedTransfer | null {
  if (!isDue(contract, day) || open.length > 0) return null
  contract.term++
  contract.owedOn = null
  book.letters.push('transfer_due')
  const { application, term, priceYen: amountYen } = contract
  return ask(book, { application, contract, term, amountYen }, day)
}

/** What the day brings to a transfer that is waited for: a reminder, or the end of the waiting. */
export function watch(book: Book, transfer: ExpectedTransfer, day: Day): void {
  if (transfer.state !== 'expected') return
  if (day > transfer.dueOn) {
    transfer.state = 'overdue'
    const { contract } = transfer
    if (contract !== null && contract.state !== 'suspended') suspend(book, contract, day, 'payment_unconfirmed')
    return
  }
  const remindOn = addDays(transfer.dueOn, -REMINDER_DAYS)
  if (transfer.reminded || remindOn <= transfer.askedOn || day < remindOn) return
  transfer.reminded = true
  book.letters.push('transfer_reminder')
}

/** The money has come; what it pays goes on. */
export function confirm(book: Book, transfer: ExpectedTransfer, day: Day): void {
  transfer.state = 'confirmed'
  owe(book, dueKey(transfer), transfer.amountYen).paid = true
  const { contract, term } = transfer
  if (contract !== null && term !== null && !isOver(contract)) termPaid(book, contract, term, day, 'staff')
  book.letters.push('transfer_confirmed')
}

/** It was confirmed by mistake and is taken back at once: all is as it was, and who went on stops again. */
export function confirmByMistake(book: Book, transfer: ExpectedTransfer, day: Day): void {
  const { contract, state } = transfer
  const before = contract === null ? null : { ...contract }
  confirm(book, transfer, day)
  transfer.state = state
  owe(book, dueKey(transfer), transfer.amountYen).paid = false
  if (contract === null || before === null) return
  const wentOn = before.state === 'suspended' && contract.state !== 'suspended'
  if (wentOn && before.reason !== null) suspend(book, contract, day, before.reason)
  Object.assign(contract, before)
}

/** Staff gave it a new due day; the customer is reminded of that one too. */
export function postpone(book: Book, transfer: ExpectedTransfer, day: Day, dueOn: Day): void {
  Object.assign(transfer, { state: 'expected', dueOn, reminded: false })
  watch(book, transfer, day)
}
