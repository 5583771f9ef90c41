import { encodeForm, urlencode } from '../../platform/form-encoding.ts'
import type { Http } from '../../platform/http-client.ts'
import type { ManualRegistration } from '../connector.ts'
import { confirm, confirmationOn } from './confirmation.ts'
import { onwardFrom } from './onward.ts'
import { formsOf, type PageForm } from './reading/controls.ts'
import { outline } from './reading/outline.ts'
import { meaningOf } from './result-page.ts'
import type { NetshoninSettings } from './settings.ts'
import { addressFor, type FreshValues, fillIn } from './submission.ts'
import { addressOf, elsewhere, type Page, startVisit, type Visit, type Visited } from './visit.ts'

/** A failure before the registering request went out: surely without effect. */
type NotSent = Extract<Visited, { kind: 'not_sent' }>

/**
 * Registers one person as a visitor with a browser would: opens the form's page where that is asked for, sends the form,
 * and passes a confirmation page once. The last page is for the caller to read.
 */
export async function register(http: Http, settings: NetshoninSettings, person: ManualRegistration): Promise<Visited> {
  const visit = startVisit(http)
  let [url, referer] = [addressFor(settings.formUrl, person.planId), addressFor(settings.formUrl, person.planId)]
  let fresh: FreshValues = new Map()
  if (settings.pageUrl !== '') {
    const opened = await visit.open(addressFor(settings.pageUrl, person.planId))
    if (opened.kind !== 'page') return beforeSending(opened)
    const form = sameForm(opened.page, settings)
    if (form === null)
      return notSent('登録フォームのページに、読み取ったときのフォームがありません', opened.answer.text)
    fresh = freshValues(form)
    referer = opened.page.url
    url = freshAddress(form, opened.page, url)
  }
  const pairs = fillIn(settings.entries, person, fresh)
  const answered =
    settings.method === 'get'
      ? await visit.open(addressOf(url, urlencode(pairs, settings.charset)))
      : await visit.submit(url, encodeForm(pairs, settings.charset, settings.enctype), referer)
  const first = await goOn(visit, answered, settings)
  if (first.kind !== 'page') return first
  const confirmation = confirmationOn(first.page, meaningOf(first.page.text, settings), person)
  if (confirmation === null) return first
  // A page of nothing but ASCII does not tell in which charset it came.
  const charset = /\P{ASCII}/u.test(first.page.html) ? first.page.charset : settings.charset
  return goOn(visit, await confirm(visit, confirmation, charset, first.page.url), settings)
}

/** Goes once where a page that says nothing of its own sends its visitor. What cannot be reached leaves that page's answer. */
async function goOn(visit: Visit, visited: Visited, settings: NetshoninSettings): Promise<Visited> {
  if (visited.kind !== 'page' || meaningOf(visited.page.text, settings) !== 'unclear') return visited
  const target = URL.parse(onwardFrom(visited.page) ?? '')
  if (target === null) return visited
  if (target.origin !== new URL(visited.page.url).origin) return elsewhere(target, visited.answer)
  const reached = await visit.open(target.href)
  return reached.kind === 'page' || reached.kind === 'elsewhere' ? reached : visited
}

/** Whatever became of opening the page, nothing has been registered yet. */
function beforeSending(opened: Exclude<Visited, { kind: 'page' }>): NotSent {
  if (opened.kind === 'not_sent') return opened
  const reason = opened.reason
    .replace(/^送信しましたが、結果を確認できませんでした/, '登録フォームのページを開けませんでした')
    .replace('結果のページ', '登録フォームのページ')
  return { kind: 'not_sent', reason, forbidden: false, answer: opened.answer }
}

function notSent(reason: string, text: string): NotSent {
  return { kind: 'not_sent', reason, forbidden: false, answer: { status: null, text } }
}

/** The form of the page that was read: it takes the address under the same name, and has most in common with the entries. */
function sameForm(page: Page, { entries, formUrl }: NetshoninSettings): PageForm | null {
  const address = entries.find(({ role }) => role === 'email')?.name
  const names = new Set(entries.map(({ name }) => name))
  const likeness = ({ element, controls }: PageForm) => {
    const target = URL.parse(element.attributes.get('action') ?? '', page.url)
    const known = controls.filter(({ name }) => names.has(name)).length
    return known + (target?.pathname === URL.parse(formUrl)?.pathname ? names.size : 0)
  }
  const [best] = formsOf(outline(page.html))
    .filter(({ controls }) => controls.some(({ name }) => name === address))
    .toSorted((a, b) => likeness(b) - likeness(a))
  return best ?? null
}

function freshValues({ controls }: PageForm): FreshValues {
  const values = new Map<string, string[]>()
  for (const { kind, name, value } of controls)
    if (kind === 'hidden') values.set(name, [...(values.get(name) ?? []), value ?? ''])
  return values
}

/** Some pages carry the session in the form's own address. Only the query may differ: the rest is what staff saved. */
function freshAddress({ element }: PageForm, page: Page, saved: string): string {
  const action = element.attributes.get('action')?.trim() ?? ''
  const target = action === '' ? null : URL.parse(action, page.url)
  const stored = new URL(saved)
  if (target === null || target.origin !== stored.origin || target.pathname !== stored.pathname) return saved
  for (const [name, value] of target.searchParams)
    if (!stored.searchParams.has(name) || /sess/i.test(name)) stored.searchParams.set(name, value)
  return stored.href
}
