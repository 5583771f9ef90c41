import { z } from 'zod'
import type { SettingsDefinition } from '../../platform/settings.ts'
import { faultsOfEntries, formEntries } from './entries.ts'
import { MARKERS } from './markers.ts'

export {
  type EntryRole,
  entryKinds,
  entryRoles,
  type FormEntry,
  formEntries,
  formEntry,
  isOpen,
  roleLabels,
} from './entries.ts'
export { form } from './form.ts'

/** What was copied from a page brings spaces along. */
const trimmed = z.string().trim()

const address = trimmed.superRefine((typed, context) => {
  if (typed === '') return
  const url = URL.parse(typed)
  const refuse = (message: string) => context.addIssue({ code: 'custom', message })
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    refuse('「https://」で始まるURLを入力してください(例: https://mycompany.co.jp/np/sesform.php)。')
  else if (url.username !== '' || url.password !== '') refuse('URLにユーザー名やパスワードを含めることはできません。')
})

const fields = z.object({
  enabled: z.boolean(),
  /** Where the form is sent to. */
  formUrl: address,
  /** The list for new customers; '' when there is none. Typed on Japanese keyboards, so digits may be wide. */
  planId: z.string().transform((typed) => typed.normalize('NFKC').trim()),
  /** The page of the form, opened before each registration for its cookies and fresh values; '' when it need not be. */
  pageUrl: address,
  method: z.enum(['post', 'get']),
  enctype: z.enum(['urlencoded', 'multipart']),
  charset: z.enum(['utf-8', 'euc-jp', 'shift_jis', 'iso-2022-jp']),
  /** What is sent; empty until the form was read. */
  entries: formEntries,
  /** Words of the result page, one a line. */
  registeredMarker: z.string(),
  alreadyMarker: z.string(),
  provisionalMarker: z.string(),
  rejectedMarker: z.string(),
  /** What 仮登録 counts as: a person sees to it, or it is the customer's own affair. */
  provisionalMeans: z.enum(['by_hand', 'registered']),
})

export const netshoninSettings = fields.superRefine((settings, context) => {
  if (!settings.enabled) return
  const refuse = (field: keyof NetshoninSettings, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message })
  if (settings.formUrl === '')
    refuse('formUrl', 'ネット商人連携を有効にするには、ネット商人登録用URLを入力してください。')
  // Without it no page could ever count as success.
  if (settings.registeredMarker.trim() === '')
    refuse('registeredMarker', '登録が完了したときに表示される言葉を入力してください。')
  // No entries at all: the form is read from its address when the settings are saved.
  if (settings.entries.length === 0) return
  for (const fault of faultsOfEntries(settings.entries, settings.formUrl)) refuse('entries', fault)
})

export type NetshoninSettings = z.output<typeof fields>

/** The settings of the ネット商人Pro connector. Safe to import in the browser. */
export const netshoninDefinition: SettingsDefinition<NetshoninSettings> = {
  name: 'integrations.netshonin',
  schema: netshoninSettings,
  defaults: {
    enabled: false,
    formUrl: '',
    planId: '',
    pageUrl: '',
    method: 'post',
    enctype: 'urlencoded',
    charset: 'utf-8',
    entries: [],
    ...MARKERS,
    provisionalMeans: 'by_hand',
  },
  secrets: [],
}
