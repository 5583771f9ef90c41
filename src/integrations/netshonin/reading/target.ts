import type { Control } from './controls.ts'
import { type Element, elements } from './outline.ts'

/** Where and how a form is sent. `url` is '' when it cannot be told. */
export interface Target {
  url: string
  method: 'post' | 'get'
  enctype: 'urlencoded' | 'multipart'
}

/** Where and how a form of the page `tree` is sent; the button that is pressed may say otherwise. */
export function targetOf(form: Element, button: Control | null, tree: Element, pageUrl: string | null): Target {
  const said = (name: string) =>
    (button?.element.attributes.get(`form${name}`) ?? form.attributes.get(name) ?? '').trim()
  const base = [...elements(tree)].find(({ name, attributes }) => name === 'base' && attributes.has('href'))
  const baseUrl = URL.parse(base?.attributes.get('href') ?? '', pageUrl ?? undefined)?.href ?? pageUrl ?? undefined
  const action = said('action')
  // An empty action means the page itself, whatever its base.
  const url = action === '' ? URL.parse(pageUrl ?? '') : URL.parse(action, baseUrl)
  if (url) url.hash = ''
  return {
    url: url?.href ?? '',
    method: said('method').toLowerCase() === 'post' ? 'post' : 'get',
    enctype: said('enctype').toLowerCase() === 'multipart/form-data' ? 'multipart' : 'urlencoded',
  }
}
