import { z } from 'zod'
import type { SettingsDefinition } from '../../platform/settings.ts'

export const mailProviders = ['none', 'ses', 'sendgrid', 'mailgun'] as const

const MOST_TOPICS = 10
const TOPIC = /^arn:aws(?:-cn|-us-gov)?:sns:[a-z0-9-]{5,30}:\d{12}:[\w-]{1,256}(?:\.fifo)?$/

/** DER of any public key on P-256 begins with these bytes and has 91 in all. Node's crypto is not there in a browser. */
const P256_KEY = /^MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9+/]{86}==$/

/** What is pasted brings spaces, line breaks and a PEM frame along. */
const pasted = z.string().transform((typed) => typed.replace(/-----[A-Z ]+-----/g, '').replace(/\s+/g, ''))

const schema = z
  .object({
    /** Whose fields the screen shows. What is set for another provider works on: its reports come for days. */
    provider: z.enum(mailProviders, 'メール配信サービスを選んでください'),
    /** ARNs of the SNS topics that may tell us something. */
    snsTopics: z
      .array(z.string().trim().regex(TOPIC, '「arn:aws:sns:」で始まるトピックARNを入力してください'))
      .max(MOST_TOPICS, `トピックは${MOST_TOPICS}件までです`)
      .transform((topics) => [...new Set(topics)]),
    sendgridPublicKey: pasted.refine((key) => key === '' || P256_KEY.test(key), {
      error: 'SendGridの画面に表示されるVerification Keyを、そのまま貼り付けてください',
    }),
    mailgunSigningKey: z
      .string()
      .transform((typed) => typed.replace(/\s+/g, ''))
      .pipe(z.string().max(200, '200文字以内で入力してください')),
  })
  .superRefine((settings, context) => {
    const missing = missingField(settings)
    if (missing !== null) context.addIssue({ code: 'custom', path: [missing.field], message: missing.message })
  })

export type MailReportSettings = z.output<typeof schema>

/** 設定 → メール送信 → 不達・迷惑メール報告の受け取り. Safe to import in the browser. */
export const mailReportsDefinition: SettingsDefinition<MailReportSettings> = {
  name: 'mail.reports',
  schema,
  defaults: { provider: 'none', snsTopics: [], sendgridPublicKey: '', mailgunSigningKey: '' },
  secrets: ['mailgunSigningKey'],
}

function missingField({ provider, snsTopics, sendgridPublicKey, mailgunSigningKey }: MailReportSettings) {
  if (provider === 'ses' && snsTopics.length === 0)
    return { field: 'snsTopics', message: 'トピックARNを1件以上入力してください' }
  if (provider === 'sendgrid' && sendgridPublicKey === '')
    return { field: 'sendgridPublicKey', message: 'Verification Keyを入力してください' }
  if (provider === 'mailgun' && mailgunSigningKey === '')
    return { field: 'mailgunSigningKey', message: 'Webhook signing keyを入力してください' }
  return null
}
