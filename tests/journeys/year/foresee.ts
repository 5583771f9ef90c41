import type { Act } from './acts.ts'
import type { Day } from './days.ts'
import { type Book, charge, owe } from './expected-book.ts'
import { cancel, chargeTerm, isDue, newContract, reserve, resume, withdraw } from './expected-contract.ts'
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
  const number = cards.at(-1) ?? ''
  for (const card of cards.slice(0, -1)) decline(customer, { day, priceYen, card, kind: 'standard' })
  const isNew = customer.sales.length === 0
  if (number !== '') charge(book, day, number, priceYen)
  if (isNew) book.tell('customer', `${day} provisional`)
  sell(customer, { ware: act.ware, priceYen, day, kind: 'standard', isNew, number }, numbers.application)
  if (act.ware.offers !== undefined && act.offer === 'accept')
    foreseeOffer(customer, wareOf(act.ware.offers), { day, number }, numbers.offer)
}

/** The card of the application is charged by one click. */
function foreseeOffer(
  customer: ExpectedCustomer,
  ware: Ware,
  { day, number }: { day: Day; number: string },
  application: string | null,
): void {
  const { priceYen } = ware
  const { verdict } = charge(customer.book, day, number, priceYen)
  if (verdict === 'charged') {
    const sale = { ware, priceYen, day, kind: 'one_time_offer', isNew: false, number } as const
    sell(customer, sale, application ?? 'an offer that was not completed')
    return
  }
  tellOfDecline(customer.book, { day, priceYen, kind: 'one_time_offer', key: 'offer' }, verdict)
}

function decline(
  { book }: ExpectedCustomer,
  { day, priceYen, card, kind }: { day: Day; priceYen: number; card: string; kind: string },
): void {
  const { verdict } = charge(book, day, card, priceYen)
  tellOfDecline(book, { day, priceYen, kind, key: card }, verdict)
}

function tellOfDecline(
  book: Book,
  { day, priceYen, kind, key }: { day: Day; priceYen: number; kind: string; key: string },
  verdict: string,
): void {
  owe(book, `declined ${key}`, priceYen)
  book.tell('customer', `${day} application card failed ${priceYen} ${verdict} ${kind}`)
}

interface Sold {
  ware: Ware
  priceYen: number
  day: Day
  kind: 'standard' | 'one_time_offer'
  /** Of the card that paid; '' for a transfer. */
  number: string
  isNew: boolean
}

function sell(customer: ExpectedCustomer, { ware, priceYen, day, kind, number, isNew }: Sold, application: string) {
  const { book } = customer
  const method = number === '' ? 'transfer' : 'card'
  const contract = ware.kind === 'monthly' ? newContract(application, number, priceYen, day) : null
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
export function foresee(customer: ExpectedCustomer, act: Exclude<Act, { kind: 'apply' }>, day: Day, card = '') {
  const { book } = customer
  const by = customer.registered ? 'customer' : 'staff'
  switch (act.kind) {
    case 'register':
      customer.registered = true
      book.letters.push('registered')
      return book.tell('customer', `${day} registered`)
    case 'new_card':
      return mend(customer, card, day)
    case 'retry':
      return chargeTerm(book, act.contract, day, 'staff')
    case 'resume':
      resume(book, act.contract, day, act.owedOn)
      // The hour of charges has come: what is owed today is charged at once.
      if (act.contract.method === 'card' && isDue(act.contract, day)) chargeTerm(book, act.contract, day, 'system')
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
function mend(customer: ExpectedCustomer, number: string, day: Day): void {
  for (const contract of contractsOf(customer)) {
    if (contract.method === 'transfer' || contract.state === 'cancelled') continue
    contract.number = number
    if (contract.card !== 'ok') chargeTerm(customer.book, contract, day, 'customer')
  }
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
