import type { DeliveriesContext } from '../../deliveries/index.ts'
import type { ManualRegistration } from '../connector.ts'
import { fetchForm } from './fetch-form.ts'
import { registerAndJudge, type Verdict } from './judgement.ts'
import { charsetInMarkup } from './reading/page.ts'
import { type FormReading, readForm } from './reading/read-form.ts'
import { netshoninDefinition } from './settings.ts'

/** A page with a form: its HTML, its address, or both (then the HTML counts and the address is where it stands). */
export interface FormSource {
  html?: string | undefined
  url?: string | undefined
}

/** What the settings screen asks of ネット商人 besides saving. */
export interface NetshoninDesk {
  /** フォームを読み取る. Changes nothing. */
  readForm(source: FormSource): Promise<FormReading>
  /** テスト登録 with the stored settings: really registers. Null while no form is stored. */
  registerTest(person: ManualRegistration): Promise<Verdict | null>
}

/** The desk for the stored settings. */
export function createNetshoninDesk(context: DeliveriesContext): NetshoninDesk {
  const stored = async () => (await context.settings.read(context.db, netshoninDefinition)).value
  return {
    async readForm({ html = '', url = '' }) {
      if (html.trim() !== '') {
        const settings = await stored()
        const base = url.trim() || settings.pageUrl || settings.formUrl
        const page = { html, url: URL.parse(base)?.href ?? null, charset: charsetInMarkup(html), setsCookie: false }
        return readForm(page)
      }
      return fetchForm(context.http, url.trim())
    },
    async registerTest(person) {
      const settings = await stored()
      if (settings.entries.length === 0 || settings.formUrl === '') return null
      return registerAndJudge(context.http, settings, person)
    },
  }
}
