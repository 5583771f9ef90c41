import type { NewEvent } from '../../src/events/index.ts'
import { expectTransfer, listTransfers } from '../../src/payments/index.ts'
import type { Database, Tx } from '../../src/platform/database.ts'
import type { Product } from '../../src/products/index.ts'
import { addDays, dayIn, instantOf } from '../../src/site/index.ts'
import { book } from '../bank/books.ts'
import type { World } from '../world.ts'
import { inventSale, type Sale, storyOf } from './sale.ts'

/** The product of the sample shop that is paid by card or by transfer. */
export const TRANSFER_PRODUCT = 'morning'
export const BANK_ACCOUNT = 'さんぷる銀行 ひだまり支店\n普通 1234567\nヒダマリオンラインスクール'

const TIME_ZONE = 'Asia/Tokyo'
const DUE_DAYS = 7
/** The hour at which the shop's settings let due days end. */
const HOUR = 9

/** One whose due day is tomorrow, and one whose due day has passed. */
const payers = [
  { familyName: '藤田', givenName: '彩', familyKana: 'フジタ', givenKana: 'アヤ', mailbox: 'aya.fujita', daysAgo: 6 },
  {
    familyName: '石井',
    givenName: '和子',
    familyKana: 'イシイ',
    givenKana: 'カズコ',
    mailbox: 'kazuko.ishii',
    daysAgo: 9,
  },
] as const

/** Invents two customers who pay by transfer and whose money has not come; what was told of it is told. */
export async function inventTransfers(tx: Tx, product: Product, now: Date): Promise<NewEvent[]> {
  await tx.updateTable('products').set({ transferAccepted: true }).where('id', '=', product.id).execute()
  const told: NewEvent[] = []
  for (const { daysAgo, ...person } of payers) {
    const at = instantOf(TIME_ZONE, addDays(dayIn(TIME_ZONE, now), -daysAgo), 13)
    const sale = await inventSale(tx, { product, person, at, registered: true, method: 'transfer', savedCard: null })
    const { paymentId, dueOn } = await expectTransfer(tx, {
      ...{ purpose: 'application', applicationId: sale.application.id, customerId: sale.customer.id },
      ...{ contractId: sale.contract?.id ?? null, termNo: sale.contract === null ? null : 0 },
      ...{ amountYen: product.priceYen, now: at, timeZone: TIME_ZONE, dueDays: DUE_DAYS },
    })
    const reminded = { remindedAt: instantOf(TIME_ZONE, addDays(dueOn, -2), HOUR) }
    const overdueAt = instantOf(TIME_ZONE, addDays(dueOn, 1), HOUR)
    told.push(...storyOf(sale))
    const passed = overdueAt <= now
    await tx
      .updateTable('payments')
      .set(passed ? { ...reminded, state: 'overdue', dueAt: null } : { ...reminded, dueAt: overdueAt })
      .where('id', '=', paymentId)
      .execute()
    if (passed) told.push(...(await suspend(tx, sale, overdueAt)))
  }
  return told
}

async function suspend(tx: Tx, { contract, customer, application, product }: Sale, at: Date): Promise<NewEvent[]> {
  if (contract === null) return []
  const reason = 'payment_unconfirmed'
  await tx
    .updateTable('contracts')
    .set({ state: 'suspended', suspendedReason: reason, suspendedAt: at, dueOn: null })
    .where('id', '=', contract.id)
    .execute()
  const { id, name, kind, priceYen } = product
  return [
    {
      type: 'contract.suspended',
      payload: { customer, contract, product: { id, name, kind, priceYen }, reason },
      actor: { kind: 'system' },
      occurredAt: at,
      about: { customerId: customer.id, applicationId: application.id, contractId: contract.id },
    },
  ]
}

/**
 * Lets the money of what is expected come to the bank: of every other one with its 振込番号, of the rest under the name
 * alone, as customers do. Between them stands what has nothing to do with it.
 */
export async function payIn(db: Database, { bank }: World, now: Date): Promise<void> {
  const today = dayIn(TIME_ZONE, now)
  const yesterday = addDays(today, -1)
  book(bank, { day: addDays(today, -3), kind: '口座振替', text: 'デンキリヨウキン', amount: -12_480 })
  const expected = await listTransfers(db, { view: 'open', now }, { limit: 100 })
  for (const [index, { reference, customer, amountYen }] of expected.entries()) {
    const name = `${customer.familyKana} ${customer.givenKana}`
    book(bank, {
      day: yesterday,
      kind: '振込',
      text: index % 2 === 0 ? `${reference} ${name}` : name,
      amount: amountYen,
    })
  }
  book(bank, { day: yesterday, kind: '振込', text: 'カ)ヒマワリシヨウジ', amount: 33_000 })
}
