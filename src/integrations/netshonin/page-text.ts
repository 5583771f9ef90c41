import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node

/** Elements whose text no visitor reads. */
const UNSEEN = new Set(['head', 'script', 'style', 'template', 'noscript', 'textarea', 'select', 'datalist'])

/** Enough to find `<meta charset>`: browsers look no further than 1024 bytes. */
const META_BYTES = 1_024

/**
 * The text of an HTML page that a visitor sees, on one line. Old pages come in EUC-JP or Shift_JIS; the charset is that of
 * the header, else of the page's own `<meta>`, else UTF-8.
 */
export function visibleText(body: Buffer, contentType: string): string {
  const words: string[] = []
  // A stack of our own: a page may nest elements deeper than the call stack reaches.
  const waiting: Node[] = [parse(decode(body, contentType))]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.nodeName === '#text') words.push((node as DefaultTreeAdapterTypes.TextNode).value)
    else if ('childNodes' in node && !isUnseen(node)) waiting.push(...node.childNodes.toReversed())
  }
  return words.join(' ').replace(/\s+/g, ' ').trim()
}

function isUnseen(node: Node): boolean {
  if (UNSEEN.has(node.nodeName)) return true
  if (!('attrs' in node)) return false
  return node.attrs.some(
    ({ name, value }) => name === 'hidden' || (name === 'style' && /display\s*:\s*none/i.test(value)),
  )
}

function decode(body: Buffer, contentType: string): string {
  const declared = charsetIn(contentType) ?? charsetIn(body.subarray(0, META_BYTES).toString('latin1')) ?? 'utf-8'
  try {
    return new TextDecoder(declared).decode(body)
  } catch {
    return new TextDecoder().decode(body)
  }
}

function charsetIn(text: string): string | null {
  return /charset\s*=\s*["']?([\w-]+)/i.exec(text)?.[1] ?? null
}
