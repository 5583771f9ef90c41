import { z } from 'zod'
import type { SettingsDefinition } from '../../platform/settings.ts'

export { form } from './form.ts'

/** What was copied from a page brings spaces along. */
const trimmed = z.string().trim()

const formUrl = trimmed.superRefine((typed, context) => {
  if (typed === '') return
  const url = URL.parse(typed)
  const refuse = (message: string) => context.addIssue({ code: 'custom', message })
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    refuse('「https://」で始まるURLを入力してください(例: https://mycompany.co.jp/np/sesform.php)。')
  else if (url.username !== '' || url.password !== '') refuse('URLにユーザー名やパスワードを含めることはできません。')
})

/** Lines of `name=value`, as the shop's own form sends them beside what the customer typed. */
const fixedValues = z.string().superRefine((text, context) => {
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() !== '' && !/^\s*[^=\s][^=]*=/.test(line))
      context.addIssue({ code: 'custom', message: `${index + 1}行目を「項目名=値」の形で入力してください。` })
  }
})

const fields = z.object({
  enabled: z.boolean(),
  formUrl,
  /** The list for new customers; '' when there is none. Typed on Japanese keyboards, so digits may be wide. */
  planId: z.string().transform((typed) => typed.normalize('NFKC').trim()),
  charset: z.enum(['utf-8']),
  emailField: trimmed,
  familyNameField: trimmed,
  givenNameField: trimmed,
  planField: trimmed,
  fixedValues,
  registeredMarker: trimmed,
  alreadyMarker: trimmed,
  provisionalMarker: trimmed,
  rejectedMarker: trimmed,
})

const demands = {
  formUrl: 'ネット商人連携を有効にするには、ネット商人登録用URLを入力してください。',
  emailField: 'メールアドレスの項目名を入力してください。',
  familyNameField: '姓の項目名を入力してください。',
  givenNameField: '名の項目名を入力してください。',
  planField: 'プランIDの項目名を入力してください。',
  // Without it no page could ever count as success.
  registeredMarker: '登録が完了したときに表示される言葉を入力してください。',
} as const satisfies Partial<Record<keyof z.output<typeof fields>, string>>

const nameFields = ['emailField', 'familyNameField', 'givenNameField', 'planField'] as const

export const netshoninSettings = fields.superRefine((settings, context) => {
  if (!settings.enabled) return
  const refuse = (field: keyof NetshoninSettings, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message })
  for (const [field, message] of Object.entries(demands) as [keyof typeof demands, string][])
    if (settings[field] === '') refuse(field, message)
  const taken = new Set<string>()
  for (const field of nameFields) {
    if (settings[field] !== '' && taken.has(settings[field])) refuse(field, '項目名が重複しています。')
    taken.add(settings[field])
  }
  const twice = readFixedValues(settings.fixedValues).find(([name]) => taken.has(name))
  if (twice) refuse('fixedValues', `「${twice[0]}」は上の項目名と重複しています。`)
})

export type NetshoninSettings = z.output<typeof fields>

/** The pairs of the fixed values, in their order. The value is everything behind the first `=`. */
export function readFixedValues(text: string): [name: string, value: string][] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const at = line.indexOf('=')
      return [line.slice(0, at).trim(), line.slice(at + 1)]
    })
}

/** The settings of the ネット商人Pro connector. Safe to import in the browser. */
export const netshoninDefinition: SettingsDefinition<NetshoninSettings> = {
  name: 'integrations.netshonin',
  schema: netshoninSettings,
  defaults: {
    enabled: false,
    formUrl: '',
    planId: '',
    charset: 'utf-8',
    emailField: 'mail',
    familyNameField: 'name1',
    givenNameField: 'name2',
    planField: 'plan',
    fixedValues: '',
    registeredMarker: '登録が完了',
    alreadyMarker: '既に登録',
    provisionalMarker: '仮登録',
    rejectedMarker: 'エラー',
  },
  secrets: [],
}
