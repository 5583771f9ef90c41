import { betterAuth } from 'better-auth'
import type { Pool } from 'pg'
import type { Log } from '../platform/log.ts'
import type { Secrets } from '../platform/secrets.ts'
import { PASSWORD_MAX, PASSWORD_MIN } from './schema.ts'
import { tables } from './tables.ts'

/** Never routed to: the sessions of the API stand before it, so that nothing of the library's own surface is open. */
const BASE_PATH = '/api/v1/auth'
/** Set by us alone, on a request that we make ourselves: a visitor cannot choose the address they are counted under. */
const ADDRESS_HEADER = 'x-luxliner-client-address'
/** Sign-ins tried from one address before it must wait, and how long the count lasts. */
const SIGN_IN_LIMIT = { max: 10, window: 300 }
const SESSION_SECONDS = 7 * 24 * 60 * 60
const RENEW_AFTER_SECONDS = 24 * 60 * 60

export interface StaffMember {
  id: string
  name: string
  email: string
}

export interface SignInAttempt {
  email: string
  password: string
  /** The client's own IP address; attempts are counted by it. */
  address: string
  userAgent: string
}

/** `setCookies` are complete `Set-Cookie` lines for the browser. */
export type SignIn =
  | { kind: 'signed_in'; member: StaffMember; setCookies: string[] }
  | { kind: 'wrong_credentials' }
  | { kind: 'too_many_attempts'; retryAfterSeconds: number }

/** Accounts of the staff: e-mail and password, sessions in cookies that begin with `luxliner-staff`. */
export interface StaffAuth {
  signIn(attempt: SignInAttempt): Promise<SignIn>
  /** Ends the session of this `Cookie` header; returns the lines that clear it. */
  signOut(cookie: string): Promise<string[]>
  /** Whose session this `Cookie` header carries, with renewed cookies once a day; null without a valid one. */
  read(cookie: string): Promise<{ member: StaffMember; setCookies: string[] } | null>
  hashPassword(password: string): Promise<string>
}

export interface StaffAuthParts {
  pool: Pool
  secrets: Secrets
  /** Public address of the program without a slash at the end; cookies are `Secure` when it is https. */
  baseUrl: string
  log: Log
}

/** Staff accounts over better-auth. Nobody can sign up: the owner comes by the setup link or the command line. */
export function createStaffAuth(parts: StaffAuthParts): StaffAuth {
  const auth = configure(parts)
  return {
    async signIn(attempt) {
      // Through the handler and not `auth.api`: only there are attempts counted.
      const answer = await auth.handler(signInRequest(parts.baseUrl, attempt))
      if (answer.status === 429)
        return {
          kind: 'too_many_attempts',
          retryAfterSeconds: Number(answer.headers.get('x-retry-after')) || SIGN_IN_LIMIT.window,
        }
      // 400: not the form of an address, which is as wrong as an unknown one.
      if (answer.status === 401 || answer.status === 400) return { kind: 'wrong_credentials' }
      if (!answer.ok) throw new Error(`signing in failed with status ${answer.status}`)
      const { user } = (await answer.json()) as { user: StaffMember }
      return { kind: 'signed_in', member: memberOf(user), setCookies: answer.headers.getSetCookie() }
    },
    async signOut(cookie) {
      const { headers } = await auth.api.signOut({ headers: new Headers({ cookie }), returnHeaders: true })
      return headers.getSetCookie()
    },
    async read(cookie) {
      const { response, headers } = await auth.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true })
      return response ? { member: memberOf(response.user), setCookies: headers.getSetCookie() } : null
    },
    hashPassword: async (password) => (await auth.$context).password.hash(password),
  }
}

function configure({ pool, secrets, baseUrl, log }: StaffAuthParts) {
  return betterAuth({
    database: pool,
    baseURL: baseUrl,
    basePath: BASE_PATH,
    secret: secrets.derive('staff-auth'),
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => log.error({ part: 'staff accounts' }, message) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
    },
    ...tables,
    session: { ...tables.session, expiresIn: SESSION_SECONDS, updateAge: RENEW_AFTER_SECONDS },
    rateLimit: {
      ...tables.rateLimit,
      enabled: true,
      storage: 'database',
      customRules: { '/sign-in/email': SIGN_IN_LIMIT },
    },
    advanced: {
      cookiePrefix: 'luxliner-staff',
      useSecureCookies: baseUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
  })
}

function signInRequest(baseUrl: string, { email, password, address, userAgent }: SignInAttempt): Request {
  return new Request(`${baseUrl}${BASE_PATH}/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': userAgent, [ADDRESS_HEADER]: address },
    body: JSON.stringify({ email, password }),
  })
}

function memberOf({ id, name, email }: StaffMember): StaffMember {
  return { id, name, email }
}
