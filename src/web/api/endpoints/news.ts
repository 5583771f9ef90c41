import { createRoute, z } from '@hono/zod-openapi'
import { listAttempts, listDeliveries } from '../../../deliveries/index.ts'
import { eventTypes, eventTypesOf, listEvents } from '../../../events/index.ts'
import { answer, answers, oneMore, pageFrom } from '../answers.ts'
import type { Api } from '../api.ts'
import { deliveryAnswer, eventAnswer } from '../news-answers.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import {
  deliveryDetail,
  deliveryPage,
  deliveryQuery,
  type EventQuery,
  eventPage,
  eventQuery,
  rowId,
} from '../schemas.ts'
import { attemptLabel } from '../words.ts'

const events = createRoute({
  method: 'get',
  path: '/events',
  summary: '出来事の一覧',
  request: { query: eventQuery },
  responses: answers(eventPage, '出来事(新しい順)'),
})

const deliveries = createRoute({
  method: 'get',
  path: '/deliveries',
  summary: '連携ログ',
  request: { query: deliveryQuery },
  responses: answers(deliveryPage, '連携(新しい順)'),
})

const delivery = createRoute({
  method: 'get',
  path: '/deliveries/{id}',
  summary: '連携の1件と、すべての試行',
  request: { params: z.object({ id: rowId }) },
  responses: answers(deliveryDetail, '連携の1件'),
})

export const newsRoutes = [events, deliveries, delivery]

/** What happened, and how it was told. */
export function newsEndpoints(api: Api, { db, readShop, integrations }: ApiParts): void {
  api.openapi(events, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const shop = await readShop(db)
    const rows = await listEvents(db, { types: typesOf(filter) }, { limit: oneMore(limit), after: cursor })
    const page = pageFrom(rows, limit)
    return c.json(answer(eventPage, { ...page, items: page.items.map((row) => eventAnswer(row, shop)) }), 200)
  })
  api.openapi(deliveries, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const shop = await readShop(db)
    const rows = await listDeliveries(db, filter, { limit: oneMore(limit), after: cursor })
    const page = pageFrom(rows, limit)
    const roomNames = await integrations.roomNames()
    const items = page.items.map((row) => deliveryAnswer(row, shop, roomNames))
    return c.json(answer(deliveryPage, { ...page, items }), 200)
  })
  api.openapi(delivery, async (c) => {
    const [row] = await listDeliveries(db, { id: c.req.valid('param').id }, { limit: 1 })
    if (!row) return refuse(c, 'not_found')
    const attempts = await listAttempts(db, row.postId)
    const attemptLog = attempts.map((each) => ({ ...each, outcomeLabel: attemptLabel(each.kind, each.outcome) }))
    const shown = deliveryAnswer(row, await readShop(db), await integrations.roomNames())
    return c.json(answer(deliveryDetail, { ...shown, attemptLog }), 200)
  })
}

function typesOf({ category, type }: Pick<EventQuery, 'category' | 'type'>): readonly string[] | undefined {
  if (category === undefined && type === undefined) return undefined
  const candidates = category === undefined ? eventTypes : eventTypesOf(category)
  return type === undefined ? candidates : candidates.filter((candidate) => candidate === type)
}
