import { type Applicant, foldEmail } from '../customers/index.ts'
import {
  admitCardAttempt,
  afterCharge,
  type CardGateway,
  CHARGE_TIMEOUT_MS,
  currentGateway,
  giveBackLateCharge,
  noteUnknown,
  type Payer,
  SETTLE_TOPIC,
  startApplicationPayment,
} from '../payments/index.ts'
import { type Tx, transact } from '../platform/database.ts'
import { newId, newNumber } from '../platform/ids.ts'
import { yen } from '../platform/money.ts'
import type { ProductSnapshot } from '../products/index.ts'
import type { Answer, ApplicationKind } from './application.ts'
import { completeByTransfer } from './complete.ts'
import type { ApplicationsContext } from './context.ts'
import { holdOffer } from './offers.ts'
import { type Progress, readProgress } from './queries.ts'
import { finishApplication } from './settle.ts'

/** What is ordered and how it is paid, from the application page or an offer's. */
export interface Order {
  key: string
  kind: ApplicationKind
  /** The offer that it accepts. */
  offerId: string | null
  /** As confirmed: this name and this price are what is sold. */
  product: ProductSnapshot
  applicant: Applicant
  /** Whoever is logged in; null for a visitor, who is known by their address alone. */
  customerId: string | null
  answers: readonly Answer[]
  newsletter: boolean
  /** `returnUrl`: where the cardholder comes back to after 3-D Secure. */
  payment: { method: 'card'; payer: Payer; returnUrl: string } | { method: 'transfer' }
  clientAddress: string
}

/** Why nothing was taken. `offer_closed`: the offer was decided or has expired. */
export type SubmitRefusal = {
  kind: 'refused'
  code: 'product_unavailable' | 'product_changed' | 'payments_unavailable' | 'too_many_attempts' | 'offer_closed'
}

/**
 * Takes an order and charges its card, once per submission key: a second one reads what became of the first. Application
 * and payment are committed before the gateway is called, so that whatever dies, the charge can be found. One that is paid
 * by transfer is completed at once.
 */
export async function takeOrder(context: ApplicationsContext, order: Order): Promise<Progress | SubmitRefusal> {
  const { payment } = order
  const gateway = payment.method === 'card' ? await currentGateway(context.db, context) : null
  if (payment.method === 'card' && gateway === null) return { kind: 'refused', code: 'payments_unavailable' }
  const started = await start(context, order, gateway?.name ?? null)
  if (started.kind === 'refused') return started
  if (started.kind === 'to_charge' && payment.method === 'card' && gateway !== null)
    await charge(context, { order, ...payment, gateway, ...started })
  const progress = await readProgress(context.db, order.key)
  if (progress === null) throw new Error('an order that was just taken is gone')
  return progress
}

type Started =
  | { kind: 'to_charge'; paymentId: string; applicationId: string; orderId: string }
  /** Completed without a charge, or taken by an earlier one of the same key. */
  | { kind: 'done' }
  | SubmitRefusal

async function start(context: ApplicationsContext, order: Order, gateway: string | null): Promise<Started> {
  const now = context.clock.now()
  return transact(context.db, context.doorbell, async (tx): Promise<Started> => {
    if (order.offerId !== null && !(await holdOffer(tx, order.offerId, now))) {
      // Closed by an earlier click of the same customer, most likely.
      const known = await readProgress(tx, order.key)
      return known === null ? { kind: 'refused', code: 'offer_closed' } : { kind: 'done' }
    }
    const orderId = newNumber('A')
    const applicationId = await insertApplication(tx, order, orderId, now)
    if (applicationId === null) return { kind: 'done' }
    // Transfers too: nobody shall fill the shop's rooms and letter box with orders that cost nothing.
    if (!(await admitCardAttempt(tx, order.clientAddress, foldEmail(order.applicant.email)))) {
      await tx.deleteFrom('applications').where('id', '=', applicationId).execute()
      return { kind: 'refused', code: 'too_many_attempts' }
    }
    if (gateway === null) {
      await completeByTransfer(context, tx, applicationId, now)
      return { kind: 'done' }
    }
    const paymentId = await startApplicationPayment(tx, {
      ...{ applicationId, orderId, gateway, now },
      amount: yen(order.product.priceYen),
      chargeTimeoutMs: context.chargeTimeoutMs ?? CHARGE_TIMEOUT_MS,
    })
    return { kind: 'to_charge', paymentId, applicationId, orderId }
  })
}

/** The new application's id, or null when its submission key is taken. */
async function insertApplication(tx: Tx, order: Order, number: string, now: Date): Promise<string | null> {
  const { key, kind, offerId, customerId, product, applicant, answers, newsletter, payment } = order
  const { familyName, givenName, familyKana, givenKana, email } = applicant
  const inserted = await tx
    .insertInto('applications')
    .values({
      ...{ id: newId(), number, submissionKey: key, kind, offerId, customerId, state: 'started', startedAt: now },
      ...{ productId: product.id, productName: product.name, productKind: product.kind, amountYen: product.priceYen },
      ...{ familyName, givenName, familyKana, givenKana, email, newsletter, method: payment.method },
      answers: JSON.stringify(answers),
    })
    .onConflict((conflict) => conflict.column('submissionKey').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted?.id ?? null
}

interface ChargeToMake {
  order: Order
  payer: Payer
  returnUrl: string
  gateway: CardGateway
  paymentId: string
  applicationId: string
  orderId: string
}

async function charge(context: ApplicationsContext, wanted: ChargeToMake): Promise<void> {
  const { order, payer, returnUrl, gateway, paymentId, applicationId, orderId } = wanted
  const { name: description, priceYen } = order.product
  const outcome = await gateway.charge({ orderId, amount: yen(priceYen), description, payer, returnUrl })
  const step = afterCharge(outcome, 'present')
  if (step.state === 'unknown') {
    context.log.warn({ orderId, reason: step.reason }, 'outcome of a charge not known yet')
    await noteUnknown(context.db, paymentId, step.actionUrl)
    context.doorbell.ring(SETTLE_TOPIC)
    return
  }
  const payment = { id: paymentId, applicationId, gateway: gateway.name }
  const finished = await finishApplication(context, payment, step, false)
  // A process that stood still for minutes between commit and call charges what was meanwhile declared not charged.
  if (!finished && step.state === 'succeeded') await giveBackLateCharge(context, paymentId, step.charge)
}
