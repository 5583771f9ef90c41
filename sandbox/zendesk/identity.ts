import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import {
  agentId,
  apiToken,
  type Credentials,
  type DeskUser,
  oauthClients,
  userByEmail,
  userById,
  type Zendesk,
} from './desk.ts'
import { invalidAccessToken, notAuthenticated } from './errors.ts'

/** Who is calling: a person of the desk with what they may do, nobody at all, or refused. */
export type Caller =
  | { kind: 'user'; user: DeskUser; credentials: Credentials; may: (scope: string) => boolean }
  | { kind: 'anonymous' }
  | { kind: 'refused'; answer: Response }

/**
 * Reads `Authorization`: Basic `{email}/token:{api token}` or a Bearer token of `/oauth/tokens`.
 * A password instead of a token is refused: Zendesk ended that in January 2026.
 */
export function identify(desk: Zendesk, authorization: string | undefined): Caller {
  if (authorization === undefined) return { kind: 'anonymous' }
  const [scheme = '', credentials = ''] = authorization.split(' ')
  if (scheme.toLowerCase() === 'bearer') return identifyBearer(desk, credentials)
  if (scheme.toLowerCase() !== 'basic') return { kind: 'refused', answer: notAuthenticated() }
  const [, email = '', token = ''] = /^(.*)\/token:(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? []
  const user = userByEmail(desk, email)
  if (!user || user.role === 'end-user' || token !== apiToken) return { kind: 'refused', answer: notAuthenticated() }
  return { kind: 'user', user, credentials: { kind: 'api_token', email }, may: () => true }
}

function identifyBearer(desk: Zendesk, token: string): Caller {
  const granted = desk.accessTokens.get(token)
  const user = userById(desk, agentId)
  if (!granted || !user || granted.expiresAt <= Date.now()) return { kind: 'refused', answer: invalidAccessToken() }
  // An unknown scope name still yields a token; only the call that needs a scope is refused.
  const credentials = { kind: 'oauth', clientId: granted.clientId } as const
  return { kind: 'user', user, credentials, may: (scope) => allows(granted.scopes, scope) }
}

/** `read` covers `tickets:read`, `write` covers `tickets:write`. */
function allows(scopes: string[], wanted: string): boolean {
  const [, verb = ''] = wanted.split(':')
  return scopes.includes(wanted) || scopes.includes(verb)
}

const tokenRequest = z.object({
  grant_type: z.literal('client_credentials'),
  client_id: z.string(),
  client_secret: z.string(),
  scope: z.string().default('read write'),
  expires_in: z.int().gt(300).lt(172_800).default(7_200),
})

/** `POST /oauth/tokens` for a confidential client; there is no refresh token. */
export function grantToken(desk: Zendesk, body: unknown): Response {
  const parsed = tokenRequest.safeParse(body)
  if (!parsed.success) {
    return Response.json({ error: 'invalid_request', error_description: 'The request is malformed' }, { status: 400 })
  }
  const { client_id, client_secret, scope, expires_in } = parsed.data
  if (!oauthClients.some(({ id, secret }) => id === client_id && secret === client_secret)) {
    return Response.json(
      { error: 'invalid_client', error_description: 'Client authentication failed.' },
      { status: 401 },
    )
  }
  const accessToken = randomBytes(32).toString('hex')
  const scopes = scope.split(' ').filter((name) => name !== '')
  desk.accessTokens.set(accessToken, { clientId: client_id, scopes, expiresAt: Date.now() + expires_in * 1000 })
  return Response.json({ access_token: accessToken, token_type: 'bearer', scope, expires_in }, { status: 201 })
}
