import { createRoute, z } from '@hono/zod-openapi'
import { listContracts } from '../../../contracts/index.ts'
import { listEvents } from '../../../events/index.ts'
import { listPayments } from '../../../payments/index.ts'
import { answer, answers, oneMore, pageFrom } from '../answers.ts'
import type { Api } from '../api.ts'
import { eventAnswer } from '../news-answers.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { contractDetail, contractPage, contractQuery } from '../schemas.ts'

const LATEST = { limit: 100 }

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
export function contractEndpoints(api: Api, { db, readShop }: ApiParts): void {
  api.openapi(list, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const rows = await listContracts(db, filter, { limit: oneMore(limit), after: cursor })
    return c.json(answer(contractPage, pageFrom(rows, limit)), 200)
  })
  api.openapi(read, async (c) => {
    const [contract] = await listContracts(db, { id: c.req.valid('param').id }, { limit: 1 })
    if (!contract) return refuse(c, 'not_found')
    const [shop, payments, events] = await Promise.all([
      readShop(db),
      listPayments(db, { contractId: contract.id }, LATEST),
      listEvents(db, { customerId: contract.customer.id, contractId: contract.id }, LATEST),
    ])
    const history = events.map((event) => eventAnswer(event, shop))
    return c.json(answer(contractDetail, { ...contract, payments, events: history }), 200)
  })
}
