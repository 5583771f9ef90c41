import { type ClaimedPayment, settlePayments } from '../payments/index.ts'
import type { DueWork } from '../platform/due-work.ts'
import type { ApplicationsContext } from './context.ts'
import { finishApplication } from './settle.ts'

/** Settles charges of applications without an answer; each is completed or declined exactly as if it had been answered. */
export function settleApplications(context: ApplicationsContext): DueWork<ClaimedPayment> {
  return settlePayments(context, async (payment, step) => {
    await finishApplication(context, payment, step, true)
  })
}
