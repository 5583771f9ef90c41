import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { newToken } from '../../platform/ids.ts'
import type { Secrets } from '../../platform/secrets.ts'

const COOKIE = 'luxliner_form'
const PURPOSE = 'public form'

/** What cookies need to know of the program's address. */
export interface CookieParts {
  secrets: Secrets
  baseUrl: string
}

/** Attributes of every cookie of the public pages; a session's length, out of scripts' reach. */
export function cookieAttributes(parts: { baseUrl: string }, path: string) {
  return { path, httpOnly: true, sameSite: 'Lax', secure: parts.baseUrl.startsWith('https:') } as const
}

/** The hidden value of this browser's forms: the signature of a cookie that no other site can read. Sets the cookie when there is none. */
export function formToken(c: Context, parts: CookieParts): string {
  let visitor = getCookie(c, COOKIE)
  if (!visitor) {
    visitor = newToken()
    setCookie(c, COOKIE, visitor, cookieAttributes(parts, '/'))
  }
  return parts.secrets.sign(PURPOSE, visitor)
}

/** Whether a form came from a page that this browser got from us. */
export function isOwnForm(c: Context, parts: CookieParts, token: string | undefined): boolean {
  const visitor = getCookie(c, COOKIE)
  return visitor !== undefined && token !== undefined && parts.secrets.verify(PURPOSE, visitor, token)
}
