import type { EncodedForm } from '../../platform/form-encoding.ts'
import type { Http, HttpResult } from '../../platform/http-client.ts'
import type { Answer } from '../connector.ts'
import { type DecodedPage, decodePage } from './reading/page.ts'
import { visibleText } from './visible-text.ts'

/** Bounds of one registration. `requestMs`: one request; `totalMs`: all of them; `redirects`: for each page. */
export const LIMITS = { requestMs: 10_000, totalMs: 40_000, redirects: 3, pageBytes: 256_000 }

const LONGEST_ANSWER = 1_000

/** A page as it was reached, or why there is none. */
export type Visited =
  | { kind: 'page'; page: Page; answer: Answer }
  /** Surely nothing was sent. `forbidden`: our own client refuses the address. */
  | { kind: 'not_sent'; reason: string; forbidden: boolean; answer: Answer }
  /** The web server refused the request (4xx). */
  | { kind: 'refused'; reason: string; answer: Answer }
  /** Sent, and the visitor is sent on to another site, where we do not follow. `url` is without its query. */
  | { kind: 'elsewhere'; url: string; reason: string; answer: Answer }
  /** Sent, but what came of it cannot be read. */
  | { kind: 'unreadable'; reason: string; answer: Answer }

export interface Page extends DecodedPage {
  url: string
  /** What a visitor sees. */
  text: string
  setsCookie: boolean
}

/** One visitor of one host, with its cookies. */
export interface Visit {
  open(url: string): Promise<Visited>
  submit(url: string, form: EncodedForm, referer: string): Promise<Visited>
}

/** Begins a visit. Redirects are followed by hand, with GET, and only on the host that was asked. */
export function startVisit(http: Http): Visit {
  const cookies = new Map<string, Map<string, string>>()
  const endsAt = performance.now() + LIMITS.totalMs
  const request = async (url: URL, form: EncodedForm | null, referer: string | null): Promise<HttpResult> => {
    const left = endsAt - performance.now()
    if (left < 100) return { kind: 'not_sent', code: 'timeout', reason: '時間内に終わりませんでした' }
    const jar = cookies.get(url.host) ?? new Map<string, string>()
    cookies.set(url.host, jar)
    const result = await http.request({
      method: form ? 'POST' : 'GET',
      url: url.href,
      headers: headersFor(jar, form, referer),
      ...(form ? { body: form.body } : {}),
      timeoutMs: Math.min(LIMITS.requestMs, left),
      maxBytes: LIMITS.pageBytes,
    })
    if (result.kind === 'answered') keepCookies(jar, result.headers['set-cookie'] ?? '')
    return result
  }
  const go = async (url: string, form: EncodedForm | null, referer: string | null): Promise<Visited> => {
    const asked = URL.parse(url)
    if (asked === null || !/^https?:$/.test(asked.protocol)) return notSent('アドレスが正しくありません', 'insecure')
    const first = await request(asked, form, referer)
    if (first.kind === 'not_sent') return notSent(first.reason, first.code)
    return follow(asked, first, (target) => request(target, null, null), cookies.get(asked.host))
  }
  return { open: (url) => go(url, null, null), submit: (url, form, referer) => go(url, form, referer) }
}

/** A form that is sent with GET: nothing but an address. */
export function addressOf(url: string, query: string): string {
  const target = new URL(url)
  target.search = query
  return target.href
}

type Sent = Exclude<HttpResult, { kind: 'not_sent' }>

