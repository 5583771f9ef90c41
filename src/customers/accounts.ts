import { betterAuth } from 'better-auth'
import type { Pool } from 'pg'
import type { Secrets } from '../platform/secrets.ts'

/** Set by `signIn` alone, from the connection's address: nobody outside can send it, because the routes are not mounted. */
const ADDRESS_HEADER = 'x-luxliner-client-address'

export type SignInResult =
  /** `cookies` are whole `Set-Cookie` values. */
  | { kind: 'signed_in'; cookies: string[] }
  | { kind: 'wrong' }
  /** Too many tries from this address; try again later. */
  | { kind: 'too_many' }

/** Members' accounts: who may look at 会員ページ. */
export interface MemberAccounts {
  hashPassword(password: string): Promise<string>
  /** `name` is an `accountName`. */
  signIn(name: string, password: string, clientAddress: string): Promise<SignInResult>
  /** Ends the session; returns the `Set-Cookie` values that clear it. */
  signOut(headers: Headers): Promise<string[]>
  /** The id of the account whose session these request headers carry, or null. */
  accountOf(headers: Headers): Promise<string | null>
}

/**
 * What a customer's account is called at better-auth. Not their address: better-auth takes only addresses that keep the
 * standard, which `a..b@` of a Japanese carrier does not (and `.invalid` never gets mail, RFC 2606).
 */
export function accountName(customerId: string): string {
  return `${customerId}@customer.invalid`
}

const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

function memberAuth(parts: { pool: Pool; secrets: Secrets; baseUrl: string }) {
  return betterAuth({
    appName: 'luxliner-member',
    baseURL: parts.baseUrl,
    basePath: '/api/members/auth',
    secret: parts.secrets.derive('member-auth'),
    database: parts.pool,
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    user: { modelName: 'member_user', fields: { emailVerified: 'email_verified', ...TIMES } },
    session: {
      modelName: 'member_session',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...TIMES,
      },
    },
    account: {
      modelName: 'member_account',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...TIMES,
      },
    },
    verification: { modelName: 'member_verification', fields: { expiresAt: 'expires_at', ...TIMES } },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'member_rate_limit',
      fields: { lastRequest: 'last_request' },
      customRules: { '/sign-in/email': { window: 60, max: 10 } },
    },
    advanced: {
      cookiePrefix: 'luxliner-member',
      useSecureCookies: parts.baseUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
  })
}

/**
 * The second better-auth instance, over the tables `member_…`. Its HTTP routes are called from here only: the pages have
 * plain forms of their own, and the rate limit works on routes.
 */
export function createMemberAccounts(parts: { pool: Pool; secrets: Secrets; baseUrl: string }): MemberAccounts {
  const auth = memberAuth(parts)
  const post = (path: string, body: unknown, headers: Record<string, string>) =>
    auth.handler(
      new Request(`${parts.baseUrl}/api/members/auth${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: new URL(parts.baseUrl).origin, ...headers },
        body: JSON.stringify(body),
      }),
    )
  return {
    async hashPassword(password) {
      const context = await auth.$context
      return context.password.hash(password)
    },
    async signIn(name, password, clientAddress) {
      const response = await post('/sign-in/email', { email: name, password }, { [ADDRESS_HEADER]: clientAddress })
      if (response.ok) return { kind: 'signed_in', cookies: response.headers.getSetCookie() }
      if (response.status === 429) return { kind: 'too_many' }
      if (response.status < 500) return { kind: 'wrong' }
      throw new Error(`sign-in answered ${response.status}`)
    },
    async signOut(headers) {
      const response = await post('/sign-out', {}, { cookie: headers.get('cookie') ?? '' })
      return response.headers.getSetCookie()
    },
    async accountOf(headers) {
      const session = await auth.api.getSession({ headers })
      return session?.user.id ?? null
    },
  }
}
