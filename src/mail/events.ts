import { z } from 'zod'
import { customerSnapshot } from '../customers/events.ts'

const letterSnapshot = z.object({ id: z.number().int(), kind: z.string(), subject: z.string() })

export const mailUndeliverable = z.object({
  customer: customerSnapshot,
  letter: letterSnapshot,
  class: z.enum(['dead', 'given_up', 'own_fault']),
  /** Why, in words. Absent before version 2. */
  reason: z.string().optional(),
  /** The refusing server's own words. */
  answer: z.string(),
  /** From now on letters that need not be sent stop. Absent before version 2. */
  stopsLetters: z.boolean().optional(),
})

export const mailComplaintReported = z.object({
  customer: customerSnapshot,
  letter: letterSnapshot.nullable(),
  source: z.string(),
})
