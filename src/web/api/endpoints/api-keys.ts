import { createRoute, z } from '@hono/zod-openapi'
import { createApiKey, listApiKeys, revokeApiKey } from '../../../staff/index.ts'
import { answer, answers, body, made, nothing } from '../answers.ts'
import type { Api } from '../api.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { apiKeyInput, apiKeyList, createdApiKey } from '../schemas.ts'

const list = createRoute({
  method: 'get',
  path: '/api-keys',
  summary: 'APIキーの一覧',
  responses: answers(apiKeyList, 'すべてのAPIキー(新しい順)'),
})

const create = createRoute({
  method: 'post',
  path: '/api-keys',
  summary: 'APIキーを作る(キーそのものはこの応答でだけ分かる)',
  request: { body: body(apiKeyInput) },
  responses: made(createdApiKey, '作ったAPIキー'),
})

const revoke = createRoute({
  method: 'delete',
  path: '/api-keys/{id}',
  summary: 'APIキーを無効にする',
  request: { params: z.object({ id: z.uuid() }) },
  responses: nothing('無効にした'),
})

export const apiKeyRoutes = [list, create, revoke]

/** Keys for the shop's own programs. */
export function apiKeyEndpoints(api: Api, { db }: ApiParts): void {
  api.openapi(list, async (c) => c.json(answer(apiKeyList, { items: await listApiKeys(db) }), 200))
  api.openapi(create, async (c) => {
    const created = await createApiKey(db, c.req.valid('json').name)
    return c.json(answer(createdApiKey, created), 201)
  })
  api.openapi(revoke, async (c) => {
    const known = await revokeApiKey(db, c.req.valid('param').id)
    return known ? c.body(null, 204) : refuse(c, 'not_found')
  })
}