/** Goes where the server sends its visitor; nothing is ever posted again. */
async function follow(
  asked: URL,
  first: Sent,
  open: (target: URL) => Promise<HttpResult>,
  jar: ReadonlyMap<string, string> | undefined,
): Promise<Visited> {
  let [here, result]: [URL, Sent] = [asked, first]
  for (let hops = 0; ; hops++) {
    if (result.kind === 'lost')
      return unreadable(
        hops === 0
          ? `送信しましたが、結果を確認できませんでした(${result.reason})`
          : `結果のページを開けませんでした(${result.reason})`,
        { status: null, text: result.code },
      )
    const location = result.headers.location
    if (result.status < 300 || result.status >= 400 || location === undefined)
      return read(here, result, (jar?.size ?? 0) > 0)
    const answer = { status: result.status, text: location.slice(0, LONGEST_ANSWER) }
    if (result.status === 307 || result.status === 308)
      return unreadable('登録フォームのURLが変わっているようです', answer)
    const target = URL.parse(location, here.href)
    if (target === null || !/^https?:$/.test(target.protocol))
      return unreadable('結果のページのアドレスが正しくありません', answer)
    if (target.host !== asked.host || isWeaker(target, here)) return elsewhere(target, answer)
    if (hops >= LIMITS.redirects) return unreadable('結果のページへの転送が多すぎて、確認できません', answer)
    const next = await open(target)
    if (next.kind === 'not_sent') return unreadable(`結果のページを開けませんでした(${next.reason})`, answer)
    here = target
    result = next
  }
}

/** Cookies and names must not fall back to plain http. */
function isWeaker(target: URL, here: URL): boolean {
  return target.protocol !== here.protocol && target.protocol !== 'https:'
}

function read(url: URL, result: Extract<HttpResult, { kind: 'answered' }>, setsCookie: boolean): Visited {
  const { status, body, truncated } = result
  const page = decodePage(body, result.headers['content-type'] ?? '')
  const text = visibleText(page.html)
  const answer = { status, text: text.slice(0, LONGEST_ANSWER) }
  if (status >= 500) return unreadable(`登録フォームでエラーが発生しました(HTTP ${status})`, answer)
  if (status >= 400)
    return { kind: 'refused', reason: `登録フォームにアクセスできませんでした(HTTP ${status})`, answer }
  if (truncated) return unreadable('結果のページが大きすぎて、確認できません', answer)
  return { kind: 'page', page: { ...page, url: url.href, text, setsCookie }, answer }
}

/** The end of a visit that goes on at another site. */
export function elsewhere(target: URL, answer: Answer): Visited {
  const url = withoutQuery(target.href)
  return { kind: 'elsewhere', url, reason: `結果のページが別のサイトにあり、確認できません(移動先: ${url})`, answer }
}

function unreadable(reason: string, answer: Answer): Visited {
  return { kind: 'unreadable', reason, answer }
}

function notSent(reason: string, code: string): Visited {
  const forbidden = code === 'insecure' || code === 'private_address'
  return { kind: 'not_sent', reason, forbidden, answer: { status: null, text: code } }
}

/** What a browser sends of itself, as far as a form may look at it. */
function headersFor(
  jar: ReadonlyMap<string, string>,
  form: EncodedForm | null,
  referer: string | null,
): Record<string, string> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    accept: 'text/html',
    'accept-language': 'ja',
    'user-agent': 'Luxliner',
    // A kept connection that the server closes at that moment would make a registration doubtful that never went out.
    connection: 'close',
    ...(form ? { 'content-type': form.contentType } : {}),
    ...(referer === null
      ? {}
      : { referer: withoutQuery(referer), ...(form ? { origin: new URL(referer).origin } : {}) }),
    ...(cookie === '' ? {} : { cookie }),
  }
}

/** What stands in a query is nobody else's business. */
function withoutQuery(address: string): string {
  const url = new URL(address)
  return url.origin + url.pathname
}

/** Several cookies come in one line, separated by commas, which dates contain too. */
function keepCookies(jar: Map<string, string>, line: string): void {
  for (const cookie of line.split(/,(?=\s*[^;,=\s]+=)/)) {
    const [pair = '', ...attributes] = cookie.split(';')
    const [name, value] = [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()]
    if (name === '' || !pair.includes('=')) continue
    if (attributes.some((attribute) => /^\s*(max-age\s*=\s*(0|-)|expires\s*=.*\b(19\d\d|200\d)\b)/i.test(attribute)))
      jar.delete(name)
    else jar.set(name, value)
  }
}
