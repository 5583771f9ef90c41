import { createRoute, z } from '@hono/zod-openapi'
import { cancelApplication, findListedApplication, listApplications, readOfferOf } from '../../../applications/index.ts'
import { listContracts } from '../../../contracts/index.ts'
import { listDeliveries } from '../../../deliveries/index.ts'
import { listEvents } from '../../../events/index.ts'
import { listPayments, readRefundable } from '../../../payments/index.ts'
import { answer, answers, body, oneMore, pageFrom } from '../answers.ts'
import type { Api } from '../api.ts'
import { deliveryAnswer, eventAnswer } from '../news-answers.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { applicationDetail, applicationPage, applicationQuery, cancelInput } from '../schemas.ts'

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

const cancel = createRoute({
  method: 'post',
  path: '/applications/{id}/cancel',
  summary: '申し込みを取り消す(月額の契約は、その場で解約になる)',
  request: { params: z.object({ id: z.uuid() }), body: body(cancelInput) },
  responses: answers(applicationDetail, '取り消した申し込み'),
})

export const applicationRoutes = [list, read, cancel]

/** 申し込み. */
export function applicationEndpoints(api: Api, parts: ApiParts): void {
  api.openapi(list, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const rows = await listApplications(parts.db, filter, { limit: oneMore(limit), after: cursor })
    return c.json(answer(applicationPage, pageFrom(rows, limit)), 200)
  })
  api.openapi(read, async (c) => {
    const detail = await readDetail(parts, c.req.valid('param').id)
    return detail ? c.json(detail, 200) : refuse(c, 'not_found')
  })
  api.openapi(cancel, async (c) => {
    const { id: applicationId } = c.req.valid('param')
    const { id, name } = c.var.caller
    const result = await cancelApplication(parts, { ...c.req.valid('json'), applicationId, by: { id, name } })
    const detail = await readDetail(parts, applicationId)
    if (detail === null) return refuse(c, 'not_found')
    if (!result.refused) return c.json(detail, 200)
    const { code, message } = result
    if (code === 'nothing_to_refund') return refuse(c, 'invalid_input', { errors: [{ field: 'refund', message }] })
    return refuse(c, 'already_done', { detail: `${message}。` })
  })
}

async function readDetail(parts: ApiParts, id: string) {
  const application = await findListedApplication(parts.db, id)
  return application && answer(applicationDetail, { ...application, ...(await surroundings(parts, id)) })
}

async function surroundings(parts: ApiParts, applicationId: string) {
  const { db, integrations } = parts
  const [shop, roomNames, payments, contracts, deliveries, events, offer, refundable] = await Promise.all([
    parts.readShop(db),
    integrations.roomNames(),
    listPayments(db, { applicationId }, ALL),
    listContracts(db, { applicationId }, ALL),
    listDeliveries(db, { applicationId }, ALL),
    listEvents(db, { applicationId }, ALL),
    readOfferOf(db, applicationId, parts.clock.now()),
    readRefundable(db, applicationId),
  ])
  const ticket = deliveries.find((delivery) => delivery.connector === 'zendesk' && delivery.remoteId !== null)
  return {
    payments,
    contract: contracts[0] ?? null,
    deliveries: deliveries.map((delivery) => deliveryAnswer(delivery, shop, roomNames)),
    events: events.map((event) => eventAnswer(event, shop)),
    offer,
    refundableYen: refundable?.amountYen ?? null,
    zendesk: ticket ? { ticketId: ticket.remoteId, url: ticket.remoteUrl } : null,
  }
}
