import { z } from 'zod'
import type { SettingsDefinition } from '../platform/settings.ts'

export const gatewayNames = ['tokenpay'] as const
export type GatewayName = (typeof gatewayNames)[number]

/** A pasted key brings spaces and line breaks along; none belongs to it. */
const key = z
  .string()
  .transform((typed) => typed.replace(/\s+/g, ''))
  .pipe(z.string().max(300, 'キーが長すぎます'))

const paymentsSchema = z
  .object({
    gateway: z.enum(['none', ...gatewayNames], '決済会社を選んでください'),
    /** Where the gateway's API stands, without a slash at the end; '' when not set. */
    apiBase: z
      .string()
      .trim()
      .refine((address) => address === '' || z.url({ protocol: /^https?$/ }).safeParse(address).success, {
        error: 'https:// から始まるURLを入力してください',
      })
      .transform((address) => address.replace(/\/+$/, '')),
    /** Goes into the application page; opens nothing but the making of card tokens. */
    publishableKey: key,
    secretKey: key,
    /** Where customers transfer to, as they are to read it; '' when the shop takes no transfers. */
    bankAccount: z.string().trim().max(500, '振込先は500文字以内で入力してください').default(''),
    /** A transfer is due so many days after the application. */
    transferDueDays: z
      .int('振込期限までの日数は整数で入力してください')
      .min(1, '振込期限までの日数は1日以上にしてください')
      .max(60, '振込期限までの日数は60日以内にしてください')
      .default(7),
  })
  .superRefine((settings, context) => {
    if (settings.gateway === 'none') return
    const demand = (field: 'apiBase' | 'publishableKey' | 'secretKey', message: string) => {
      if (settings[field] === '') context.addIssue({ code: 'custom', path: [field], message })
    }
    demand('apiBase', '決済会社のAPIのURLを入力してください')
    demand('publishableKey', '公開可能キーを入力してください')
    demand('secretKey', 'シークレットキーを入力してください')
  })

export type PaymentsSettings = z.output<typeof paymentsSchema>

/** 設定 → 決済. Safe to import in the browser. */
export const paymentsDefinition: SettingsDefinition<PaymentsSettings> = {
  name: 'payments',
  schema: paymentsSchema,
  defaults: {
    gateway: 'none',
    apiBase: '',
    publishableKey: '',
    secretKey: '',
    bankAccount: '',
    transferDueDays: 7,
  },
  secrets: ['secretKey'],
}
