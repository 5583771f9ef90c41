import { z } from 'zod'

export const maintenanceStarted = z.object({ message: z.string() })
export const maintenanceEnded = z.object({})
