import { z } from 'zod'
import type { SettingsDefinition } from '../../platform/settings.ts'
import { asTemplate, templateFaults } from '../../platform/template.ts'
import { placeholders } from './template.ts'

export { form } from './form.ts'

/** One label of a host name: letters, digits and inner hyphens, at most 63 (RFC 1035). */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** Staff paste the address of their login page: `https://mycompany.zendesk.com/agent` is `mycompany`. */
function toLabel(typed: string): string {
  const host = typed
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/?#].*$/s, '')
  return host.replace(/\.zendesk\.com$/, '')
}

const subdomain = z
  .string()
  .transform(toLabel)
  .refine((label) => label === '' || LABEL.test(label), {
    error: ({ input }) =>
      String(input).includes('.')
        ? '「https://〇〇〇〇.zendesk.com」の〇〇〇〇の部分だけを入力してください(「.」は使えません)。'
        : 'サブドメインは半角の英数字とハイフンで入力してください。',
  })

/** The `/token` that the API wants behind the address is added by the client; some guides tell people to type it. */
const email = z
  .string()
  .transform((typed) => typed.trim().replace(/\/token$/, ''))
  .refine((address) => address === '' || z.email().safeParse(address).success, {
    error: 'メールアドレスの形式が正しくありません。',
  })

/** What is pasted brings spaces and line breaks along; none belongs to a token, an identifier or a secret. */
const pasted = z
  .string()
  .transform((typed) => typed.replace(/\s+/g, ''))
  .pipe(z.string().max(500, '500文字以内で入力してください。'))

function template(what: string, longest: number) {
  return z
    .string()
    .transform(asTemplate)
    .superRefine((text, context) => {
      const say = (message: string) => context.addIssue({ code: 'custom', message })
      if (text === '') say(`${what}を入力してください。`)
      if (text.length > longest) say(`${what}は${longest.toLocaleString('ja-JP')}文字以内で入力してください。`)
      for (const fault of templateFaults(text, placeholders)) say(fault)
    })
}

/** Zendesk silently drops tags with other characters, and keeps capitals as small letters. 80 is plenty for a word. */
const TAG = /^[\p{L}\p{M}\p{N}_:/-]{1,80}$/u
const tag = z
  .string()
  .transform((typed) => typed.trim().toLowerCase())
  .refine((text) => TAG.test(text), {
    error: ({ input }) =>
      `「${input}」はタグに使えません。文字、数字と「-」「_」「:」「/」で、空白を入れずに80文字以内で入力してください。`,
  })
const tags = z
  .array(tag)
  .max(20, 'タグは20個以内で指定してください。')
  .transform((all) => [...new Set(all)])

const fields = z.object({
  enabled: z.boolean(),
  subdomain,
  /** Which of the two pairs below signs in; the other one is kept. */
  authentication: z.enum(['token', 'oauth']),
  email,
  apiToken: pasted,
  clientId: pasted,
  clientSecret: pasted,
  commentPublic: z.boolean(),
  subject: template('件名', 200).transform((text) => text.replaceAll('\n', ' ')),
  body: template('本文', 10_000),
  tags,
  /** Whose credentials they are, as `users/me` said when they were saved; null when not known. */
  agentId: z.int().positive().nullable(),
  agentName: z.string(),
})

export type ZendeskSettings = z.output<typeof fields>

export const zendeskSettings = fields.superRefine((settings, context) => {
  if (!settings.enabled) return
  for (const { field, label } of missingFields(settings)) {
    const message = `Zendesk連携を有効にするには、${label}を入力してください。`
    context.addIssue({ code: 'custom', path: [field], message })
  }
})

/** What each way of signing in needs, in the words of the screen. A refused pair is shown at the second field. */
export const credentialFields = {
  token: [
    { field: 'email', label: 'メールアドレス' },
    { field: 'apiToken', label: 'APIトークン' },
  ],
  oauth: [
    { field: 'clientId', label: 'OAuthクライアントID' },
    { field: 'clientSecret', label: 'OAuthクライアントシークレット' },
  ],
} as const

/** The empty fields among those that the chosen way of signing in needs. */
export function missingFields(settings: ZendeskSettings) {
  const needed = [{ field: 'subdomain', label: 'サブドメイン' }, ...credentialFields[settings.authentication]] as const
  return needed.filter(({ field }) => settings[field] === '')
}

const SUBJECT = '【お申し込み】{{商品}}({{申込番号}}) {{お名前}}様'
const BODY = `{{ショップ名}}へのお申し込みの内容です。

申込番号: {{申込番号}}
商品: {{商品}}
金額: {{金額}}
支払方法: {{支払方法}}
種別: {{種別}}
日時: {{日時}}
お名前: {{お名前}}
メールアドレス: {{メールアドレス}}

{{ご回答}}

管理画面(スタッフ用): {{管理画面のURL}}`

/** The settings of the Zendesk connector. Safe to import in the browser. */
export const zendeskDefinition: SettingsDefinition<ZendeskSettings> = {
  name: 'integrations.zendesk',
  schema: zendeskSettings,
  defaults: {
    enabled: false,
    subdomain: '',
    authentication: 'token',
    email: '',
    apiToken: '',
    clientId: '',
    clientSecret: '',
    commentPublic: true,
    subject: SUBJECT,
    body: BODY,
    tags: [],
    agentId: null,
    agentName: '',
  },
  secrets: ['apiToken', 'clientSecret'],
}
