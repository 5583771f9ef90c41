import { z } from 'zod'
import type { SettingsDefinition } from '../../platform/settings.ts'
import type { SettingsForm } from '../settings-form.ts'

export const adminMailSettings = z.object({
  /** Who is told by mail; at least one once the owner exists. */
  recipients: z
    .array(z.string().trim().pipe(z.email('メールアドレスの形式が正しくありません')))
    .max(20, '宛先は20件までです')
    .transform((addresses) => [...new Map(addresses.map((address) => [address.toLowerCase(), address])).values()]),
})

export type AdminMailSettings = z.infer<typeof adminMailSettings>

export const adminMailDefinition: SettingsDefinition<AdminMailSettings> = {
  name: 'integrations.admin-mail',
  schema: adminMailSettings,
  defaults: { recipients: [] },
  secrets: [],
}

export const form: SettingsForm = {
  connector: 'admin-mail',
  title: '管理者へのメール通知',
  introduction: [
    [
      '各種イベントを、管理者へメールでお知らせします。Chatwork連携の「通知メールの停止」を有効にしている間は、Chatworkへの通知が失敗したときだけお送りします。',
    ],
  ],
  items: [
    {
      kind: 'field',
      field: 'recipients',
      label: '宛先のメールアドレス',
      control: { kind: 'addresses' },
      help: [['1行に1件ずつ入力してください。1件以上必要です。']],
    },
  ],
}
