import type { Act } from './acts.ts'
import type { Day } from './days.ts'
import { charge, owe } from './expected-book.ts'
import { cancel, chargeTerm, newContract, reserve, resume, withdraw } from './expected-contract.ts'
import { contractsOf, type ExpectedCustomer, expectMoney, forgetEnded, openTransfersOf } from './expected-customer.ts'
import { ask, confirm, confirmByMistake, isOpen, postpone } from './expected-transfer.ts'
import { type Ware, wareOf } from './offering.ts'

/** What an application came to, as far as it cannot be foreseen: the numbers that the shop drew. */
export interface Numbers {
  application: string
  /** Null where nothing was offered, or it was not taken. */
  offer: string | null
}

/** The cards used, and what was asked for them. */
export interface Purchase {
  day: Day
  priceYen: number
  /** Cards in the order of the tries; the last pays. Empty for a transfer. */
  cards: readonly string[]
}

/** What an application means. `numbers` are null before it was made. */
export function foreseeApplication(
  customer: ExpectedCustomer,
  act: Extract<Act, { kind: 'apply' }>,
  { day, priceYen, cards }: Purchase,
  numbers: Numbers,
): void {
  const { book } = customer
  for (const card of cards.slice(0, -1)) {
    book.card = card
    decline(customer, { day, priceYen, kind: 'standard', key: card })
  }
  const isNew = customer.sales.length === 0
  if (act.method === 'card') {
    book.card = cards.at(-1) ?? ''
    charge(book, day, priceYen)
  }
  if (isNew) book.tell('customer', `${day} provisional`)
  sell(customer, { ware: act.ware, priceYen, day, kind: 'standard', isNew, method: act.method }, numbers.application)
  const { offers } = act.ware
  if (offers === undefined || act.offer !== 'accept') return
  const offered = wareOf(offers)
  const { verdict } = book.nextFate(offered.priceYen)
  if (verdict !== 'charged') {
    book.charges.push({ day, amountYen: offered.priceYen, verdict })
    owe(book, 'declined offer', offered.priceYen)
    book.tell('customer', `${day} application card failed ${offered.priceYen} ${verdict} one_time_offer`)
    return
  }
  book.charges.push({ day, amountYen: offered.priceYen, verdict })
  const sale = { ware: offered, priceYen: offered.priceYen, day, kind: 'one_time_offer', isNew: false } as const
  sell(customer, { ...sale, method: 'card' }, numbers.offer ?? 'an offer that was not completed')
}

function decline(
  { book }: ExpectedCustomer,
  { day, priceYen, kind, key }: { day: Day; priceYen: number; kind: string; key: string },
): void {
  const { verdict } = charge(book, day, priceYen)
  owe(book, `declined ${key}`, priceYen)
  book.tell('customer', `${day} application card failed ${priceYen} ${verdict} ${kind}`)
}

interface Sold {
  ware: Ware
  priceYen: number
  day: Day
  kind: 'standard' | 'one_time_offer'
  method: 'card' | 'transfer'
  isNew: boolean
}

function sell(customer: ExpectedCustomer, { ware, priceYen, day, kind, method, isNew }: Sold, application: string) {
  const { book } = customer
  const contract = ware.kind === 'monthly' ? newContract(application, method, priceYen, day) : null
  const amountYen = priceYen
  customer.sales.push({ application, ware, amountYen, method, day, contract, cancelled: false })
  const who = isNew ? 'new' : 'known'
  book.tell('customer', `${day} completed ${application} ${kind} ${ware.slug} ${priceYen} ${method} ${who}`)
  if (method === 'card') {
    owe(book, application, priceYen).paid = true
    book.letters.push('application_accepted')
    return
  }
  book.letters.push('transfer_instructions')
  const of = { application, contract, term: contract === null ? null : 0, amountYen }
  expectMoney(customer, ask(book, of, day))
}

/** What any other act means. */
export function foresee(customer: ExpectedCustomer, act: Exclude<Act, { kind: 'apply' }>, day: Day, card = ''): void {
  const { book } = customer
  const by = customer.registered ? 'customer' : 'staff'
  switch (act.kind) {
    case 'register':
      customer.registered = true
      return book.tell('customer', `${day} registered`)
    case 'new_card':
      book.card = card
      return mend(customer, day)
    case 'retry':
      return chargeTerm(book, act.contract, day, 'staff')
    case 'resume':
      resume(book, act.contract, day, act.owedOn)
      for (const transfer of openTransfersOf(customer, act.contract)) postpone(book, transfer, day, act.owedOn)
      return
    case 'reserve':
      reserve(book, act.contract, day, by)
      return forgetEnded(customer)
    case 'withdraw':
      return withdraw(book, act.contract, day, by)
    case 'cancel':
      cancel(book, act.contract, day, 'staff')
      return forgetEnded(customer)
    case 'cancel_application':
      return foreseeRegret(customer, act, day)
    case 'confirm':
      return confirm(book, act.transfer, day)
    case 'mistake':
      return confirmByMistake(book, act.transfer, day)
  }
}

/** A new card is every contract's, and is charged at once where something is owed. */
function mend(customer: ExpectedCustomer, day: Day): void {
  for (const contract of contractsOf(customer))
    if (contract.method === 'card' && contract.state !== 'cancelled' && contract.card !== 'ok')
      chargeTerm(customer.book, contract, day, 'customer')
}

function foreseeRegret(
  customer: ExpectedCustomer,
  { sale, refund }: Extract<Act, { kind: 'cancel_application' }>,
  day: Day,
): void {
  const { book, transfers } = customer
  sale.cancelled = true
  if (refund) owe(book, sale.application, sale.amountYen).refundedYen = sale.amountYen
  if (sale.contract !== null && sale.contract.state !== 'cancelled') cancel(book, sale.contract, day, 'staff', true)
  for (const transfer of transfers)
    if (transfer.application === sale.application && isOpen(transfer)) transfer.state = 'cancelled'
  book.letters.push('application_cancelled')
}
