import { z } from 'zod'
import type { SettingsDefinition } from '../../platform/settings.ts'
import { serverFields } from '../settings.ts'

/** What becomes of a message in the mail box once it is stored here. */
export const afterwardsChoices = ['keep', 'delete'] as const

const oneLine = /^\P{Cc}*$/u

const mailboxSchema = z
  .object({
    /** 不達通知を自動で読み取る */
    enabled: z.boolean(),
    ...serverFields,
    user: z
      .string()
      .trim()
      .max(200, 'ユーザー名が長すぎます')
      .regex(oneLine, 'ユーザー名に使えない文字が含まれています'),
    password: z.string().max(500, 'パスワードが長すぎます').regex(oneLine, 'パスワードに使えない文字が含まれています'),
    folder: z
      .string()
      .trim()
      .min(1, 'フォルダー名を入力してください')
      .max(200, 'フォルダー名が長すぎます')
      .regex(oneLine, 'フォルダー名に使えない文字が含まれています'),
    /** 読み取ったメール: 既読にして残す / 削除する */
    afterwards: z.enum(afterwardsChoices, '読み取ったメールの扱いを選んでください'),
  })
  .superRefine((settings, context) => {
    if (!settings.enabled) return
    for (const [field, message] of Object.entries(needed))
      if (settings[field as keyof typeof needed] === '') context.addIssue({ code: 'custom', path: [field], message })
  })

/** What the mail box cannot be read without. */
const needed = {
  host: '不達通知を読み取るには、受信サーバー名を入力してください',
  user: '不達通知を読み取るには、ユーザー名を入力してください',
  password: '不達通知を読み取るには、パスワードを入力してください',
}

export type MailboxSettings = z.output<typeof mailboxSchema>

/** 設定 → 不達通知を受け取るメールボックス (IMAP). Safe to import in the browser. */
export const mailboxDefinition: SettingsDefinition<MailboxSettings> = {
  name: 'mail.mailbox',
  schema: mailboxSchema,
  defaults: {
    ...{ enabled: false, host: '', port: 993, security: 'tls', user: '', password: '' },
    ...{ folder: 'INBOX', afterwards: 'keep' },
  },
  secrets: ['password'],
}
