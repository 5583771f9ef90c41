import { z } from 'zod'
import { customerSnapshot } from '../customers/events.ts'
import { productSnapshot } from '../products/events.ts'

export const applicationKinds = ['standard', 'one_time_offer'] as const

export const applicationCompleted = z.object({
  application: z.object({
    id: z.string(),
    number: z.string(),
    kind: z.enum(applicationKinds),
    amountYen: z.number().int(),
    method: z.enum(['card', 'transfer']),
  }),
  customer: customerSnapshot,
  /** Whether this application made the customer. */
  newCustomer: z.boolean(),
  product: productSnapshot,
  contract: z.object({ id: z.string(), number: z.string() }).nullable(),
  /** The shop's own questions as asked and answered; absent in events from before there were any. */
  answers: z.array(z.object({ question: z.string(), answer: z.string() })).optional(),
  /** The product's list at ネット商人Pro at that moment. */
  netshoninPlanId: z.string().nullable(),
})
