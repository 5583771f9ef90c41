import { isUnseen, textWithin } from '../visible-text.ts'
import { buttonText } from './buttons.ts'
import { type Control, formsOf, type PageForm } from './controls.ts'
import { type Element, tidy } from './outline.ts'
import { planControl } from './plan.ts'
import { emailScore } from './roles.ts'
import { createSurroundings, type Surroundings } from './surroundings.ts'
import { plain } from './words.ts'

/** A form with what stands around its controls. */
export interface Candidate extends PageForm {
  around: (control: Control) => Surroundings
  labelOf: (control: Control) => string
  /** What the page says it marks required fields with (※印は必須項目です); '' when it says nothing. */
  mark: string
}

const LEGEND = /([※*●○◎★☆■◆▲])(?:印|マーク|の|は|が).{0,12}?(?:必須|必ず)/
/** Drawn beside a label; the table of entries says it in its own way. */
const REQUIRED_SIGN = /[[(【［（]?(?:入力)?必須(?:項目)?[\])】］）]?/g

/** A form that takes no mail address registers nobody. */
const ADDRESS_NEEDED = 4

/** The form of a page that registers mail addresses, and how many forms there are. Null when none takes an address. */
export function chooseForm(page: Element): { form: Candidate | null; forms: number } {
  const forms = formsOf(page)
  const mark = LEGEND.exec(plain(textWithin(page)))?.[1] ?? ''
  const candidates = forms
    .map((form) => candidateOf(page, form, mark))
    .map((form) => ({ form, address: emailScore(form.controls, form.around), score: 0 }))
    .filter(({ address }) => address >= ADDRESS_NEEDED)
    .map((each) => ({ ...each, score: each.address + purposeScore(each.form) }))
    .toSorted((a, b) => b.score - a.score)
  return { form: candidates[0]?.form ?? null, forms: forms.length }
}

function candidateOf(page: Element, form: PageForm, mark: string): Candidate {
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
      : [near, group, hint, after]
    const said = texts.find((text) => text.trim() !== '') ?? ''
    return tidy(said.replace(REQUIRED_SIGN, ' ')).replace(/(?: ?[-－−])+$/, '')
  }
  return { ...form, around, labelOf, mark }
}

/** Each radio button and checkbox is named by its own label, or by the text that follows it. */
function labelOptions(control: Control, surroundings: (element: Element) => Surroundings): void {
  if (control.type !== 'radio' && control.type !== 'checkbox') return
  for (const option of control.options) {
    const { near, after } = surroundings(option.element)
    option.label = after || near
  }
}

/** Of two like forms the one that is seen counts; alone, a hidden one is opened by a script. */
function isHidden(form: Element): boolean {
  for (let at: Element | null = form; at !== null; at = at.parent) if (isUnseen(at)) return true
  return false
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
  let score = isHidden(element) ? -1 : 0
  if (/登録|購読|講読|申し?込|subscribe|entry|regist/.test(buttons)) score += 4
  if (/解除|退会|停止|削除|unsub/.test(buttons) && !/登録(?!解除|の解除)|購読する/.test(buttons)) score -= 12
  if (/unsub|cancel|kaijo|taikai|delete|remove/.test(action)) score -= 6
  if (has('password')) score -= 8
  if (has('search')) score -= 4
  if (has('textarea') && /問い?合わ?せ/.test(plain(textWithin(element)) + buttons)) score -= 4
  if (planControl(controls, labelOf) !== null) score += 3
  return score
}
