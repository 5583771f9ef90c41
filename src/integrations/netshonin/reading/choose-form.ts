import { textWithin } from '../visible-text.ts'
import { buttonText } from './buttons.ts'
import { type Control, formsOf, type PageForm } from './controls.ts'
import type { Element } from './outline.ts'
import { planControl } from './plan.ts'
import { emailScore } from './roles.ts'
import { createSurroundings, type Surroundings } from './surroundings.ts'
import { plain } from './words.ts'

/** A form with what stands around its controls. */
export interface Candidate extends PageForm {
  around: (control: Control) => Surroundings
  labelOf: (control: Control) => string
}

/** A form that takes no mail address registers nobody. */
const ADDRESS_NEEDED = 4

/** The form of a page that registers mail addresses, and how many forms there are. Null when none takes an address. */
export function chooseForm(page: Element): { form: Candidate | null; forms: number } {
  const forms = formsOf(page)
  const candidates = forms
    .map((form) => candidateOf(page, form))
    .map((form) => ({ form, address: addressScore(form), score: 0 }))
    .filter(({ address }) => address >= ADDRESS_NEEDED)
    .map((each) => ({ ...each, score: each.address + purposeScore(each.form) }))
    .toSorted((a, b) => b.score - a.score)
  return { form: candidates[0]?.form ?? null, forms: forms.length }
}

function candidateOf(page: Element, form: PageForm): Candidate {
  const elements = form.controls.flatMap((control) =>
    control.options.length > 0 && control.type !== 'select'
      ? control.options.map((option) => option.element)
      : control.element,
  )
  const surroundings = createSurroundings(page, elements)
  const known = new Map<Element, Surroundings>()
  const around = ({ element }: Control) => {
    const found = known.get(element) ?? surroundings(element)
    known.set(element, found)
    return found
  }
  for (const control of form.controls) labelOptions(control, surroundings)
  const labelOf = (control: Control) => {
    const { near, group, after, hint } = around(control)
    // Beside a radio button or a checkbox its own words follow; what precedes the first is the name of the choice.
    const boxes = control.type === 'radio' || control.type === 'checkbox'
    const texts = boxes
      ? [control.options.length > 1 ? near.replace(control.options[0]?.label ?? '', '') : near, group, after]
      : [near, group, hint]
    return texts.find((text) => text.trim() !== '')?.trim() ?? ''
  }
  return { ...form, around, labelOf }
}

/** Each radio button and checkbox is named by its own label, or by the text that follows it. */
function labelOptions(control: Control, surroundings: (element: Element) => Surroundings): void {
  if (control.type !== 'radio' && control.type !== 'checkbox') return
  for (const option of control.options) {
    const { near, after } = surroundings(option.element)
    option.label = after || near
  }
}

function addressScore({ controls, around }: Candidate): number {
  const typed = controls.filter(({ kind }) => kind === 'text')
  return Math.max(0, ...typed.map((control) => emailScore(control, around(control))))
}

/** What else the form looks like: registering is likely with a list, unlikely with a password or a message. */
function purposeScore({ element, controls, labelOf }: Candidate): number {
  const buttons = plain(
    controls
      .filter(({ kind }) => kind === 'button')
      .map(buttonText)
      .join(' '),
  )
  const action = plain(
    `${element.attributes.get('action') ?? ''} ${element.attributes.get('id') ?? ''} ${element.attributes.get('name') ?? ''}`,
  )
  const has = (type: string) => controls.some((control) => control.type === type)
  let score = 0
  if (/登録|購読|講読|申し?込|subscribe|entry|regist/.test(buttons)) score += 4
  if (/解除|退会|停止|削除|unsub/.test(buttons) && !/登録(?!解除|の解除)|購読する/.test(buttons)) score -= 12
  if (/unsub|cancel|kaijo|taikai|delete|remove/.test(action)) score -= 6
  if (has('password')) score -= 8
  if (has('search')) score -= 4
  if (has('textarea') && /問い?合わ?せ/.test(plain(textWithin(element)) + buttons)) score -= 4
  if (planControl(controls, labelOf) !== null) score += 3
  return score
}
