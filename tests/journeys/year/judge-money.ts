import { sql } from 'kysely'
import type { Database } from '../../../src/platform/database.ts'
import { dayOf } from './days.ts'
import type { ExpectedCustomer } from './expected-customer.ts'
import { dueKey } from './expected-transfer.ts'
import { holderOf } from './fates.ts'
import { differences } from './judge.ts'
import { type LedgerEntry, sum } from './ledger-gateway.ts'
import type { BankEntry } from './perform.ts'
import type { PastYear } from './year.ts'

/** The year's money in yen, as the model foresaw it: what came in is `due − failed − refunded`. */
export interface Money {
  due: number
  failed: number
  refunded: number
  charges: number
  transfers: number
}

/** A payment as the shop wrote it. */
interface Payment {
  email: string
  orderId: string
  method: 'card' | 'transfer'
  number: string
  termNo: number | null
  amountYen: number
  refundedYen: number
  state: string
  declineCode: string | null
  createdAt: Date
  /** What standing confirmations say was paid. */
  paidYen: number | null
}

/** Compares the model's money with the gateway's and the bank's books and with the shop's rows; what is wrong, in words. */
export async function judgeMoney(
  db: Database,
  { customers, bank }: PastYear,
  ledger: readonly LedgerEntry[],
): Promise<{ complaints: string[]; money: Money }> {
  const payments = await readPayments(db)
  const money: Money = { due: 0, failed: 0, refunded: 0, charges: ledger.length, transfers: bank.length }
  const complaints = customers.flatMap((customer) => {
    const { index, email, book } = customer
    const own = payments.filter((payment) => payment.email === email)
    const booked = ledger.filter(({ card }) => holderOf(card) === index)
    const inBank = bank.filter(({ transfer }) => customer.transfers.includes(transfer))
    const dues = [...book.dues.values()]
    const due = sum(dues.map(({ amountYen }) => amountYen))
    const failed = sum(dues.map(({ paid, amountYen }) => (paid ? 0 : amountYen)))
    const refunded = sum(dues.map(({ refundedYen }) => refundedYen))
    money.due += due
    money.failed += failed
    money.refunded += refunded
    return [
      ...chargesOf(customer, own, booked),
      ...transfersOf(customer, own, inBank),
      ...totalsOf(email, due - failed - refunded, own, booked, inBank),
    ]
  })
  const unknown = payments.filter(({ email }) => !customers.some((customer) => customer.email === email))
  for (const { orderId } of unknown) complaints.push(`payment ${orderId} is nobody's`)
  return { complaints, money }
}

/** Order by order: what the model foresaw, the gateway did and the shop wrote. */
function chargesOf({ email, book }: ExpectedCustomer, own: readonly Payment[], booked: readonly LedgerEntry[]) {
  const expected = book.charges.map(({ day, amountYen, verdict }) => `${day} ${amountYen} yen ${verdict}`)
  const inLedger = booked.map(
    ({ day, amountYen, verdict, isDone }) => `${day} ${amountYen} yen ${isDone ? verdict : 'never made'}`,
  )
  const orders = booked.map(({ orderId, verdict }) => `${orderId} ${verdict}`)
  const byCard = own.filter(({ method }) => method === 'card')
  const verdict = ({ state, declineCode }: Payment) => (state === 'succeeded' ? 'charged' : (declineCode ?? state))
  return [
    ...differences(`${email}, gateway`, expected, inLedger),
    ...differences(
      `${email}, orders in the shop`,
      orders,
      byCard.map((payment) => `${payment.orderId} ${verdict(payment)}`),
    ),
    ...differences(
      `${email}, payments`,
      expected,
      byCard.map((payment) => `${dayOf(payment.createdAt)} ${payment.amountYen} yen ${verdict(payment)}`),
    ),
  ]
}

function transfersOf({ email, transfers }: ExpectedCustomer, own: readonly Payment[], inBank: readonly BankEntry[]) {
  const paidFor = (application: string, term: number | null) =>
    sum(
      inBank
        .filter(({ transfer, stands }) => stands && transfer.application === application && transfer.term === term)
        .map(({ paidYen }) => paidYen),
    )
  const expected = transfers.map((transfer) => {
    const { application, term, amountYen, state } = transfer
    return `${application} term ${term} ${amountYen} yen ${state}, got ${paidFor(application, term)}`
  })
  const found = own
    .filter(({ method }) => method === 'transfer')
    .map((it) => `${it.number} term ${it.termNo} ${it.amountYen} yen ${it.state}, got ${it.paidYen ?? 0}`)
  const keys = transfers.map(dueKey)
  const twice = keys.filter((key, place) => keys.indexOf(key) !== place)
  return [...differences(`${email}, transfers`, expected, found), ...twice.map((key) => `${email}: ${key} asked twice`)]
}

/** To the yen: the model, the outside books and the shop's rows. What a transfer came short of is counted as its whole. */
function totalsOf(
  email: string,
  expected: number,
  own: readonly Payment[],
  booked: readonly LedgerEntry[],
  inBank: readonly BankEntry[],
): string[] {
  const charged = booked.filter(({ verdict, isDone }) => isDone && verdict === 'charged')
  const outside =
    sum(charged.map(({ amountYen, refunds }) => amountYen - sum(refunds.values()))) +
    sum(inBank.filter(({ stands }) => stands).map(({ transfer }) => transfer.amountYen))
  const paid = own.filter(({ state }) => state === 'succeeded' || state === 'confirmed')
  const inside = sum(paid.map(({ amountYen, refundedYen }) => amountYen - refundedYen))
  return outside === expected && inside === expected
    ? []
    : [`${email}: ${expected} yen are due − failed − refunded, ${outside} moved, ${inside} stand in the shop`]
}

async function readPayments(db: Database): Promise<Payment[]> {
  const result = await sql<Payment>`
    select a.email, p.order_id, p.method, a.number, p.term_no, p.amount_yen, p.refunded_yen, p.state, p.decline_code,
      p.created_at, (select sum(c.paid_yen)::int from transfer_confirmations c
        where c.payment_id = p.id and c.undone_at is null) as paid_yen
    from payments p join applications a on a.id = p.application_id order by p.created_at`.execute(db)
  return result.rows
}
