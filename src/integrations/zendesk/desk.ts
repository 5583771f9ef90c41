import type { Http, HttpRequest, HttpResult } from '../../platform/http-client.ts'
import type { Answer } from '../connector.ts'
import type { AccessTokens, OAuthClient } from './access-tokens.ts'
import type { ZendeskSettings } from './settings.ts'

/** A call below the account's address; the credentials are added. `path` starts with a slash. */
export type DeskRequest = Pick<HttpRequest, 'method' | 'body' | 'timeoutMs'> & {
  path: string
  headers?: Record<string, string>
}

/** How a call ended. `no_token`: it was not made, because the call for an access token ended like this. */
export type DeskResult = HttpResult | { kind: 'no_token'; because: HttpResult }

/** A shop's account at Zendesk, as calls need it. */
export interface Desk {
  subdomain: string
  /** Without a slash at the end, such as `https://mycompany.zendesk.com`. */
  base: string
  authentication: ZendeskSettings['authentication']
  /** Makes one call with the shop's credentials. */
  ask(request: DeskRequest): Promise<DeskResult>
  /** The answer as it may be stored: shortened, and without the credentials should the remote echo them. */
  answerOf(status: number | null, text: string): Answer
  /** A text of the remote without the credentials. */
  conceal(text: string): string
}

const LONGEST_ANSWER = 1_000

/** The account of the settings. `apiBase` names the host, with `{subdomain}` where the account's label goes. */
export function deskOf(apiBase: string, settings: ZendeskSettings, http: Http, tokens: AccessTokens): Desk {
  const { subdomain, authentication } = settings
  const base = apiBase.replaceAll('{subdomain}', subdomain).replace(/\/+$/, '')
  const secrets = new Set([settings.apiToken, settings.clientSecret])
  const call = (request: DeskRequest, authorization: string) =>
    http.request({
      method: request.method,
      url: base + request.path,
      headers: { authorization, accept: 'application/json', 'user-agent': 'Luxliner', ...request.headers },
      timeoutMs: request.timeoutMs,
      ...(request.body === undefined ? {} : { body: request.body }),
    })
  const withApiToken = (request: DeskRequest) => {
    const credentials = Buffer.from(`${settings.email}/token:${settings.apiToken}`).toString('base64')
    secrets.add(credentials)
    return call(request, `Basic ${credentials}`)
  }
  const withAccessToken = async (request: DeskRequest) => {
    const client = { base, id: settings.clientId, secret: settings.clientSecret }
    return callWithToken(tokens, http, client, (token) => {
      secrets.add(token)
      return call(request, `Bearer ${token}`)
    })
  }
  const conceal = (text: string) =>
    [...secrets]
      .filter((secret) => secret.length >= 4)
      .reduce((rest, secret) => rest.replaceAll(secret, '[秘密]'), text)
  return {
    subdomain,
    base,
    authentication,
    ask: authentication === 'oauth' ? withAccessToken : withApiToken,
    answerOf: (status, text) => ({ status, text: conceal(text).slice(0, LONGEST_ANSWER) }),
    conceal,
  }
}

/**
 * An access token may have been revoked, or have ended early: a 401 surely had no effect, so the call is made once more with
 * another one. Two that do not work are no chance.
 */
async function callWithToken(
  tokens: AccessTokens,
  http: Http,
  client: OAuthClient,
  call: (token: string) => Promise<HttpResult>,
): Promise<DeskResult> {
  const first = await tokens.get(http, client)
  if (first.kind === 'failed') return { kind: 'no_token', because: first.because }
  const result = await call(first.token)
  if (!isUnauthorised(result)) return result
  tokens.forget(first.token)
  const fresh = await tokens.get(http, client)
  if (fresh.kind === 'failed') return { kind: 'no_token', because: fresh.because }
  const again = await call(fresh.token)
  if (isUnauthorised(again)) tokens.forget(fresh.token)
  return again
}

function isUnauthorised(result: HttpResult): boolean {
  return result.kind === 'answered' && result.status === 401
}

/** Where agents read a ticket. */
export function ticketPage(desk: Desk, ticketId: string): string {
  return `${desk.base}/agent/tickets/${ticketId}`
}
