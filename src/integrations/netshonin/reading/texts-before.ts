import { isUnseen } from '../visible-text.ts'
import { type Element, tidy } from './outline.ts'
import { isRemark } from './words.ts'

/** The controls of a form in its tree. */
export interface Places {
  /** How many controls that people type into each element holds, for elements with any control. */
  typedWithin: ReadonlyMap<Element, number>
  /** Whether a control says nothing of itself. */
  isBare(control: Element): boolean
  /** What an element says. */
  said(element: Element): string
}

/** A text before more controls than this names the page and no field. */
const LARGEST_GROUP = 3
/** Texts that are farther away say nothing of a control. */
const MOST_TEXTS = 6
/** A text longer than this is prose. */
const LONGEST = 120
/** A label stands no more than so many pieces of text and markup away. */
export const FARTHEST = 60
/** A heading reaches no further down than over so many rows. */
const HIGHEST_CELL = 6

/**
 * Finds the texts before a control, nearest first: at each level of the tree, what stands there since the last control.
 * What stands before a part of the page is looked for once, however many controls the part has.
 */
export function createTextsBefore(places: Places): (control: Element) => string[] {
  const known = new Map<Element, string[]>()
  const before = (at: Element, control: Element, cell: Element | null): string[] => {
    const parent = at.parent
    if (parent === null || at.name === 'form' || at.name === 'body') return []
    if (at !== control && (places.typedWithin.get(at) ?? 0) > LARGEST_GROUP) return []
    const found = known.get(at)
    if (found) return found
    const here = isCell(at) ? headingsOf(at, places) : [lastLine(at, at === control, cell, places)]
    const above = before(parent, control, isCell(at) ? at : cell)
    const texts = [...here.filter((text) => text !== '').map((text) => text.slice(-LONGEST)), ...above]
    // Of a row of headings each cell has its own.
    if (!isRows(at)) known.set(at, texts.slice(0, MOST_TEXTS))
    return texts
  }
  return (control) => before(control, control, null).slice(0, MOST_TEXTS)
}

/**
 * What stands before `at` among its siblings, since the last control there; of several lines the last that says something.
 * `cell` is the table cell below `at` that the control stands in.
 */
function lastLine(at: Element, isControl: boolean, cell: Element | null, places: Places): string {
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
    if (places.typedWithin.has(sibling)) {
      // 「お名前 [ ][ ]」: what stands before the first of two bare boxes is said of both.
      if (isControl && isRemark(line) && places.isBare(sibling) && places.isBare(at)) continue
      break
    }
    if (isLineEnd(sibling) && !isRemark(line)) break
    if (isUnseen(sibling)) continue
    const text = isRows(at) && isRows(sibling) && cell ? columnText(sibling, cell, places) : places.said(sibling)
    line = `${text} ${line}`
    if (sibling.name !== 'br' && isLineEnd(sibling) && !isRemark(text)) break
  }
  return tidy(line)
}

/** The cells before one in its row, nearest first, and those of earlier rows that reach down to it. */
function headingsOf(cell: Element, { typedWithin, said }: Places): string[] {
  const row = cell.parent
  if (row === null) return []
  const own = cellsOf(row)
  const before = own.slice(0, own.indexOf(cell))
  const free = before.slice(before.findLastIndex((each) => typedWithin.has(each)) + 1)
  const rows = row.parent?.children ?? []
  const place = rows.indexOf(row)
  const earlier = rows
    .slice(Math.max(0, place - FARTHEST), Math.max(0, place))
    .filter((each) => typeof each !== 'string')
    .slice(-HIGHEST_CELL)
  const reaching = earlier.flatMap((each, index) =>
    cellsOf(each).filter(
      (heading) => Number(heading.attributes.get('rowspan')) > earlier.length - index && !typedWithin.has(heading),
    ),
  )
  return [...reaching, ...free].slice(-MOST_TEXTS).toReversed().map(said)
}

/** Of a row of headings, or the last of several, the one of the cell's own column. */
function columnText(rows: Element, cell: Element, { said }: Places): string {
  const inner =
    rows.name === 'tr' ? rows : rows.children.findLast((child) => typeof child !== 'string' && isRows(child))
  const headings = inner && typeof inner !== 'string' ? cellsOf(inner) : []
  if (headings.length < 2) return said(rows)
  const heading = headings[cell.parent ? cellsOf(cell.parent).indexOf(cell) : 0]
  return heading ? said(heading) : ''
}

function cellsOf(row: Element): Element[] {
  return row.children.filter((child) => typeof child !== 'string').filter(isCell)
}

function isCell({ name }: Element): boolean {
  return name === 'td' || name === 'th'
}

function isRows({ name }: Element): boolean {
  return name === 'tr' || name === 'tbody' || name === 'thead'
}

function isLineEnd({ name }: Element): boolean {
  return name === 'br' || /^(h[1-6]|p|div|dt|dd|tr|td|th|tbody|thead|li|legend|caption|hr)$/.test(name)
}
