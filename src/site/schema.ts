import { z } from 'zod'

/**
 * How メンテナンスモード is to be. A field that is missing stays as it is; `message` '' is the usual text, `resumesAt` (ISO
 * 8601) null says no time.
 */
export const maintenanceChangeSchema = z.object({
  on: z.boolean(),
  message: z.string().trim().max(2_000, '案内文は2,000文字以内で入力してください').optional(),
  resumesAt: z.iso.datetime({ offset: true, error: '再開予定の日時が正しくありません' }).nullable().optional(),
})
export type MaintenanceChange = z.infer<typeof maintenanceChangeSchema>
