import { createRoute, z } from '@hono/zod-openapi'
import { listContracts } from '../../../contracts/index.ts'
import { answer, answers, oneMore, pageFrom } from '../answers.ts'
import type { Api } from '../api.ts'
import { readContractDetail } from '../contract-detail.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { contractDetail, contractPage, contractQuery } from '../schemas.ts'

const list = createRoute({
  method: 'get',
  path: '/contracts',
  summary: '契約の一覧',
  request: { query: contractQuery },
  responses: answers(contractPage, '契約(新しい順)'),
})

const read = createRoute({
  method: 'get',
  path: '/contracts/{id}',
  summary: '契約と、その決済・出来事',
  request: { params: z.object({ id: z.uuid() }) },
  responses: answers(contractDetail, '契約'),
})

export const contractRoutes = [list, read]

/** 契約. */
export function contractEndpoints(api: Api, parts: ApiParts): void {
  const { db } = parts
  api.openapi(list, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const rows = await listContracts(db, filter, { limit: oneMore(limit), after: cursor })
    return c.json(answer(contractPage, pageFrom(rows, limit)), 200)
  })
  api.openapi(read, async (c) => {
    const detail = await readContractDetail(parts, c.req.valid('param').id)
    return detail === null ? refuse(c, 'not_found') : c.json(answer(contractDetail, detail), 200)
  })
}
