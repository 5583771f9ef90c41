import { z } from 'zod'

export const maintenanceStarted = z.object({
  /** What visitors read; '' is the usual text. */
  message: z.string(),
  /** When the shop expects to be back, ISO 8601; null when it did not say. */
  resumesAt: z.iso.datetime().nullable(),
})
export const maintenanceEnded = z.object({})
