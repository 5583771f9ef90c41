import { z } from 'zod'

/** A customer as they were when something happened. */
export const customerSnapshot = z.object({
  id: z.string(),
  familyName: z.string(),
  givenName: z.string(),
  email: z.string(),
})
export type CustomerSnapshot = z.infer<typeof customerSnapshot>

export const customerProvisionallyRegistered = z.object({
  customer: customerSnapshot,
  /** The application that made the customer: only an accepted application emits 仮登録. */
  application: z.object({ id: z.string(), number: z.string(), productName: z.string() }),
})

export const customerRegistered = z.object({ customer: customerSnapshot })
