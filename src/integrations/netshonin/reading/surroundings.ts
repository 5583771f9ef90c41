import { isUnseen, textWithin } from '../visible-text.ts'
import { type Element, elements, tidy } from './outline.ts'
import { createTextsBefore, FARTHEST } from './texts-before.ts'
import { isRemark } from './words.ts'

/** What stands around a control, nearest first in meaning: what names it, what names its group, what follows it. */
export interface Surroundings {
  /** Its own `<label>`, or the text right before it, with the remarks on how it is typed. */
  near: string
  /** What stands before the group that it is part of: the row's heading of 姓 and 名. */
  group: string
  /** What follows it, up to the next control. */
  after: string
  /** Placeholder, title, aria-label, and a value that is there to be overwritten. */
  hint: string
}

const CONTROLS = new Set(['input', 'select', 'textarea', 'button'])
/** A consent's label may be a long one. */
const LONGEST_LABEL = 400
/** What follows and is longer is prose. */
const LONGEST_AFTER = 120

/** Finds labels for the controls of one form. */
export function createSurroundings(page: Element, controls: readonly Element[]): (control: Element) => Surroundings {
  const typedWithin = new Map<Element, number>()
  const note = (control: Element, count: number) => {
    for (let at: Element | null = control; at !== null; at = at.parent)
      typedWithin.set(at, (typedWithin.get(at) ?? 0) + count)
  }
  for (const control of controls) if (isControl(control)) note(control, isTyped(control) ? 1 : 0)
  const said = eachOnce(saidBy)
  const labels = labelsById(page, controls)
  const textsBefore = createTextsBefore({ typedWithin, said, isBare })
  return (control) => {
    const before = textsBefore(control)
    const label = labels.get(control.attributes.get('id') ?? '\0') ?? labelAround(control)
    const own = label ? said(label).slice(0, LONGEST_LABEL) : ''
    const [near = '', group = ''] = withRemarks(own === '' || own === before[0] ? before : [own, ...before])
    return { near, group, after: textAfter(control, typedWithin), hint: hintOf(control) }
  }
}

function eachOnce<T>(find: (element: Element) => T): (element: Element) => T {
  const known = new Map<Element, T>()
  return (element) => {
    const found = known.get(element) ?? find(element)
    known.set(element, found)
    return found
  }
}

/** A remark is read together with what it remarks on. */
function withRemarks([first = '', second, ...others]: string[]): string[] {
  if (second === undefined) return [first]
  if (!isRemark(first)) return [first, second]
  return withRemarks([second.endsWith(first) ? second : `${second} ${first}`, ...others])
}

/** The first `<label for>` of each control. */
function labelsById(page: Element, controls: readonly Element[]): Map<string, Element> {
  const labels = new Map<string, Element>()
  const wanted = new Set(controls.map(({ attributes }) => attributes.get('id')))
  for (const element of elements(page)) {
    const target = element.name === 'label' ? element.attributes.get('for') : undefined
    if (target !== undefined && wanted.has(target) && !labels.has(target)) labels.set(target, element)
  }
  return labels
}

function labelAround({ parent }: Element): Element | null {
  for (let at = parent; at !== null; at = at.parent) if (at.name === 'label') return at
  return null
}

function hintOf(control: Element): string {
  const hints = ['placeholder', 'title', 'aria-label', isTyped(control) ? 'value' : '']
  return tidy(hints.map((name) => control.attributes.get(name) ?? '').join(' '))
}

/** What an element says. Style sheets draw 必須 for a class, so the class says it too. */
function saidBy(element: Element): string {
  const text = textWithin(element)
  const marked = isMarked(element) || [...elements(element)].some(isMarked)
  return marked && !text.includes('必須') ? `${text} 必須` : text
}

/** Whether an element's class says 必須. */
export function isMarked({ attributes }: Element): boolean {
  const names = attributes.get('class') ?? ''
  return /require|hiss?u|(?:^|[\s_-])must(?:$|[\s_-])/i.test(names) && !/(?:not?|non|un)[-_]?require/i.test(names)
}

/** What follows a control in its own line. */
function textAfter(control: Element, typedWithin: ReadonlyMap<Element, number>): string {
  const siblings = control.parent?.children ?? []
  const words: string[] = []
  const place = siblings.indexOf(control) + 1
  for (const sibling of siblings.slice(place, place + FARTHEST)) {
    if (typeof sibling === 'string') words.push(sibling)
    else if (typedWithin.has(sibling)) break
    else if (sibling.name === 'br' && tidy(words.join('')) !== '') break
    else if (!isUnseen(sibling)) words.push(textWithin(sibling))
  }
  return tidy(words.join(' ')).slice(0, LONGEST_AFTER)
}

/** A box that says nothing of itself. */
function isBare(control: Element): boolean {
  return isTyped(control) && control.name === 'input' && hintOf(control) === ''
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
