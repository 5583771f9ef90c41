import { type Element, outline, tidy } from './reading/outline.ts'

/** Elements whose text no visitor reads. */
const UNSEEN = new Set(
  'head title script style template noscript iframe noembed noframes textarea select datalist'.split(' '),
)

/** The text of an HTML page that a visitor sees, on one line. */
export function visibleText(html: string): string {
  return textWithin(outline(html))
}

/** The text that a visitor sees of an element. Pictures of words, common on old pages, say what their `alt` says. */
export function textWithin(element: Element): string {
  const words: string[] = []
  const walk = (from: Element) => {
    if (from.name === 'img') words.push(from.attributes.get('alt') ?? '')
    for (const child of from.children) {
      if (typeof child === 'string') words.push(child)
      else if (!isUnseen(child)) {
        // Words of two cells or lines are not one word; those of two spans are.
        if (!INLINE.has(child.name)) words.push(' ')
        walk(child)
        if (!INLINE.has(child.name)) words.push(' ')
      }
    }
  }
  walk(element)
  return tidy(words.join(''))
}

const INLINE = new Set(
  'a abbr b big code em font i img label mark nobr q ruby rb s small span strong sub sup tt u'.split(' '),
)

/** Whether nobody sees the element, as far as the page itself says so. */
export function isUnseen({ name, attributes }: Element): boolean {
  if (UNSEEN.has(name) || attributes.has('hidden')) return true
  return /display\s*:\s*none/i.test(attributes.get('style') ?? '')
}
