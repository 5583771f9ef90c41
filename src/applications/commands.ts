import { type Applicant, foldEmail } from '../customers/index.ts'
import {
  admitCardAttempt,
  afterCharge,
  type CardGateway,
  CHARGE_TIMEOUT_MS,
  type Charge,
  currentGateway,
  findOpenPayment,
  lookUp,
  noteUnknown,
  SETTLE_TOPIC,
  startApplicationPayment,
} from '../payments/index.ts'
import { type Tx, transact } from '../platform/database.ts'
import { newId, newNumber } from '../platform/ids.ts'
import { yen } from '../platform/money.ts'
import { findProduct, type Product } from '../products/index.ts'
import type { ApplicationsContext } from './context.ts'
import { findApplication, type Progress, readProgress } from './queries.ts'
import { finishApplication } from './settle.ts'

/** An application as confirmed on the last page. */
export interface Submission {
  key: string
  productId: string
  /** What the confirmation said; a product that has changed since is not charged. */
  confirmed: { name: string; kind: Product['kind']; priceYen: number }
  applicant: Applicant
  /** From the gateway's script in the customer's browser. */
  cardToken: string
  clientAddress: string
}

export type SubmitRefusal = {
  kind: 'refused'
  code: 'product_unavailable' | 'product_changed' | 'payments_unavailable' | 'too_many_attempts'
}

/**
 * Takes an application and charges its card, once per submission key: a second submit reads what became of the first.
 * Application and payment are committed before the gateway is called, so that whatever dies, the charge can be found.
 */
export async function submit(context: ApplicationsContext, submission: Submission): Promise<Progress | SubmitRefusal> {
  const known = await readProgress(context.db, submission.key)
  if (known !== null) return known
  const product = await findProduct(context.db, submission.productId)
  if (product?.state !== 'published') return { kind: 'refused', code: 'product_unavailable' }
  if (!isAsConfirmed(product, submission)) return { kind: 'refused', code: 'product_changed' }
  const gateway = await currentGateway(context.db, context)
  if (gateway === null) return { kind: 'refused', code: 'payments_unavailable' }

  const started = await start(context, submission, product, gateway.name)
  if (started === 'too_many_attempts') return { kind: 'refused', code: started }
  if (started !== 'known') await charge(context, submission, product, gateway, started)

  const progress = await readProgress(context.db, submission.key)
  if (progress === null) throw new Error('a submission that was just started is gone')
  return progress
}

/** After 3-D Secure, or when the customer asks again: asks the gateway what became of the charge, and settles it. */
export async function settleByLooking(context: ApplicationsContext, submissionKey: string): Promise<Progress | null> {
  const progress = await readProgress(context.db, submissionKey)
  if (progress === null || progress.kind === 'completed' || progress.kind === 'declined') return progress
  const payment = await findOpenPayment(context.db, progress.application.id)
  if (payment !== null) {
    const step = await lookUp(context, payment)
    if (step.state === 'unknown') await noteUnknown(context.db, payment.id, step.actionUrl)
    else await finishApplication(context, payment, step, false)
  }
  return readProgress(context.db, submissionKey)
}

function isAsConfirmed(product: Product, { confirmed }: Submission): boolean {
  return product.priceYen === confirmed.priceYen && product.kind === confirmed.kind && product.name === confirmed.name
}

interface Started {
  paymentId: string
  applicationId: string
  orderId: string
}

/** `known`: another submit of the same key came first. */
async function start(
  context: ApplicationsContext,
  { key, applicant, clientAddress }: Submission,
  product: Product,
  gateway: string,
): Promise<Started | 'known' | 'too_many_attempts'> {
  const now = context.clock.now()
  return transact(context.db, context.doorbell, async (tx) => {
    const number = newNumber('A')
    const applicationId = await insertApplication(tx, { key, number, applicant, product, now })
    if (applicationId === null) return 'known'
    if (!(await admitCardAttempt(tx, clientAddress, foldEmail(applicant.email)))) {
      await tx.deleteFrom('applications').where('id', '=', applicationId).execute()
      return 'too_many_attempts'
    }
    const paymentId = await startApplicationPayment(tx, {
      applicationId,
      orderId: number,
      amount: yen(product.priceYen),
      gateway,
      chargeTimeoutMs: context.chargeTimeoutMs ?? CHARGE_TIMEOUT_MS,
      now,
    })
    return { paymentId, applicationId, orderId: number }
  })
}

/** The new application's id, or null when its submission key is taken. */
async function insertApplication(
  tx: Tx,
  row: { key: string; number: string; applicant: Applicant; product: Product; now: Date },
): Promise<string | null> {
  const { familyName, givenName, email } = row.applicant
  const inserted = await tx
    .insertInto('applications')
    .values({
      id: newId(),
      number: row.number,
      submissionKey: row.key,
      productId: row.product.id,
      productName: row.product.name,
      productKind: row.product.kind,
      amountYen: row.product.priceYen,
      state: 'started',
      familyName,
      givenName,
      email,
      startedAt: row.now,
    })
    .onConflict((conflict) => conflict.column('submissionKey').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted?.id ?? null
}

async function charge(
  context: ApplicationsContext,
  submission: Submission,
  product: Product,
  gateway: CardGateway,
  { paymentId, applicationId, orderId }: Started,
): Promise<void> {
  const outcome = await gateway.charge({
    orderId,
    amount: yen(product.priceYen),
    description: product.name,
    payer: { kind: 'token', token: submission.cardToken, saveCard: product.kind === 'monthly' },
    returnUrl: `${context.baseUrl}/apply/return/${submission.key}`,
  })
  const step = afterCharge(outcome)
  if (step.state === 'unknown') {
    context.log.warn({ orderId, reason: step.reason }, 'outcome of a charge not known yet')
    await noteUnknown(context.db, paymentId, step.actionUrl)
    context.doorbell.ring(SETTLE_TOPIC)
    return
  }
  const payment = { id: paymentId, applicationId, gateway: gateway.name }
  const finished = await finishApplication(context, payment, step, false)
  if (!finished && step.state === 'succeeded') await giveBackLateCharge(context, gateway, applicationId, step.charge)
}

/**
 * A process that stood still for minutes between commit and call charges what was meanwhile declared not charged, and
 * the customer was told so: the money goes back.
 */
async function giveBackLateCharge(
  context: ApplicationsContext,
  gateway: CardGateway,
  applicationId: string,
  late: Charge,
): Promise<void> {
  const application = await findApplication(context.db, applicationId)
  if (application?.state !== 'declined') return
  const refund = await gateway.refund(late.chargeId, yen(application.amountYen))
  context.log.error(
    { chargeId: late.chargeId, number: application.number, refund: refund.kind },
    'late charge given back',
  )
}
