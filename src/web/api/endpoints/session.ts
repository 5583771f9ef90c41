import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Caller } from '../access.ts'
import { answer, answers, body, nothing } from '../answers.ts'
import type { Api } from '../api.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { session, signInInput } from '../schemas.ts'

const signIn = createRoute({
  method: 'post',
  path: '/session',
  summary: 'ログインする',
  security: [],
  request: { body: body(signInInput) },
  responses: answers(session, 'ログインした人'),
})

const signOut = createRoute({
  method: 'delete',
  path: '/session',
  summary: 'ログアウトする',
  responses: nothing('ログアウトした'),
})

const whoAmI = createRoute({
  method: 'get',
  path: '/session',
  summary: 'ログイン中の人とショップの基本情報',
  responses: answers(session, 'ログイン中の人'),
})

export const sessionRoutes = [signIn, signOut, whoAmI]

/** Signing in and out: open to everybody. */
export function openSessionEndpoints(api: Api, parts: ApiParts): void {
  api.openapi(signIn, async (c) => {
    const result = await signInFrom(c, parts, c.req.valid('json'))
    if (result.kind === 'wrong_credentials') return refuse(c, 'invalid_credentials')
    if (result.kind === 'too_many_attempts') {
      c.header('retry-after', String(result.retryAfterSeconds))
      return refuse(c, 'too_many_attempts')
    }
    return c.json(await sessionAnswer(parts, { via: 'staff', ...result.member }), 200)
  })
  api.openapi(signOut, async (c) => {
    const cookie = c.req.header('cookie')
    const lines = cookie === undefined ? [] : await parts.auth.signOut(cookie)
    for (const line of lines) c.header('set-cookie', line, { append: true })
    return c.body(null, 204)
  })
}

/** Who is asking. */
export function sessionEndpoints(api: Api, parts: ApiParts): void {
  api.openapi(whoAmI, async (c) => c.json(await sessionAnswer(parts, c.var.caller), 200))
}

/** Signs in, and hands the cookies to the browser when that went well. */
export async function signInFrom(c: Context, parts: ApiParts, credentials: { email: string; password: string }) {
  const result = await parts.auth.signIn({
    ...credentials,
    address: parts.clientAddress(c),
    userAgent: c.req.header('user-agent') ?? '',
  })
  if (result.kind === 'signed_in') for (const line of result.setCookies) c.header('set-cookie', line, { append: true })
  return result
}

/** The session as the admin knows it. */
export async function sessionAnswer(parts: ApiParts, caller: Caller) {
  const { shopName, timeZone, baseUrl } = await parts.readShop(parts.db)
  return answer(session, { ...caller, shop: { name: shopName, timeZone, baseUrl } })
}
