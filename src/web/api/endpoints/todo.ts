import { createRoute, z } from '@hono/zod-openapi'
import {
  finishAttention,
  finishManualRegistration,
  listAttention,
  listManualRegistrations,
} from '../../../deliveries/index.ts'
import { answer, answers, body, oneMore, pageFrom } from '../answers.ts'
import type { Api } from '../api.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import {
  attentionEntry,
  attentionPage,
  attentionQuery,
  manualRegistration,
  manualRegistrationPage,
  manualRegistrationQuery,
  rowId,
} from '../schemas.ts'

const params = z.object({ id: rowId })

const manualRegistrations = createRoute({
  method: 'get',
  path: '/manual-registrations',
  summary: '手動登録が必要なもの',
  request: { query: manualRegistrationQuery },
  responses: answers(manualRegistrationPage, '手動登録が必要なもの(新しい順)'),
})

const registeredByHand = createRoute({
  method: 'post',
  path: '/manual-registrations/{id}/done',
  summary: '手動で登録したことを記録する',
  request: { params, body: body(z.object({})) },
  responses: answers(manualRegistration, '記録した項目'),
})

const attention = createRoute({
  method: 'get',
  path: '/attention',
  summary: '要対応の一覧',
  request: { query: attentionQuery },
  responses: answers(attentionPage, '要対応(新しい順)'),
})

const attended = createRoute({
  method: 'post',
  path: '/attention/{id}/done',
  summary: '対応したことを記録する',
  request: { params, body: body(z.object({})) },
  responses: answers(attentionEntry, '記録した項目'),
})

export const todoRoutes = [manualRegistrations, registeredByHand, attention, attended]

/** What a person must do. */
export function todoEndpoints(api: Api, { db }: ApiParts): void {
  api.openapi(manualRegistrations, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const rows = await listManualRegistrations(db, filter, { limit: oneMore(limit), after: cursor })
    return c.json(answer(manualRegistrationPage, pageFrom(rows, limit)), 200)
  })
  api.openapi(registeredByHand, async (c) => {
    const ticked = await finishManualRegistration(db, c.req.valid('param').id, c.var.caller.name)
    if (ticked.kind === 'done') return c.json(answer(manualRegistration, ticked.entry), 200)
    return refuse(c, ticked.kind === 'already_done' ? 'already_done' : 'not_found')
  })
  api.openapi(attention, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const rows = await listAttention(db, filter, { limit: oneMore(limit), after: cursor })
    return c.json(answer(attentionPage, pageFrom(rows, limit)), 200)
  })
  api.openapi(attended, async (c) => {
    const ticked = await finishAttention(db, c.req.valid('param').id, c.var.caller.name)
    if (ticked.kind === 'done') return c.json(answer(attentionEntry, ticked.entry), 200)
    return refuse(c, ticked.kind === 'already_done' ? 'already_done' : 'not_found')
  })
}
