import { finishRenewal } from '../contracts/index.ts'
import { type ClaimedPayment, settlePayments } from '../payments/index.ts'
import type { DueWork } from '../platform/due-work.ts'
import type { ApplicationsContext } from './context.ts'
import { finishApplication } from './settle.ts'

/** Settles charges without an answer, of applications and of renewals; each ends exactly as if it had been answered. */
export function settleCharges(context: ApplicationsContext): DueWork<ClaimedPayment> {
  return settlePayments(context, {
    application: (payment, step) => finishApplication(context, payment, step, true),
    renewal: (payment, step) => finishRenewal(context, payment, step),
  })
}
