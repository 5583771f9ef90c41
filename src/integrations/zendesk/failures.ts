import type { HttpResult } from '../../platform/http-client.ts'
import type { BudgetReport, Outcome } from '../connector.ts'
import type { Desk, DeskResult } from './desk.ts'
import { type ErrorWords, readError } from './envelope.ts'

/** Zendesk counts calls by the minute, so a longer wait than ten is absurd; without `Retry-After` one minute is enough. */
export const RETRY_AFTER = { leastMs: 1_000, mostMs: 600_000, absentMs: 60_000 }

type Answered = Extract<HttpResult, { kind: 'answered' }>
type NotSent = Extract<HttpResult, { kind: 'not_sent' }>

/**
 * What a call that was not answered with 2xx means for its ticket. What concerns every ticket alike (credentials, rights,
 * address) holds the post and pauses the connection; what concerns this ticket alone refuses it.
 */
export function failureOf(result: DeskResult, desk: Desk): Outcome {
  switch (result.kind) {
    case 'no_token':
      return tokenFailure(result.because, desk)
    case 'not_sent':
      return notSent(result, desk)
    case 'lost':
      return {
        kind: 'unknown',
        reason: `Zendeskから応答がなく、結果が分かりません(${result.reason})`,
        connection: 'failing',
        answer: desk.answerOf(null, result.code),
      }
    case 'answered':
      return callFailure(result, desk)
  }
}

/** Without an access token nothing was sent, so whatever went wrong may be tried again, or waits for other settings. */
function tokenFailure(result: HttpResult, desk: Desk): Outcome {
  if (result.kind === 'not_sent') return notSent(result, desk)
  const failed = (why: string, text: string, status: number | null = null): Outcome => ({
    kind: 'retry',
    reason: `Zendeskのアクセストークンを取得できませんでした(${why})`,
    connection: 'failing',
    answer: desk.answerOf(status, text),
  })
  if (result.kind === 'lost') return failed(result.reason, result.code)
  const { status } = result
  // The body of a success may hold a token, whatever else is wrong with it: none of it is kept.
  if (status >= 200 && status <= 299) return failed('応答を読み取れませんでした', '', status)
  const { error, said, answer } = heard(result, desk)
  if (status === 429) return limited(result, said, answer)
  const pause = (reason: string): Outcome => ({ kind: 'retry', reason, hold: true, connection: 'paused', answer })
  if (isUnknownHost(status, error)) return pause(unknownHost(desk))
  const refused = status === 401 || (error.fromZendesk && [400, 403, 404, 422].includes(status))
  if (refused) return pause(`${wrongCredentials(desk)}(${said})`)
  return failed(said, result.body.toString('utf8'), status)
}

function callFailure(result: Answered, desk: Desk): Outcome {
  const { status } = result
  const { error, said, answer } = heard(result, desk)
  const wrongConnection = connectionFault(status, error, said, desk)
  if (wrongConnection !== null)
    return { kind: 'retry', reason: wrongConnection, hold: true, connection: 'paused', answer }
  if (status === 429) return limited(result, said, answer)
  const reported = { answer, ...budgetIn(result.headers) }
  const afterMs = retryAfterMs(result.headers)
  const again = { kind: 'unknown', ...reported, ...(afterMs === null ? {} : { afterMs }) } as const
  // Sent again it makes the ticket (the cassettes' 409, 409, 201), yet others found their ticket made after a 409.
  if (status === 409) return { ...again, reason: `Zendesk側の処理が重なったため、時間をおいて送り直します(${said})` }
  if (status >= 500 || status === 408)
    return { ...again, reason: `Zendeskで障害が起きているようです(${said})`, connection: 'failing' }
  // A redirect, or a page that is not Zendesk's own, comes from something on the way: this ticket is not at fault.
  if (status < 400 || ((status === 403 || status === 404) && !error.fromZendesk))
    return { kind: 'retry', reason: `Zendeskから想定外の応答がありました(${said})`, connection: 'failing', ...reported }
  return { kind: 'refused', reason: `Zendeskが受け付けませんでした(${said})`, ...reported }
}

