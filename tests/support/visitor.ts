/** A page as a visitor got it. */
export interface Page {
  status: number
  /** Path and query, after redirects. */
  path: string
  headers: Headers
  html: string
  /** The fields that the page's form would send as it stands. */
  fields: Record<string, string>
}

/** A browser without scripts: follows redirects, keeps cookies, sends forms. */
export interface Visitor {
  open(path: string): Promise<Page>
  send(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Page>
  /** The cookies it holds, by name. */
  cookies: Map<string, string>
}

/** A visitor of the site at `baseUrl` whom nobody has seen yet. */
export function createVisitor(baseUrl: string): Visitor {
  const cookies = new Map<string, string>()
  const request = async (path: string, init: RequestInit): Promise<Page> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, baseUrl), {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie },
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (/max-age=0/i.test(set)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (response.status === 303 && location !== null) return request(location, {})
    const html = await response.text()
    const { pathname, search } = new URL(path, baseUrl)
    return { status: response.status, path: pathname + search, headers: response.headers, html, fields: fieldsOf(html) }
  }
  return {
    cookies,
    open: (path) => request(path, {}),
    send: (path, fields, headers = {}) => request(path, { method: 'POST', body: new URLSearchParams(fields), headers }),
  }
}

function fieldsOf(html: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [input] of html.matchAll(/<input[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(input)?.[1]
    const isLeftOut = /\btype="(checkbox|radio)"/.test(input) && !/\bchecked=/.test(input)
    if (name !== undefined && !isLeftOut) fields[name] = unescaped(/\bvalue="([^"]*)"/.exec(input)?.[1] ?? '')
  }
  for (const [, name = '', text = ''] of html.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)</g))
    fields[name] = unescaped(text)
  for (const [, name = '', options = ''] of html.matchAll(/<select[^>]* name="([^"]*)"[^>]*>(.*?)<\/select>/gs))
    fields[name] = unescaped(/<option selected="">([^<]*)</.exec(options)?.[1] ?? '')
  return fields
}

function unescaped(text: string): string {
  const characters: Record<string, string> = { '&quot;': '"', '&#x27;': "'", '&lt;': '<', '&gt;': '>', '&amp;': '&' }
  return text.replace(/&(?:quot|#x27|lt|gt|amp);/g, (entity) => characters[entity] ?? entity)
}
