import { createRoute, z } from '@hono/zod-openapi'
import { findListedApplication, listApplications } from '../../../applications/index.ts'
import { listContracts } from '../../../contracts/index.ts'
import { listDeliveries } from '../../../deliveries/index.ts'
import { listEvents } from '../../../events/index.ts'
import { listPayments } from '../../../payments/index.ts'
import { answer, answers, oneMore, pageFrom } from '../answers.ts'
import type { Api } from '../api.ts'
import { deliveryAnswer, eventAnswer } from '../news-answers.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { applicationDetail, applicationPage, applicationQuery } from '../schemas.ts'

/** One application has a handful of each; the bound only keeps a defect from filling the page. */
const ALL = { limit: 100 }

const list = createRoute({
  method: 'get',
  path: '/applications',
  summary: '申し込みの一覧',
  request: { query: applicationQuery },
  responses: answers(applicationPage, '申し込み(新しい順)'),
})

const read = createRoute({
  method: 'get',
  path: '/applications/{id}',
  summary: '申し込みと、その決済・契約・連携・出来事',
  request: { params: z.object({ id: z.uuid() }) },
  responses: answers(applicationDetail, '申し込み'),
})

export const applicationRoutes = [list, read]

/** 申し込み. */
export function applicationEndpoints(api: Api, parts: ApiParts): void {
  api.openapi(list, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const rows = await listApplications(parts.db, filter, { limit: oneMore(limit), after: cursor })
    return c.json(answer(applicationPage, pageFrom(rows, limit)), 200)
  })
  api.openapi(read, async (c) => {
    const application = await findListedApplication(parts.db, c.req.valid('param').id)
    if (!application) return refuse(c, 'not_found')
    return c.json(answer(applicationDetail, { ...application, ...(await surroundings(parts, application.id)) }), 200)
  })
}

async function surroundings(parts: ApiParts, applicationId: string) {
  const { db, integrations } = parts
  const [shop, roomNames, payments, contracts, deliveries, events] = await Promise.all([
    parts.readShop(db),
    integrations.roomNames(),
    listPayments(db, { applicationId }, ALL),
    listContracts(db, { applicationId }, ALL),
    listDeliveries(db, { applicationId }, ALL),
    listEvents(db, { applicationId }, ALL),
  ])
  const ticket = deliveries.find((delivery) => delivery.connector === 'zendesk' && delivery.remoteId !== null)
  return {
    payments,
    contract: contracts[0] ?? null,
    deliveries: deliveries.map((delivery) => deliveryAnswer(delivery, shop, roomNames)),
    events: events.map((event) => eventAnswer(event, shop)).reverse(),
    zendesk: ticket ? { ticketId: ticket.remoteId, url: ticket.remoteUrl } : null,
  }
}
