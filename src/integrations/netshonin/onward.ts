import { textOf } from './reading/controls.ts'
import { elements, outline } from './reading/outline.ts'
import type { Page } from './visit.ts'

/** `location.href = "thanks.html"`, `window.location.replace('thanks.html')`. */
const BY_SCRIPT = /\blocation(?:\.href)?\s*(?:=|\.(?:replace|assign)\()\s*(["'])([^"'<>\s]+)\1/g
/** A page that is shown for longer than this waits for its reader. */
const LONGEST_WAIT_S = 30

/**
 * Where a page sends its visitors by itself, as old programs do after a registration: `<meta http-equiv=refresh>`, or the
 * only address in the scripts of a page that shows nothing. Null when the visitor stays.
 */
export function onwardFrom({ html, url, text }: Page): string | null {
  const found: string[] = []
  for (const element of elements(outline(html))) {
    const { name, attributes } = element
    if (name === 'meta' && attributes.get('http-equiv')?.trim().toLowerCase() === 'refresh') {
      const target = refreshTarget(attributes.get('content') ?? '')
      if (target !== null) found.unshift(target)
    }
    if (name === 'script' && text === '')
      for (const [, , target = ''] of textOf(element).matchAll(BY_SCRIPT)) found.push(target)
  }
  const [only] = new Set(found.map((target) => URL.parse(target, url)?.href ?? ''))
  return only && new Set(found).size === 1 && /^https?:/.test(only) && only !== url ? only : null
}

/** `5; URL='thanks.html'`. A page without an address only shows itself anew. */
function refreshTarget(content: string): string | null {
  const [, wait = '', target = ''] = /^\s*([\d.]+)\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']*)/i.exec(content) ?? []
  return target.trim() !== '' && Number(wait) <= LONGEST_WAIT_S ? target.trim() : null
}
