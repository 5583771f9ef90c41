import { z } from 'zod'
import { applicationKinds } from '../applications/events.ts'
import { customerSnapshot } from '../customers/events.ts'
import { productSnapshot } from '../products/events.ts'

/** Why a card was refused: the gateway's code and the reason in words for staff. */
export const cardFailure = z.object({ code: z.string(), message: z.string() })

export const applicationCardFailed = z.object({
  /** The visitor as typed: a failed application makes no customer. */
  applicant: customerSnapshot.omit({ id: true }),
  application: z.object({ id: z.string(), number: z.string(), kind: z.enum(applicationKinds) }),
  product: productSnapshot,
  amountYen: z.number().int(),
  failure: cardFailure,
})

const contractOfPayment = z.object({ id: z.string(), number: z.string() })

export const renewalCardFailed = z.object({
  customer: customerSnapshot,
  contract: contractOfPayment,
  product: productSnapshot,
  amountYen: z.number().int(),
  failure: cardFailure,
  /** This was attempt `attempt` of `attempts`. */
  attempt: z.number().int(),
  attempts: z.number().int(),
  /** ISO time of the next try, or null after the last. */
  nextTryAt: z.string().nullable(),
})

export const cardRecovered = z.object({
  customer: customerSnapshot,
  contract: contractOfPayment,
  product: productSnapshot,
  amountYen: z.number().int(),
  from: z.enum(['retrying', 'unpayable']),
})
