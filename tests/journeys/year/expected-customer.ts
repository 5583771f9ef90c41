import type { Random } from '../../support/random.ts'
import { randomFrom } from '../../support/random.ts'
import { addDays, type Day } from './days.ts'
import { type Book, openBook } from './expected-book.ts'
import { chargeTerm, type ExpectedContract, isDue, midnight } from './expected-contract.ts'
import { type ExpectedTransfer, grant, isOpen, watch } from './expected-transfer.ts'
import { cardNumber, fateOf } from './fates.ts'
import { DEARER, isOfferPrice, SECOND_WARE, WARES, type Ware, wareOf } from './offering.ts'

/** Something that a customer bought, whole. */
export interface ExpectedSale {
  readonly application: string
  readonly ware: Ware
  readonly amountYen: number
  readonly method: 'card' | 'transfer'
  readonly day: Day
  readonly contract: ExpectedContract | null
  cancelled: boolean
}

/** When a transfer is paid, as its customer was drawn; null for never. */
export type Purse = Map<ExpectedTransfer, { payOn: Day | null; mistakeOn: Day | null; differs: boolean }>

/** One customer: who they are, how they are disposed, and what the model foresees of them. */
export interface ExpectedCustomer {
  readonly index: number
  readonly email: string
  /** Letters to them are refused. */
  readonly unreachable: boolean
  /** Registers, and does things on the pages instead of asking the staff. */
  readonly member: boolean
  readonly comesOn: Day
  /** When they come for something else; null for never. */
  readonly comesAgainOn: Day | null
  readonly ware: Ware
  /** Days after a suspension on which a member gives another card; null for never. */
  readonly mendsAfter: number | null
  readonly random: Random
  readonly book: Book
  readonly sales: ExpectedSale[]
  readonly transfers: ExpectedTransfer[]
  readonly purse: Purse
  registered: boolean
  cards: number
}

export interface Year {
  seed: number
  firstDay: Day
  lastDay: Day
}

/** Their share; hashing a password takes a tenth of a second twice. */
const MEMBERS = 0.2
/** Customers come on any day but those of the last two months. */
const QUIET_DAYS = 60

export function drawCustomer({ seed, firstDay }: Year, days: number, index: number): ExpectedCustomer {
  const random = randomFrom(seed * 100_003 + index)
  const ware = drawWare(random)
  const comesOn = addDays(firstDay, random.below(days - QUIET_DAYS))
  const unreachable = random.chance(0.03)
  const again = random.chance(0.1) && ware.slug !== SECOND_WARE
  return {
    ...{ index, ware, comesOn, unreachable, random, registered: false, cards: 0 },
    email: `customer${index}@${unreachable ? 'refused' : 'customer'}.example`,
    member: !unreachable && random.chance(MEMBERS),
    comesAgainOn: again ? addDays(comesOn, 5 + random.below(40)) : null,
    mendsAfter: random.chance(0.75) ? random.below(60) : null,
    book: openBook((card, amountYen, nth) => fateOf(seed, card, amountYen, nth, isOfferPrice(amountYen))),
    ...{ sales: [], transfers: [], purse: new Map() },
  }
}

function drawWare(random: Random): Ware {
  let left = random.below(100)
  for (const ware of WARES) {
    left -= ware.share
    if (left < 0) return ware
  }
  throw new Error('the shares of the wares are not a hundred')
}

/** A further card of the customer; the model charges it from now on once it is given. */
export function takeCard(customer: ExpectedCustomer, role: Parameters<typeof cardNumber>[2]): string {
  customer.cards++
  return cardNumber(customer.index, customer.cards, role)
}

/** What a ware costs whoever comes on that day. */
export function priceOn(slug: string, day: Day, dearerFrom: Day): number {
  return slug === DEARER.slug && day >= dearerFrom ? DEARER.priceYen : wareOf(slug).priceYen
}

export const contractsOf = ({ sales }: ExpectedCustomer): ExpectedContract[] =>
  sales.flatMap(({ contract }) => (contract === null ? [] : [contract]))

export const openTransfersOf = (customer: ExpectedCustomer, contract: ExpectedContract): ExpectedTransfer[] =>
  customer.transfers.filter((transfer) => transfer.contract === contract && isOpen(transfer))

/** What the day brings by itself, from midnight to the shop's hour of charges. */
export function passMorning(customer: ExpectedCustomer, day: Day): void {
  const { book, transfers } = customer
  const contracts = contractsOf(customer)
  for (const contract of contracts) midnight(book, contract, day)
  forgetEnded(customer)
  for (const contract of contracts) {
    if (contract.method === 'card') {
      if (isDue(contract, day)) chargeTerm(book, contract, day, 'system')
      continue
    }
    const asked = grant(book, contract, openTransfersOf(customer, contract), day)
    if (asked) expectMoney(customer, asked)
  }
  for (const transfer of transfers) watch(book, transfer, day)
}

/** Nobody waits for the money of a contract that has ended. */
export function forgetEnded({ transfers }: ExpectedCustomer): void {
  for (const transfer of transfers)
    if (isOpen(transfer) && transfer.contract?.state === 'cancelled') transfer.state = 'cancelled'
}

/** Most pay in time, some late, some never; of some it is noted too soon. */
export function expectMoney({ random, transfers, purse }: ExpectedCustomer, transfer: ExpectedTransfer): void {
  transfers.push(transfer)
  const percent = random.below(100)
  const wait = percent < 72 ? 1 + random.below(7) : percent < 90 ? 8 + random.below(40) : null
  const payOn = wait === null ? null : addDays(transfer.askedOn, wait)
  const mistakeOn = random.chance(0.08) ? addDays(transfer.askedOn, 1 + random.below(14)) : null
  purse.set(transfer, { payOn, mistakeOn, differs: random.chance(0.05) })
}

/** Letters without which a customer misses nothing: they are held once the first letter has found nobody. */
const OPTIONAL = ['registered', 'recovered', 'resumed', 'cancellation_withdrawn', 'card_expiring', 'transfer_reminder']

/** The letters that are tried; the first of all is one that must go. */
export function triedLetters({ unreachable, book }: Pick<ExpectedCustomer, 'unreachable' | 'book'>): string[] {
  return unreachable ? book.letters.filter((kind) => !OPTIONAL.includes(kind)) : book.letters
}
