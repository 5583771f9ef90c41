import type { HttpResult } from '../../platform/http-client.ts'
import type { Outcome } from '../connector.ts'
import type { Desk } from './desk.ts'
import { type ErrorWords, readError } from './envelope.ts'

/** Zendesk counts calls by the minute, so a longer wait than ten is absurd; without `Retry-After` one minute is enough. */
const RETRY_AFTER = { leastMs: 1_000, mostMs: 600_000, absentMs: 60_000 }

type Answered = Extract<HttpResult, { kind: 'answered' }>

/**
 * What a call that was not answered with 2xx means for its ticket. What concerns every ticket alike (credentials, rights,
 * address) holds the post and pauses the connection; what concerns this ticket alone refuses it.
 */
export function failureOf(result: HttpResult, desk: Desk): Outcome {
  if (result.kind === 'answered') return answeredFailure(result, desk)
  const answer = desk.answerOf(null, result.code)
  if (result.kind === 'lost')
    return {
      kind: 'unknown',
      reason: `Zendeskへの送信の結果が分かりません(${result.reason})`,
      connection: 'failing',
      answer,
    }
  const reason = `Zendeskに接続できませんでした(${result.reason})`
  // Refused by our own client: only another configuration helps.
  if (result.code === 'insecure' || result.code === 'private_address')
    return { kind: 'retry', reason, hold: true, connection: 'paused', answer }
  return { kind: 'retry', reason, connection: 'failing', answer }
}

function answeredFailure(result: Answered, desk: Desk): Outcome {
  const { status } = result
  const body = result.body.toString('utf8')
  const answer = desk.answerOf(status, body)
  const error = readError(desk.conceal(body))
  const said = error.words ?? `HTTP ${status}`
  const wrongConnection = connectionFault(status, error, desk)
  if (wrongConnection !== null)
    return { kind: 'retry', reason: `${wrongConnection}(${said})`, hold: true, connection: 'paused', answer }
  if (status === 409) {
    const reason = `Zendesk側の処理が重なったため、時間をおいて送り直します(${said})`
    const afterMs = retryAfterMs(result.headers)
    return { kind: 'retry', reason, answer, ...(afterMs === null ? {} : { afterMs }) }
  }
  if (status === 429) {
    const afterMs = retryAfterMs(result.headers) ?? RETRY_AFTER.absentMs
    return { kind: 'rate_limited', reason: `ZendeskのAPIの利用制限のため(${said})`, retryAfterMs: afterMs, answer }
  }
  if (status >= 500 || status === 408)
    return { kind: 'unknown', reason: `Zendeskで障害が起きているようです(${said})`, connection: 'failing', answer }
  // A redirect, or a page that is not Zendesk's own, comes from something on the way: this ticket is not at fault.
  if (status < 400 || ((status === 403 || status === 404) && !error.fromZendesk))
    return { kind: 'retry', reason: `Zendeskから想定外の応答がありました(${said})`, connection: 'failing', answer }
  return { kind: 'refused', reason: `Zendeskが受け付けませんでした(${said})`, answer }
}

/** What is wrong with the connection itself and what to do, or null when this status does not say so. */
function connectionFault(status: number, error: ErrorWords, desk: Desk): string | null {
  if (status === 401) return 'Zendeskにログインできません。メールアドレスとAPIトークンをご確認ください'
  if (status === 403 && error.fromZendesk)
    return 'Zendeskでチケットを作成する権限がありません。メールアドレスの方の権限をご確認ください'
  // A missing record is named by a text (`RecordNotFound`); a host that nobody has claimed by an object.
  if (status === 404 && error.fromZendesk && error.code === null)
    return `サブドメイン「${desk.subdomain}」のZendeskが見つかりません。サブドメインをご確認ください`
  return null
}

/** `Retry-After` in seconds as milliseconds, kept within reason; null when absent or not a number of seconds. */
export function retryAfterMs(headers: Record<string, string>): number | null {
  const text = headers['retry-after']?.trim() ?? ''
  if (!/^\d+(\.\d+)?$/.test(text)) return null
  return Math.min(Math.max(Number(text) * 1_000, RETRY_AFTER.leastMs), RETRY_AFTER.mostMs)
}
