import { isUnseen, textWithin } from '../visible-text.ts'
import { type Element, elements, tidy } from './outline.ts'

/** What stands around a control, nearest first in meaning: what names it, what names its group, what follows it. */
export interface Surroundings {
  /** Its own `<label>`, or the text right before it. */
  near: string
  /** What stands before the group that it is part of: the row's heading of 姓 and 名. */
  group: string
  /** What follows it, up to the next control. */
  after: string
  /** Placeholder, title, aria-label. */
  hint: string
}

/** How many controls that people type into each element holds, for elements with any control. */
type Counts = ReadonlyMap<Element, number>

const CONTROLS = new Set(['input', 'select', 'textarea', 'button'])
/** A text before more controls than this names the page and no field. */
const LARGEST_GROUP = 3
/** A text longer than this is prose. */
const LONGEST = 120
/** A label stands no more than so many pieces of text and markup away. */
const FARTHEST = 60

/** Finds labels for the controls of one form. */
export function createSurroundings(page: Element, controls: readonly Element[]): (control: Element) => Surroundings {
  const labels = new Map<string, string>()
  /** Elements with a control in them, and how many of these people type into. */
  const typedWithin = new Map<Element, number>()
  const note = (control: Element, count: number) => {
    for (let at: Element | null = control; at !== null; at = at.parent)
      typedWithin.set(at, (typedWithin.get(at) ?? 0) + count)
  }
  const wanted = new Set(controls.map(({ attributes }) => attributes.get('id')))
  for (const element of elements(page)) {
    const target = element.name === 'label' ? element.attributes.get('for') : undefined
    if (target === undefined || !wanted.has(target)) continue
    // One label for each is enough, and a thousand inside each other cost a thousand times their text.
    wanted.delete(target)
    labels.set(target, textWithin(element))
  }
  for (const control of controls) if (isControl(control)) note(control, isTyped(control) ? 1 : 0)
  return (control) => {
    const before = textsBefore(control, typedWithin)
    const own = ownLabel(control, labels)
    const [near = '', group = ''] = own === '' || own === before[0] ? before : [own, ...before]
    return { near, group, after: textAfter(control, typedWithin), hint: hintOf(control) }
  }
}

function ownLabel(control: Element, labels: ReadonlyMap<string, string>): string {
  const named = labels.get(control.attributes.get('id') ?? '\0')
  if (named) return named
  for (let at = control.parent; at !== null; at = at.parent) if (at.name === 'label') return textWithin(at)
  return ''
}

function hintOf({ attributes }: Element): string {
  return tidy(['placeholder', 'title', 'aria-label'].map((name) => attributes.get(name) ?? '').join(' '))
}

/** Texts before the control, nearest first: at each level of the tree, what stands there since the last control. */
function textsBefore(control: Element, typedWithin: Counts): string[] {
  const texts: string[] = []
  for (let at = control; at.parent !== null && at.name !== 'form' && at.name !== 'body'; at = at.parent) {
    if (at !== control && (typedWithin.get(at) ?? 0) > LARGEST_GROUP) break
    const text = lastLine(at, control, typedWithin)
    if (text !== '') texts.push(text.slice(-LONGEST))
  }
  return texts
}

/** What stands before `at` among its siblings, since the last control there; of several lines the last that says something. */
function lastLine(at: Element, control: Element, typedWithin: Counts): string {
  const siblings = at.parent?.children ?? []
  const place = siblings.indexOf(at)
  let line = ''
  for (let index = place - 1; index >= Math.max(0, place - FARTHEST); index--) {
    const sibling = siblings[index]
    if (sibling === undefined) break
    if (typeof sibling === 'string') {
      line = sibling + line
      continue
    }
    if (typedWithin.has(sibling)) break
    if (isLineEnd(sibling) && tidy(line) !== '') break
    if (isUnseen(sibling)) continue
    const text = at.name === 'tr' && sibling.name === 'tr' ? columnText(sibling, control, at) : textWithin(sibling)
    line = `${text} ${line}`
    if (sibling.name !== 'br' && isLineEnd(sibling) && text !== '') break
  }
  return tidy(line)
}

/** Of a row of headings, the one of the control's own column. */
function columnText(headings: Element, control: Element, row: Element): string {
  const cells = cellsOf(headings)
  if (cells.length < 2) return textWithin(headings)
  const column = cellsOf(row).findIndex((cell) => [...elements(cell)].includes(control))
  const heading = cells[column]
  return heading ? textWithin(heading) : ''
}

function cellsOf(row: Element): Element[] {
  return row.children.filter((child) => typeof child !== 'string').filter(({ name }) => name === 'td' || name === 'th')
}

/** What follows a control in its own line. */
function textAfter(control: Element, typedWithin: Counts): string {
  const siblings = control.parent?.children ?? []
  const words: string[] = []
  const place = siblings.indexOf(control) + 1
  for (const sibling of siblings.slice(place, place + FARTHEST)) {
    if (typeof sibling === 'string') words.push(sibling)
    else if (typedWithin.has(sibling)) break
    else if (sibling.name === 'br' && tidy(words.join('')) !== '') break
    else if (!isUnseen(sibling)) words.push(textWithin(sibling))
  }
  return tidy(words.join(' ')).slice(0, LONGEST)
}

function isControl({ name, attributes }: Element): boolean {
  return CONTROLS.has(name) && attributes.get('type')?.toLowerCase() !== 'hidden'
}

function isTyped(element: Element): boolean {
  const type = element.attributes.get('type')?.toLowerCase() ?? 'text'
  return (
    element.name === 'textarea' ||
    (element.name === 'input' && !['hidden', 'radio', 'checkbox', 'submit', 'image', 'button', 'reset'].includes(type))
  )
}

function isLineEnd({ name }: Element): boolean {
  return name === 'br' || /^(h[1-6]|p|div|dt|dd|tr|td|th|li|legend|caption|hr)$/.test(name)
}
