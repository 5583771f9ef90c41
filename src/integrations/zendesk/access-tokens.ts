import { z } from 'zod'
import type { Http, HttpResult } from '../../platform/http-client.ts'
import { parseJson } from './envelope.ts'

/** A confidential OAuth client of an account. `base` as in `Desk`. */
export interface OAuthClient {
  base: string
  id: string
  secret: string
}

export type TokenAnswer = { kind: 'token'; token: string } | { kind: 'failed'; because: HttpResult }

/** The access token of the OAuth client in use, in memory only. */
export interface AccessTokens {
  /** The kept token, or a fresh one; however many ask at once, one call fetches it. */
  get(http: Http, client: OAuthClient): Promise<TokenAnswer>
  /** The token did not work: the next who asks gets another one. */
  forget(token: string): void
}

/** An unknown scope yields a token that opens nothing; a known name and its general form together are refused. */
const SCOPE = 'tickets:read tickets:write users:read'
/** Zendesk takes more than 300 and less than 172,800. */
const LIFE_SECONDS = 7_200
/** What Zendesk gives clients that ask for no length of life. */
const UNSAID_LIFE_SECONDS = 1_800
/** A token is renewed this long before it ends, or half-way where its life is short. */
const RENEW_BEFORE_MS = 300_000
export const TOKEN_TIMEOUT_MS = 10_000

interface Kept {
  client: string
  token: string
  renewAt: number
  endsAt: number
}

const grant = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().optional().catch(undefined),
})

/** Keeps no token yet. `now` counts milliseconds and never goes back. */
export function createAccessTokens(now: () => number = () => performance.now()): AccessTokens {
  let kept: Kept | null = null
  let fetching: { client: string; result: Promise<Kept | HttpResult> } | null = null

  const fetchOnce = (http: Http, client: OAuthClient, name: string) => {
    if (fetching?.client === name) return fetching.result
    const result = fetchToken(http, client, name, now).then((answer) => {
      if ('token' in answer) kept = answer
      return answer
    })
    const mine = { client: name, result }
    fetching = mine
    const done = () => {
      if (fetching === mine) fetching = null
    }
    result.then(done, done)
    return result
  }

  return {
    async get(http, client) {
      const name = JSON.stringify([client.base, client.id, client.secret])
      if (kept?.client === name && now() < kept.renewAt) return { kind: 'token', token: kept.token }
      const fetched = await fetchOnce(http, client, name)
      if ('token' in fetched) return { kind: 'token', token: fetched.token }
      // Renewing failed: the old one serves to its end.
      if (kept?.client === name && now() < kept.endsAt) return { kind: 'token', token: kept.token }
      return { kind: 'failed', because: fetched }
    },
    forget(token) {
      if (kept?.token === token) kept = null
    },
  }
}

/** https://developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens/ */
async function fetchToken(
  http: Http,
  { base, id, secret }: OAuthClient,
  name: string,
  now: () => number,
): Promise<Kept | HttpResult> {
  const askedAt = now()
  const result = await http.request({
    method: 'POST',
    url: `${base}/oauth/tokens`,
    headers: { 'content-type': 'application/json', accept: 'application/json', 'user-agent': 'Luxliner' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secret,
      scope: SCOPE,
      expires_in: LIFE_SECONDS,
    }),
    timeoutMs: TOKEN_TIMEOUT_MS,
  })
  if (result.kind !== 'answered' || result.status < 200 || result.status > 299) return result
  const parsed = grant.safeParse(parseJson(result.body.toString('utf8')))
  if (!parsed.success) return result
  // One sentence of the reference says milliseconds: a life longer than asked for is not believed.
  const lifeMs = Math.min(parsed.data.expires_in ?? UNSAID_LIFE_SECONDS, LIFE_SECONDS) * 1_000
  const endsAt = askedAt + lifeMs
  return {
    client: name,
    token: parsed.data.access_token,
    renewAt: endsAt - Math.min(RENEW_BEFORE_MS, lifeMs / 2),
    endsAt,
  }
}
