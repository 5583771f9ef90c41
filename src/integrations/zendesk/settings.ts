import { z } from 'zod'
import type { SettingsDefinition } from '../../platform/settings.ts'

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

/** A pasted token brings spaces and line breaks along; none belongs to it. */
const apiToken = z.string().transform((typed) => typed.replace(/\s+/g, ''))

export const zendeskSettings = z
  .object({ enabled: z.boolean(), subdomain, email, apiToken, commentPublic: z.boolean() })
  .superRefine((settings, context) => {
    if (!settings.enabled) return
    const demand = (field: 'subdomain' | 'email' | 'apiToken', message: string) => {
      if (settings[field] === '') context.addIssue({ code: 'custom', path: [field], message })
    }
    demand('subdomain', 'Zendesk連携を有効にするには、サブドメインを入力してください。')
    demand('email', 'Zendesk連携を有効にするには、メールアドレスを入力してください。')
    demand('apiToken', 'Zendesk連携を有効にするには、APIトークンを入力してください。')
  })

export type ZendeskSettings = z.output<typeof zendeskSettings>

/** The settings of the Zendesk connector. Safe to import in the browser. */
export const zendeskDefinition: SettingsDefinition<ZendeskSettings> = {
  name: 'integrations.zendesk',
  schema: zendeskSettings,
  defaults: { enabled: false, subdomain: '', email: '', apiToken: '', commentPublic: true },
  secrets: ['apiToken'],
}
