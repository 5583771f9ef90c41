import type { EntryRole, FormEntry } from '../entries.ts'
import { buttonText, pressed } from './buttons.ts'
import type { Candidate } from './choose-form.ts'
import type { Control } from './controls.ts'
import { isSubscription, joiningValue } from './plan.ts'
import { isMarked } from './surroundings.ts'
import { plain } from './words.ts'

const REQUIRED = /必須|必ず|\(必\)|\*|※(?!半角|全角|携帯|例|確認)(?=$|\s)|required/
const OPTIONAL = /任意|必須ではあり|必須では?ない|optional/
const CONSENT = /同意|規約|承諾|承認|了承|個人情報|プライバシー|agree|privacy|terms/
const LONGEST_LABEL = 200

/** A control as it is stored and sent; `role` is what it was recognised as, null for anything else. */
export function entryOf(form: Candidate, control: Control, role: EntryRole | null): FormEntry {
  const label = form.labelOf(control).slice(0, LONGEST_LABEL)
  const required = isRequired(form, control)
  const entry = {
    name: control.name,
    label,
    kind: control.kind,
    required,
    options: control.options.map((option) => ({ value: option.value, label: option.label.slice(0, LONGEST_LABEL) })),
  }
  // An address in two boxes: nobody can decide that for all customers, so it must not pass unseen.
  if (isHalfAddress(form, control)) return { ...entry, role: 'ask', value: '' }
  if (role !== null) return { ...entry, role, value: role === 'plan' ? planValue(control) : '' }
  return { ...entry, ...ordinary(control, label, required) }
}

/** The button that is pressed, as it goes out with the form. */
export function buttonEntries(button: Control | null): FormEntry[] {
  if (button === null) return []
  const label = `ボタン「${buttonText(button)}」`.slice(0, LONGEST_LABEL)
  return pressed(button).map(([name, value]) => ({
    name,
    label,
    kind: 'button',
    role: 'fixed',
    value,
    required: false,
    options: [],
  }))
}

/** The id of a list of which the page offers one, or the one that is chosen there. */
function planValue(control: Control): string {
  return control.value ?? control.options[0]?.value ?? ''
}

/** What is sent for a control that has nothing to do with whom it registers. */
function ordinary(control: Control, label: string, required: boolean): Pick<FormEntry, 'role' | 'value'> {
  const value = control.value ?? ''
  switch (control.kind) {
    case 'hidden':
      return { role: 'page', value }
    case 'choice':
      if (isSubscription(control, label)) return { role: 'fixed', value: joiningValue(control) }
      return isChosen(control) ? { role: 'fixed', value } : { role: 'ask', value: '' }
    case 'check': {
      if (control.value !== null) return { role: 'fixed', value }
      const said = plain(`${label} ${control.options.map((option) => option.label).join(' ')}`)
      return required || CONSENT.test(said) ? { role: 'ask', value: '' } : { role: 'omit', value: '' }
    }
    default:
      return required && value === '' ? { role: 'ask', value: '' } : { role: 'fixed', value }
  }
}

/** The first line of a list that nobody marked is no choice: 1980 is not every customer's year of birth. */
function isChosen({ type, value, options }: Control): boolean {
  if (value === null || value === '') return false
  return type !== 'select' || options.some((option) => option.element.attributes.has('selected'))
}

function isHalfAddress({ around }: Candidate, control: Control): boolean {
  const { near, after, hint } = around(control)
  return control.kind === 'text' && ((/@$/.test(plain(near)) && hint === '') || plain(after).startsWith('@'))
}

function isRequired({ around, mark }: Candidate, control: Control): boolean {
  const { attributes, parent } = control.element
  if (attributes.has('required') || attributes.get('aria-required') === 'true') return true
  if (isMarked(control.element) || (parent?.name === 'div' && isMarked(parent))) return true
  const { near, group, after, hint } = around(control)
  const said = [near, after, hint, control.kind === 'text' || control.options.length > 1 ? group : ''].map(plain)
  const marked = (text: string) => mark !== '' && (text.startsWith(mark) || text.endsWith(mark))
  return said.some((text) => (REQUIRED.test(text) || marked(text)) && !OPTIONAL.test(text))
}
