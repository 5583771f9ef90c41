import type { Act } from './acts.ts'
import type { Day } from './days.ts'
import type { ExpectedContract } from './expected-contract.ts'
import { type ExpectedCustomer, takeCard } from './expected-customer.ts'
import type { ExpectedTransfer } from './expected-transfer.ts'
import { foresee, foreseeApplication, type Numbers } from './foresee.ts'
import { applyOnPages, type Browsers, browserOf, decideOnPages, giveCardOnPages, registerOnPages } from './visits.ts'
import type { YearShop } from './year-shop.ts'

/** A transfer that the bank has really got. */
export interface BankEntry {
  transfer: ExpectedTransfer
  paidYen: number
  /** False for what was noted by mistake. */
  stands: boolean
}

/** Where acts take place. */
export interface Stage {
  shop: YearShop
  browsers: Browsers
  bank: BankEntry[]
  priceOn(slug: string, day: Day): number
}

/** Yen that the bank kept for itself where a transfer came short. */
const BANK_FEE = 110

/** Does what was chosen in the real shop, and lets the model foresee what it means. */
export async function perform(stage: Stage, customer: ExpectedCustomer, act: Act, day: Day): Promise<void> {
  if (act.kind === 'apply') return apply(stage, customer, act, day)
  const card = act.kind === 'new_card' ? takeCard(customer, 'later') : ''
  await enact(stage, customer, act, day, card)
  foresee(customer, act, day, card)
}

async function apply(
  stage: Stage,
  customer: ExpectedCustomer,
  act: Extract<Act, { kind: 'apply' }>,
  day: Day,
): Promise<void> {
  const { shop, browsers, priceOn } = stage
  const refused = act.refusedFirst ? [takeCard(customer, 'refused')] : []
  const cards = act.method === 'transfer' ? [] : [...refused, takeCard(customer, 'applying')]
  await applyOnPages(shop, browserOf(browsers, shop, customer), customer, act, cards)
  const numbers = await numbersOf(shop, customer)
  foreseeApplication(customer, act, { day, priceYen: priceOn(act.ware.slug, day), cards }, numbers)
}

/** The numbers that the shop drew for what was completed just now. */
async function numbersOf({ app }: YearShop, { email, sales }: ExpectedCustomer): Promise<Numbers> {
  const known = sales.map(({ application }) => application)
  const rows = await app.db
    .selectFrom('applications')
    .select(['number', 'kind'])
    .where('email', '=', email)
    .where('state', '=', 'completed')
    .execute()
  const numberOf = (kind: string) => rows.find((row) => row.kind === kind && !known.includes(row.number))?.number
  return {
    application: numberOf('standard') ?? 'an application not completed',
    offer: numberOf('one_time_offer') ?? null,
  }
}

async function enact(
  { shop, browsers, bank }: Stage,
  customer: ExpectedCustomer,
  act: Exclude<Act, { kind: 'apply' }>,
  day: Day,
  card: string,
): Promise<void> {
  const { staff } = shop
  const visitor = browserOf(browsers, shop, customer)
  switch (act.kind) {
    case 'register':
      return registerOnPages(shop, visitor, customer)
    case 'new_card':
      return giveCardOnPages(shop, visitor, customer, card)
    case 'reserve':
    case 'withdraw': {
      const id = await contractId(shop, act.contract)
      const what = act.kind === 'reserve' ? 'cancel' : 'withdraw'
      if (customer.registered) return decideOnPages(visitor, id, what)
      await staff('POST', `/contracts/${id}/${act.kind}-cancellation`, { note: '電話で依頼' })
      return
    }
    case 'cancel':
      await staff('POST', `/contracts/${await contractId(shop, act.contract)}/cancel`, { note: '即時解約' })
      return
    case 'retry':
      await staff('POST', `/contracts/${await contractId(shop, act.contract)}/retry-charge`, { note: '' })
      return
    case 'resume': {
      const { owedOn } = act
      await staff('POST', `/contracts/${await contractId(shop, act.contract)}/resume`, { note: '猶予', owedOn })
      return
    }
    case 'cancel_application': {
      const id = await applicationId(shop, act.sale.application)
      await staff('POST', `/applications/${id}/cancel`, { reason: '重複のため', refund: act.refund })
      return
    }
    case 'confirm':
    case 'mistake':
      return noteMoney(shop, bank, act, day)
  }
}

async function noteMoney(
  shop: YearShop,
  bank: BankEntry[],
  { kind, transfer, differs }: Extract<Act, { kind: 'confirm' | 'mistake' }>,
  day: Day,
): Promise<void> {
  const paidYen = transfer.amountYen - (differs ? BANK_FEE : 0)
  const id = await transferId(shop, transfer)
  const receipt = { paidYen, paidOn: day, payerName: 'ヤマダ ハナコ', differenceNote: differs ? '振込手数料' : null }
  await shop.staff('POST', `/payments/${id}/confirm-transfer`, receipt)
  if (kind === 'mistake') await shop.staff('POST', `/payments/${id}/undo-confirmation`, {})
  bank.push({ transfer, paidYen, stands: kind === 'confirm' })
}

async function applicationId({ app }: YearShop, number: string): Promise<string> {
  const row = app.db.selectFrom('applications').select('id').where('number', '=', number).executeTakeFirstOrThrow()
  return (await row).id
}

async function contractId(shop: YearShop, { application }: ExpectedContract): Promise<string> {
  const { id } = await shop.app.db
    .selectFrom('contracts')
    .select('id')
    .where('applicationId', '=', await applicationId(shop, application))
    .executeTakeFirstOrThrow()
  return id
}

async function transferId(shop: YearShop, { application, term }: ExpectedTransfer): Promise<string> {
  const payments = shop.app.db
    .selectFrom('payments')
    .select('id')
    .where('applicationId', '=', await applicationId(shop, application))
    .where('method', '=', 'transfer')
  const of = term === null ? payments.where('termNo', 'is', null) : payments.where('termNo', '=', term)
  return (await of.executeTakeFirstOrThrow()).id
}
