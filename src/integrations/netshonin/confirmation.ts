import type { FormCharset } from '../../platform/form-charsets.ts'
import { encodeForm, type FormPairs, urlencode } from '../../platform/form-encoding.ts'
import type { ManualRegistration } from '../connector.ts'
import { buttonText, pressed, registeringButton } from './reading/buttons.ts'
import { type Control, formsOf, type PageForm } from './reading/controls.ts'
import { type Element, outline } from './reading/outline.ts'
import { type Target, targetOf } from './reading/target.ts'
import type { PageMeaning } from './result-page.ts'
import { addressOf, type Page, type Visit, type Visited } from './visit.ts'

/** The form of a confirmation page (確認画面), ready to be sent. */
export interface Confirmation extends Target {
  pairs: FormPairs
}

/** Words of a question. メールをご確認ください is none. */
const ASKS =
  /(?:内容|入力|登録情報|下記|以下|次).{0,12}確認|^確認|確認(?:画面|ページ)|(?:登録|申し?込み?|最終|送信)の?確認(?!メール)|よろしければ|宜しければ|(?:以下|下記|この|上記)の?内容|間違いなければ/
/** Words that say beyond doubt that nothing has happened yet. */
const NOT_YET = /登録は?まだ.{0,6}完了していません/
const DECIDES = /この内容|内容で|確定|上記/

/**
 * The form with which a page asks whether what was typed is right, or null when it asks nothing. It carries the address as
 * a hidden value, or nothing that anybody types while the page shows the address; it has a button that goes on, and stays
 * on the site. Where the page also says that it ended well, only plain words make it a question: a form under
 * 登録が完了しました offers something else.
 */
export function confirmationOn(page: Page, meaning: PageMeaning, person: ManualRegistration): Confirmation | null {
  if (meaning === 'already') return null
  const tree = outline(page.html)
  const text = page.text.replace(/\s/g, '')
  const asks = ASKS.test(text) || NOT_YET.test(text)
  const ended = meaning === 'registered' || meaning === 'provisional'
  for (const form of formsOf(tree)) {
    const button = registeringButton(form.controls)
    if (button === null || form.controls.some(({ kind }) => kind === 'text')) continue
    const decides = NOT_YET.test(text) || DECIDES.test(buttonText(button))
    const carries = (value: string) =>
      form.controls.some(({ kind, value: own }) => kind === 'hidden' && own?.trim() === value)
    const question = decides || (!ended && asks) || (meaning === 'unclear' && carries(person.planId))
    const ours = carries(person.email) || (asks && page.text.includes(person.email))
    if (!question || !ours) continue
    const found = confirmationOf(form, button, tree, page.url)
    if (new URL(found.url).origin === new URL(page.url).origin) return found
  }
  return null
}

/** Sends the confirmation in the charset of its page. */
export function confirm(
  visit: Visit,
  { url, method, enctype, pairs }: Confirmation,
  charset: FormCharset,
  referer: string,
): Promise<Visited> {
  if (method === 'get') return visit.open(addressOf(url, urlencode(pairs, charset)))
  return visit.submit(url, encodeForm(pairs, charset, enctype), referer)
}

function confirmationOf({ element, controls }: PageForm, button: Control, tree: Element, page: string): Confirmation {
  const target = targetOf(element, button, tree, page)
  const fields = controls
    .filter(({ kind }) => kind !== 'button')
    .flatMap(({ name, value }): [string, string][] => (value === null ? [] : [[name, value]]))
  return { ...target, url: target.url || page, pairs: [...fields, ...pressed(button)] }
}
