import type { Http, HttpResult } from '../../platform/http-client.ts'
import type { Answer } from '../connector.ts'
import { visibleText } from './page-text.ts'

/** Time-outs in milliseconds, and how far a result is followed. */
export const LIMITS = { postMs: 10_000, followMs: 5_000, redirects: 2, pageBytes: 256_000 }

const LONGEST_ANSWER = 1_000

/** What came back from the shop's form. */
export type Reply =
  /** The page a visitor would see in the end. */
  | { kind: 'page'; text: string; answer: Answer }
  /** Surely nothing was sent. `forbidden`: our own client refuses the address. */
  | { kind: 'not_sent'; reason: string; forbidden: boolean; answer: Answer }
  /** The web server refused the request before the form could take it. */
  | { kind: 'refused'; reason: string; answer: Answer }
  /** Sent, but how it ended cannot be read. */
  | { kind: 'unreadable'; reason: string; answer: Answer }

type Answered = Extract<HttpResult, { kind: 'answered' }>

/** Posts the form once and reads the page that answers it. Only redirects on the form's own host are followed. */
export async function postForm(http: Http, formUrl: string, body: string): Promise<Reply> {
  const result = await http.request({
    method: 'POST',
    url: formUrl,
    headers: { ...visitorHeaders, 'content-type': 'application/x-www-form-urlencoded', referer: withoutQuery(formUrl) },
    body,
    timeoutMs: LIMITS.postMs,
    maxBytes: LIMITS.pageBytes,
  })
  if (result.kind === 'answered') return follow(http, new URL(formUrl), result)
  const answer = { status: null, text: result.code }
  if (result.kind === 'lost')
    return { kind: 'unreadable', reason: `送信しましたが、結果を確認できませんでした(${result.reason})`, answer }
  const forbidden = result.code === 'insecure' || result.code === 'private_address'
  return { kind: 'not_sent', reason: result.reason, forbidden, answer }
}

/** Goes where the form sends its visitor; nothing is ever posted again. */
async function follow(http: Http, formUrl: URL, first: Answered): Promise<Reply> {
  let [here, result] = [formUrl.href, first]
  for (let hops = 0; isRedirect(result); hops++) {
    const answer = { status: result.status, text: result.headers.location ?? '' }
    const target = URL.parse(result.headers.location ?? '', here)
    const unreadable = (reason: string): Reply => ({ kind: 'unreadable', reason, answer })
    if (result.status === 307 || result.status === 308) return unreadable('登録フォームのURLが変わっているようです')
    if (target === null || target.host !== formUrl.host)
      return unreadable('結果のページが別のサイトにあり、確認できません')
    if (hops >= LIMITS.redirects) return unreadable('結果のページへの転送が多すぎて、確認できません')
    const next = await http.request({
      method: 'GET',
      url: target.href,
      headers: visitorHeaders,
      timeoutMs: LIMITS.followMs,
      maxBytes: LIMITS.pageBytes,
    })
    if (next.kind !== 'answered') return unreadable(`結果のページを開けませんでした(${next.reason})`)
    here = target.href
    result = next
  }
  return read(result)
}

function read(result: Answered): Reply {
  const { status, body, truncated } = result
  const text = visibleText(body, result.headers['content-type'] ?? '')
  const answer = { status, text: text.slice(0, LONGEST_ANSWER) }
  if (status >= 500) return { kind: 'unreadable', reason: `登録フォームでエラーが発生しました(HTTP ${status})`, answer }
  if (status >= 400)
    return { kind: 'refused', reason: `登録フォームにアクセスできませんでした(HTTP ${status})`, answer }
  if (truncated) return { kind: 'unreadable', reason: '結果のページが大きすぎて、確認できません', answer }
  return { kind: 'page', text, answer }
}

function isRedirect({ status, headers }: Answered): boolean {
  return status >= 300 && status < 400 && headers.location !== undefined
}

/** A form may look at where its visitor came from; what stands in the query is nobody else's business. */
function withoutQuery(formUrl: string): string {
  const url = new URL(formUrl)
  return url.origin + url.pathname
}

const visitorHeaders = {
  accept: 'text/html',
  'accept-language': 'ja',
  'user-agent': 'Luxliner',
  // A kept connection that the server closes at that moment would make a registration doubtful that never went out.
  connection: 'close',
}
