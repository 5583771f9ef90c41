import { z } from 'zod'
import { maintenanceChangeSchema } from '../../../site/schema.ts'
import { time } from './list.ts'

/** GET /maintenance: メンテナンスモード. Times are business time. */
export const maintenance = z
  .object({
    on: z.boolean(),
    /** What visitors read; '' is the usual text. */
    message: z.string(),
    /** When the pages are expected back; null when nobody said. */
    resumesAt: time.nullable(),
    /** The last switch; null before the first. `switchedBy` is null too when it was the command line. */
    switchedAt: time.nullable(),
    switchedBy: z.string().nullable(),
  })
  .meta({ id: 'Maintenance' })
export type Maintenance = z.infer<typeof maintenance>

/** PUT /maintenance. Only a switch is told as an event; what is on already gets the new text. */
export const maintenanceChange = maintenanceChangeSchema.meta({ id: 'MaintenanceChange' })
export type { MaintenanceChange } from '../../../site/schema.ts'
