import { charsetOf, type FormCharset } from '../../../platform/form-charsets.ts'
import { type FormEntry, isOpen, PLAN_PLACE } from '../entries.ts'
import type { NetshoninSettings } from '../settings.ts'
import { registeringButton } from './buttons.ts'
import { type Candidate, chooseForm } from './choose-form.ts'
import type { Control } from './controls.ts'
import { buttonEntries, entryOf } from './entry.ts'
import { type Element, elements, outline } from './outline.ts'
import { planControl, planScoreOfName } from './plan.ts'
import { typedRoles } from './roles.ts'
import { targetOf } from './target.ts'

/** A page with a registration form, as it was pasted or fetched. */
export interface FormPage {
  html: string
  /** Where the page stands, for addresses relative to it; null when nobody said. */
  url: string | null
  /** The charset that the page came in; null when it was pasted as text. */
  charset: FormCharset | null
  /** Whether the page set a cookie. */
  setsCookie: boolean
}

/** The settings that a form asks for. */
export type FormSettings = Pick<NetshoninSettings, 'formUrl' | 'pageUrl' | 'method' | 'enctype' | 'charset' | 'entries'>

/** What was understood of a page. Notes are sentences for staff. */
export type FormReading =
  | {
      kind: 'read'
      settings: FormSettings
      forms: number
      plan: { name: string; value: string; options: FormEntry['options'] } | null
      notes: string[]
    }
  | { kind: 'no_form'; reason: string }

/** Finds the registration form of a page and says what each of its controls is for. Pure. */
export function readForm(page: FormPage): FormReading {
  const tree = outline(page.html)
  const { form, forms } = chooseForm(tree)
  if (form === null) return { kind: 'no_form', reason: reasonFor(tree, forms) }
  const plan = planControl(form.controls, form.labelOf)
  const entries = entriesOf(form, plan)
  const target = targetOf(form.element, registeringButton(form.controls), tree, page.url)
  const planEntry = entries.find(({ role }) => role === 'plan')
  const [formUrl, planValue] = plan ? [target.url, planEntry?.value ?? ''] : withPlanPlace(target.url)
  const live = needsVisit(form, page, plan)
  const settings: FormSettings = {
    formUrl,
    pageUrl: live && page.url !== null ? withPlanOf(page.url, planValue) : '',
    method: target.method,
    enctype: target.enctype,
    charset: charsetFor(form.element, page.charset),
    entries,
  }
  return {
    kind: 'read',
    settings,
    forms,
    plan: planEntry ? { name: planEntry.name, value: planEntry.value, options: planEntry.options } : null,
    notes: notesOn(settings, {
      live,
      pageKnown: page.url !== null,
      planFound: plan !== null || formUrl.includes(PLAN_PLACE),
    }),
  }
}

function entriesOf(form: Candidate, plan: Control | null): FormEntry[] {
  const typed = typedRoles(
    form.controls.filter((control) => control !== plan),
    form.around,
  )
  const fields = form.controls
    .filter(({ kind }) => kind !== 'button')
    .map((control) => entryOf(form, control, control === plan ? 'plan' : (typed.get(control) ?? null)))
  return [...fields, ...buttonEntries(registeringButton(form.controls))]
}

function reasonFor(tree: Element, forms: number): string {
  if (forms > 0) return 'メールアドレスを入力する登録フォームが見つかりませんでした。'
  const framed = [...elements(tree)].some(({ name }) => name === 'frame' || name === 'iframe')
  if (framed) return 'フォームがフレームの中にあるようです。フレームの中のページのURLを指定してください。'
  return 'HTMLの中にフォームが見つかりませんでした。<form> から </form> までを含めて貼り付けてください。'
}

function charsetFor(form: Element, page: FormCharset | null): FormCharset {
  const accepted = (form.attributes.get('accept-charset') ?? '').split(/[\s,]+/).map(charsetOf)
  return accepted.find((charset) => charset !== null) ?? page ?? 'utf-8'
}

/** Values that change with each visit: a cookie was set, or a hidden field looks like a token. */
function needsVisit({ controls }: Candidate, { setsCookie }: FormPage, plan: Control | null): boolean {
  return setsCookie || controls.some((control) => control.kind === 'hidden' && control !== plan && isToken(control))
}

function isToken({ name, value }: Control): boolean {
  if (/token|csrf|nonce|ticket|sess(ion)?_?id|phpsessid|onetime|uniq/i.test(name)) return true
  return /^(?=.*\d)(?=.*[a-z])[\w+/=-]{16,}$/i.test(value ?? '') && !/^https?:/.test(value ?? '')
}

/** The list's id in the address itself (`?no=101`), where the form has no field for it. */
function withPlanPlace(formUrl: string): [formUrl: string, planValue: string] {
  const url = URL.parse(formUrl)
  if (url === null) return [formUrl, '']
  const [best] = [...url.searchParams]
    .map(([name, value]) => ({ name, value, score: /^\w+$/.test(value) ? planScoreOfName(name) : 0 }))
    .filter(({ score }) => score >= 2)
    .toSorted((a, b) => b.score - a.score)
  if (!best) return [formUrl, '']
  return [withPlanOf(formUrl, best.value), best.value]
}

/** An address that names this list, made to name any. */
function withPlanOf(address: string, planValue: string): string {
  if (planValue === '') return address
  const [head = '', query] = address.split(/\?(.*)/s)
  if (query === undefined) return address
  const parts = query.split('&').map((part) => {
    const [name = '', value] = part.split(/=(.*)/s)
    return value === planValue && planScoreOfName(name) > 0 ? `${name}=${PLAN_PLACE}` : part
  })
  return `${head}?${parts.join('&')}`
}

interface Facts {
  live: boolean
  pageKnown: boolean
  planFound: boolean
}

function notesOn({ formUrl, entries }: FormSettings, { live, pageKnown, planFound }: Facts): string[] {
  const notes: string[] = []
  if (formUrl === '')
    notes.push(
      'フォームの送信先が分かりませんでした。登録フォームのページのURLも入力して、もう一度読み取ってください。',
    )
  if (live && !pageKnown)
    notes.push('表示のたびに変わる値があるようです。登録フォームのページのURLも入力して、もう一度読み取ってください。')
  if (!planFound)
    notes.push(
      'プランIDを送る項目が分かりませんでした。下の表で選ぶか、プランIDがURLに含まれるときは、ネット商人登録用URLのその部分を {plan} に書き換えてください。',
    )
  if (!entries.some(({ role }) => /^(family|given|full)Name$/.test(role)))
    notes.push('お名前を送る項目は見つかりませんでした。メールアドレスだけを登録します。')
  const open = entries.filter(isOpen).length
  if (open > 0) notes.push(`送る値を決めていただく項目が${open}件あります。下の表で入力してください。`)
  return notes
}