function notSent(result: NotSent, desk: Desk): Outcome {
  const answer = desk.answerOf(null, result.code)
  const reason = `Zendeskに接続できませんでした(${result.reason})`
  // Refused by our own client: only another configuration helps.
  if (result.code === 'insecure' || result.code === 'private_address')
    return { kind: 'retry', reason, hold: true, connection: 'paused', answer }
  return { kind: 'retry', reason, connection: 'failing', answer }
}

function limited(result: Answered, said: string, answer: ReturnType<Desk['answerOf']>): Outcome {
  const afterMs = retryAfterMs(result.headers) ?? RETRY_AFTER.absentMs
  const reason = `ZendeskのAPIの利用制限にかかりました(${said})`
  return { kind: 'rate_limited', reason, retryAfterMs: afterMs, exhausted: { resetsInMs: afterMs }, answer }
}

function heard(result: Answered, desk: Desk) {
  const body = result.body.toString('utf8')
  const error = readError(desk.conceal(body))
  return { error, said: error.words ?? `HTTP ${result.status}`, answer: desk.answerOf(result.status, body) }
}

/** What is wrong with the connection itself and what to do, or null when this status does not say so. */
function connectionFault(status: number, error: ErrorWords, said: string, desk: Desk): string | null {
  if (status === 401) return `${wrongCredentials(desk)}(${said})`
  if (status === 403 && error.fromZendesk) return `${missingRights(desk)}(${said})`
  return isUnknownHost(status, error) ? unknownHost(desk) : null
}

function wrongCredentials(desk: Desk): string {
  return desk.authentication === 'oauth'
    ? 'Zendeskにログインできません。OAuthクライアントIDとシークレットをご確認ください'
    : 'Zendeskにログインできません。メールアドレスとAPIトークンをご確認ください'
}

function missingRights(desk: Desk): string {
  return desk.authentication === 'oauth'
    ? 'Zendeskでチケットを作成する権限がありません。OAuthクライアントに許可されたスコープ(tickets:read、tickets:write、users:read)と、関連付けられたユーザーの権限をご確認ください'
    : 'Zendeskでチケットを作成する権限がありません。メールアドレスの方の権限をご確認ください'
}

/** A missing record is named by a text (`RecordNotFound`); a host that nobody has claimed by an object. */
function isUnknownHost(status: number, error: ErrorWords): boolean {
  return status === 404 && error.fromZendesk && error.code === null
}

/** Zendesk's own words offer the address for sale, which helps nobody. */
function unknownHost(desk: Desk): string {
  return `サブドメイン「${desk.subdomain}」のZendeskが見つかりません。サブドメインをご確認ください`
}

/** `Retry-After` in seconds as milliseconds, kept within reason; null when absent or not a number of seconds. */
function retryAfterMs(headers: Record<string, string>): number | null {
  const seconds = numberIn(headers['retry-after'])
  return seconds === null ? null : Math.min(Math.max(seconds * 1_000, RETRY_AFTER.leastMs), RETRY_AFTER.mostMs)
}

/** The account's calls of this minute, where the answer says how many are left; three spellings were seen. */
export function budgetIn(headers: Record<string, string>): { budget?: BudgetReport } {
  const remaining = numberIn(
    headers['ratelimit-remaining'] ?? headers['rate-limit-remaining'] ?? headers['x-rate-limit-remaining'],
  )
  const seconds = numberIn(headers['ratelimit-reset'] ?? headers['rate-limit-reset'])
  if (remaining === null) return {}
  return { budget: { remaining: Math.floor(remaining), resetsInMs: seconds === null ? null : seconds * 1_000 } }
}

function numberIn(header: string | undefined): number | null {
  const text = header?.trim() ?? ''
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null
}
