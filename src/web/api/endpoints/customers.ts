import { createRoute, z } from '@hono/zod-openapi'
import { listApplications } from '../../../applications/index.ts'
import { listContracts } from '../../../contracts/index.ts'
import { findListedCustomer, listCustomers } from '../../../customers/index.ts'
import { listEvents } from '../../../events/index.ts'
import { listLetters } from '../../../mail/index.ts'
import { listPayments } from '../../../payments/index.ts'
import { answer, answers, oneMore, pageFrom } from '../answers.ts'
import type { Api } from '../api.ts'
import { letterAnswer } from '../letter-answers.ts'
import { eventAnswer } from '../news-answers.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { customerDetail, customerPage, customerQuery } from '../schemas.ts'

const LATEST = { limit: 100 }

const list = createRoute({
  method: 'get',
  path: '/customers',
  summary: '顧客の一覧',
  request: { query: customerQuery },
  responses: answers(customerPage, '顧客(新しい順)'),
})

const read = createRoute({
  method: 'get',
  path: '/customers/{id}',
  summary: '顧客と、その申し込み・契約・決済・メール・出来事',
  request: { params: z.object({ id: z.uuid() }) },
  responses: answers(customerDetail, '顧客'),
})

export const customerRoutes = [list, read]

/** 顧客. */
export function customerEndpoints(api: Api, { db, readShop }: ApiParts): void {
  api.openapi(list, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const rows = await listCustomers(db, filter, { limit: oneMore(limit), after: cursor })
    return c.json(answer(customerPage, pageFrom(rows, limit)), 200)
  })
  api.openapi(read, async (c) => {
    const customer = await findListedCustomer(db, c.req.valid('param').id)
    if (!customer) return refuse(c, 'not_found')
    const of = { customerId: customer.id }
    const [shop, events, applications, contracts, payments, letters] = await Promise.all([
      readShop(db),
      listEvents(db, of, LATEST),
      listApplications(db, of, LATEST),
      listContracts(db, of, LATEST),
      listPayments(db, of, LATEST),
      listLetters(db, of, LATEST),
    ])
    const timeline = events.map((event) => eventAnswer(event, shop))
    return c.json(
      answer(customerDetail, {
        ...customer,
        events: timeline,
        applications,
        contracts,
        payments,
        letters: letters.map(letterAnswer),
      }),
      200,
    )
  })
}
