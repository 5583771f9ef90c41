import { z } from 'zod'
import type { SettingsDefinition } from '../platform/settings.ts'
import { LONGEST_TOKEN } from './token-length.ts'

export { type MailReportSettings, mailProviders, mailReportsDefinition } from './providers/settings.ts'

/** RFC 5321 §4.5.3.1: the longest local part is 64; `+` and a token are put to it. */
const LONGEST_RETURN_LOCAL = 64 - 1 - LONGEST_TOKEN

export const mailSecurities = ['tls', 'starttls', 'plain'] as const

const addressOrNone = z
  .string()
  .trim()
  .refine((address) => address === '' || z.email().safeParse(address).success, {
    error: 'メールアドレスの形式が正しくありません',
  })

/** How a mail server is reached; the name is '' while none is set. */
export const serverFields = {
  host: z
    .string()
    .trim()
    .max(253, 'サーバー名が長すぎます')
    .regex(/^[a-z0-9.:-]*$/i, 'サーバー名には半角の英数字・ハイフン・ピリオドを使ってください'),
  port: z
    .int('ポート番号は整数で入力してください')
    .min(1, 'ポート番号は1から65535の間で入力してください')
    .max(65_535, 'ポート番号は1から65535の間で入力してください'),
  security: z.enum(mailSecurities, '暗号化の方式を選んでください'),
}

const mailSchema = z
  .object({
    ...serverFields,
    user: z.string().trim().max(200, 'ユーザー名が長すぎます'),
    password: z.string().max(500, 'パスワードが長すぎます'),
    fromName: z
      .string()
      .trim()
      .max(100, '差出人名は100文字以内で入力してください')
      .regex(/^\P{Cc}*$/u, '差出人名に使えない文字が含まれています'),
    fromAddress: addressOrNone,
    /** Where reports of mail that did not arrive go; '': to the sender. */
    returnAddress: addressOrNone.refine((address) => address.indexOf('@') <= LONGEST_RETURN_LOCAL, {
      error: `「@」より前は${LONGEST_RETURN_LOCAL}文字以内にしてください`,
    }),
  })
  .superRefine((settings, context) => {
    if (settings.host !== '' && settings.fromAddress === '')
      context.addIssue({
        code: 'custom',
        path: ['fromAddress'],
        message: 'メールを送信するには、差出人のメールアドレスを入力してください',
      })
  })

export type MailSettings = z.output<typeof mailSchema>

/** 設定 → メール送信. Safe to import in the browser. */
export const mailDefinition: SettingsDefinition<MailSettings> = {
  name: 'mail',
  schema: mailSchema,
  defaults: {
    ...{ host: '', port: 587, security: 'starttls', user: '', password: '' },
    ...{ fromName: '', fromAddress: '', returnAddress: '' },
  },
  secrets: ['password'],
}
