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
    /** The hour of the shop's day at which the terms that begin that day are charged. */
    chargeHour: z.int('時刻を選んでください').min(0, '時刻を選んでください').max(23, '時刻を選んでください'),
    /** Days after the due day on which a failed charge is tried again; after the last the card is unpayable. */
    retryDays: z
      .array(
        // Typed one a line.
        z.coerce
          .number('日数は整数で入力してください')
          .int('日数は整数で入力してください')
          .min(1, '1日以上で入力してください')
          .max(20, '20日以内で入力してください'),
      )
      .max(6, '再試行は6回までです')
      .refine((days) => days.every((day, index) => index === 0 || day > (days[index - 1] ?? 0)), {
        error: '日数は小さい順に、重ならないように入力してください',
      }),
    /** Days that a customer has for a bank transfer. */
    transferDueDays: z
      .int('日数は整数で入力してください')
      .min(1, '1日以上で入力してください')
      .max(20, '20日以内で入力してください'),
    /** How many days before the due day the customer is reminded; 0 for not at all. */
    transferReminderDays: z
      .int('日数は整数で入力してください')
      .min(0, '0日以上で入力してください')
      .max(19, '19日以内で入力してください'),
    /** Where transfers go, as letters and pages show it; '' when the shop takes none. */
    bankAccount: z.string().trim().max(500, '振込先は500文字以内で入力してください'),
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
    chargeHour: 9,
    retryDays: [1, 3, 7],
    transferDueDays: 7,
    transferReminderDays: 2,
    bankAccount: '',
  },
  secrets: ['secretKey'],
}
