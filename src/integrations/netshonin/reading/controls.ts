import { type Element, elements, tidy } from './outline.ts'

/** A control of a form as a browser would send it. */
export interface Control {
  element: Element
  name: string
  kind: 'hidden' | 'text' | 'choice' | 'check' | 'button'
  /** The `type` attribute; `select` and `textarea` for those elements. */
  type: string
  /** What a browser sends when nobody touches it; null for nothing. */
  value: string | null
  options: { value: string; label: string; element: Element }[]
}

/** A form of a page with its controls, in their order. */
export interface PageForm {
  element: Element
  controls: Control[]
}

/** Types of `<input>` that people type into. */
const TYPED = new Set(['text', 'email', 'tel', 'url', 'search', 'number', 'date', 'password'])
const CONTROLS = new Set(['input', 'select', 'textarea', 'button'])

/** A registration form has ten; the bound keeps a hostile page from costing more than a glance. */
const MOST_CONTROLS = 300
const MOST_FORMS = 50

/** The forms of a page. A control belongs to the form that it names, else to the one that was open before it. */
export function formsOf(page: Element): PageForm[] {
  const all = [...elements(page, ({ name }) => name === 'template')]
  const forms = all.filter(({ name }) => name === 'form').slice(0, MOST_FORMS)
  const owned = new Map(forms.map((form): [Element, Element[]] => [form, []]))
  const byId = new Map(forms.map((form) => [form.attributes.get('id'), form]))
  for (const element of all) {
    if (!CONTROLS.has(element.name)) continue
    const id = element.attributes.get('form')
    const owner = id === undefined ? element.form : byId.get(id)
    const list = owner && owned.get(owner)
    if (list && list.length < MOST_CONTROLS) list.push(element)
  }
  return [...owned].map(([element, controls]) => ({ element, controls: grouped(controls) }))
}

/** Radio buttons of one name are one choice, and so are checkboxes. */
function grouped(found: readonly Element[]): Control[] {
  const controls: Control[] = []
  for (const element of found.filter((each) => !isDisabled(each))) {
    const control = controlOf(element)
    if (control === null) continue
    const group = controls.find(
      ({ kind, name, type }) =>
        control.options.length > 0 && kind === control.kind && name === control.name && type === control.type,
    )
    if (group && control.kind !== 'button' && type(element) !== 'select') {
      group.options.push(...control.options)
      group.value ??= control.value
    } else controls.push(control)
  }
  return controls
}

function controlOf(element: Element): Control | null {
  const name = element.attributes.get('name') ?? ''
  const value = element.attributes.get('value')
  const kind = type(element)
  const base = { element, name, type: kind, options: [] }
  if (kind === 'submit' || kind === 'image') return { ...base, kind: 'button', value: value ?? '' }
  if (name === '') return null
  switch (kind) {
    case 'hidden':
      return { ...base, kind: 'hidden', value: value ?? '' }
    case 'radio':
    case 'checkbox': {
      const own = value ?? 'on'
      const option = { value: own, label: '', element }
      const chosen = element.attributes.has('checked') ? own : null
      return { ...base, kind: kind === 'radio' ? 'choice' : 'check', value: chosen, options: [option] }
    }
    case 'select':
      return selectOf(element, name)
    case 'textarea':
      return { ...base, kind: 'text', value: textOf(element).replace(/^\r?\n/, '') }
    default:
      // Reset and plain buttons are never sent, and a file is nothing that a list is registered with.
      return TYPED.has(kind) ? { ...base, kind: 'text', value: value ?? '' } : null
  }
}

function selectOf(element: Element, name: string): Control {
  const offered = [...elements(element)].filter((each) => each.name === 'option' && !each.attributes.has('disabled'))
  const options = offered.map((option) => {
    const label = tidy(textOf(option))
    return { value: option.attributes.get('value') ?? label, label, element: option }
  })
  const selected = options.find((option) => option.element.attributes.has('selected')) ?? options[0]
  return { element, name, kind: 'choice', type: 'select', value: selected?.value ?? null, options }
}

function type({ name, attributes }: Element): string {
  if (name === 'select' || name === 'textarea') return name
  const given = attributes.get('type')?.trim().toLowerCase() ?? ''
  if (name === 'button') return given === 'button' || given === 'reset' ? 'none' : 'submit'
  const known = ['hidden', 'radio', 'checkbox', 'submit', 'image', 'reset', 'button', 'file', ...TYPED]
  return known.includes(given) ? given : 'text'
}

function isDisabled(element: Element): boolean {
  if (element.attributes.has('disabled')) return true
  for (let at = element.parent; at !== null; at = at.parent)
    if ((at.name === 'fieldset' && at.attributes.has('disabled')) || at.name === 'datalist') return true
  return false
}

/** The text inside an element, exactly as written. */
export function textOf(element: Element): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}
