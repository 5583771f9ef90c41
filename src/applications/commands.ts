import type { Applicant } from '../customers/index.ts'
import { findOpenPayment, lookUp, noteUnknown } from '../payments/index.ts'
import { findProduct, type Product, snapshotOf } from '../products/index.ts'
import type { Answer } from './application.ts'
import type { ApplicationsContext } from './context.ts'
import { type SubmitRefusal, takeOrder } from './order.ts'
import { type Progress, readProgress } from './queries.ts'
import { finishApplication } from './settle.ts'

/** How an application is paid; the token is from the gateway's script in the customer's browser. */
export type PayBy = { method: 'card'; cardToken: string } | { method: 'transfer' }

/** An application as confirmed on the last page. */
export interface Submission {
  key: string
  productId: string
  /** What the confirmation said; a product that has changed since is not charged. */
  confirmed: { name: string; kind: Product['kind']; priceYen: number }
  applicant: Applicant
  /** Whoever is logged in, or null. */
  customerId: string | null
  answers: readonly Answer[]
  newsletter: boolean
  payBy: PayBy
  clientAddress: string
}

/** Takes an application for a product, once per submission key: a second submit reads what became of the first. */
export async function submit(context: ApplicationsContext, submission: Submission): Promise<Progress | SubmitRefusal> {
  const known = await readProgress(context.db, submission.key)
  if (known !== null) return known
  const product = await findProduct(context.db, submission.productId)
  if (product?.state !== 'published') return { kind: 'refused', code: 'product_unavailable' }
  if (!isAsConfirmed(product, submission)) return { kind: 'refused', code: 'product_changed' }
  const { key, applicant, customerId, answers, newsletter, clientAddress } = submission
  return takeOrder(context, {
    ...{ key, applicant, customerId, answers, newsletter, clientAddress },
    kind: 'standard',
    offerId: null,
    product: snapshotOf(product),
    payment: paymentOf(context, submission, product),
  })
}

function paymentOf(context: ApplicationsContext, { key, payBy }: Submission, product: Product) {
  if (payBy.method === 'transfer') return payBy
  // Saved for the months to come, and for an offer that is one click away.
  const saveCard = product.kind === 'monthly' || product.offerProductId !== null
  const payer = { kind: 'token', token: payBy.cardToken, saveCard } as const
  return { method: 'card', payer, returnUrl: `${context.baseUrl}/apply/return/${key}` } as const
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

function isAsConfirmed(product: Product, { confirmed, payBy }: Submission): boolean {
  const { priceYen, kind, name } = confirmed
  const accepted = payBy.method === 'card' ? product.cardAccepted : product.transferAccepted
  return accepted && product.priceYen === priceYen && product.kind === kind && product.name === name
}
