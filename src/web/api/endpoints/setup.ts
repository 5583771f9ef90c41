import { createRoute, z } from '@hono/zod-openapi'
import { createOwner, readSetupLink } from '../../../staff/index.ts'
import { answer, answers, body, made } from '../answers.ts'
import type { Api } from '../api.ts'
import { firstStart } from '../first-start.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { session, setupInput, setupState } from '../schemas.ts'
import { sessionAnswer, signInFrom } from './session.ts'

const params = z.object({ token: z.string().max(200) })

const read = createRoute({
  method: 'get',
  path: '/setup/{token}',
  summary: '初回設定のリンクが使えるか',
  security: [],
  request: { params },
  responses: answers(setupState, 'リンクは使える'),
})

const setUp = createRoute({
  method: 'post',
  path: '/setup/{token}',
  summary: '最初の管理者を作り、ログインする',
  security: [],
  request: { params, body: body(setupInput) },
  responses: made(session, 'ログインした管理者'),
})

const UNUSABLE = 'このリンクは使えません。すでに使われたか、有効期限(24時間)が切れています。'

export const setupRoutes = [read, setUp]

/** The first start: open to whoever holds the link. */
export function setupEndpoints(api: Api, parts: ApiParts): void {
  api.openapi(read, async (c) => {
    const link = await readSetupLink(parts.db, c.req.valid('param').token)
    return link ? c.json(answer(setupState, link), 200) : refuse(c, 'not_found', { detail: UNUSABLE })
  })
  api.openapi(setUp, async (c) => {
    const { shopName, ownerName, email, password } = c.req.valid('json')
    const result = await createOwner(
      { db: parts.db, doorbell: parts.doorbell, auth: parts.auth, onCreated: firstStart(parts.settings, shopName) },
      { name: ownerName, email, password },
      c.req.valid('param').token,
    )
    if (result.kind === 'refused') return refuse(c, 'not_found', { detail: UNUSABLE })
    const signedIn = await signInFrom(c, parts, { email, password })
    // The account is there either way; a visitor whose address tried too often signs in by hand later.
    if (signedIn.kind !== 'signed_in') return refuse(c, 'too_many_attempts')
    return c.json(await sessionAnswer(parts, { via: 'staff', ...result.owner }), 201)
  })
}
