import { z } from 'zod'
import { customerSnapshot } from '../customers/events.ts'
import { productSnapshot } from '../products/events.ts'

const contractEvent = z.object({
  customer: customerSnapshot,
  contract: z.object({ id: z.string(), number: z.string() }),
  product: productSnapshot,
})
const by = z.enum(['customer', 'staff'])
/** Why staff did it, where they said so. */
const note = z.string().optional()

export const suspensionReasons = ['payment_unconfirmed', 'card_unpayable'] as const

/** `cancelsOn` is the day (YYYY-MM-DD, shop's time zone) on which the contract ends. */
export const cancellationReserved = contractEvent.extend({ by, note, cancelsOn: z.string() })
export const cancellationWithdrawn = contractEvent.extend({ by, note })
export const contractCancelled = contractEvent.extend({ by: z.enum(['customer', 'staff', 'system']), note })
export const contractSuspended = contractEvent.extend({ reason: z.enum(suspensionReasons) })
export const contractResumed = contractEvent.extend({ by: z.enum(['customer', 'staff', 'system']), note })
