import { createRoute, z } from '@hono/zod-openapi'
import { catalogue, listEvents } from '../../../events/index.ts'
import { previewTicket } from '../../../integrations/index.ts'
import { answer, answers, body } from '../answers.ts'
import type { Api } from '../api.ts'
import type { ApiParts, Integrations } from '../ports.ts'
import { refuse } from '../problems.ts'
import {
  type ConnectorName,
  connectorNames,
  integrationPage,
  integrationTestInput,
  previewList,
  roomList,
  settingsInput,
  testResult,
  ticketPreview,
  ticketPreviewInput,
} from '../schemas.ts'
import { newsletterEndpoints, newsletterRoutes } from './newsletter.ts'

const params = z.object({ connector: z.enum(connectorNames) })

const rooms = createRoute({
  method: 'get',
  path: '/integrations/chatwork/rooms',
  summary: '通知先に選べるChatworkのルーム(60秒間は同じ一覧)',
  request: { query: z.object({ refresh: z.literal('1').optional() }) },
  responses: answers(roomList, 'ルームの一覧'),
})

const preview = createRoute({
  method: 'get',
  path: '/integrations/chatwork/preview',
  summary: '通知例',
  responses: answers(previewList, 'イベントごとの通知例'),
})

const previewOfTicket = createRoute({
  method: 'post',
  path: '/integrations/zendesk/preview',
  summary: '入力中の件名と本文から作られるZendeskのチケット',
  request: { body: body(ticketPreviewInput) },
  responses: answers(ticketPreview, 'チケットの件名と本文'),
})

const read = createRoute({
  method: 'get',
  path: '/integrations/{connector}',
  summary: '外部連携の設定と状態',
  request: { params },
  responses: answers(integrationPage, '設定と状態'),
})

const save = createRoute({
  method: 'put',
  path: '/integrations/{connector}',
  summary: '外部連携の設定を保存する',
  request: { params, body: body(settingsInput) },
  responses: answers(integrationPage, '保存した設定と状態'),
})

const test = createRoute({
  method: 'post',
  path: '/integrations/{connector}/test',
  summary: '保存した設定で試す',
  request: { params, body: body(integrationTestInput) },
  responses: answers(testResult, '試した結果(失敗も200)'),
})

export const integrationRoutes = [rooms, preview, previewOfTicket, ...newsletterRoutes, read, save, test]

/** 設定 → 外部連携. */
export function integrationEndpoints(api: Api, parts: ApiParts): void {
  const { integrations, db, clock, readShop } = parts
  // Before the paths that any connector has.
  newsletterEndpoints(api, parts)
  api.openapi(rooms, async (c) => {
    const list = await integrations.rooms(c.req.valid('query').refresh === '1')
    return c.json(answer(roomList, list), 200)
  })
  api.openapi(preview, async (c) => {
    const items = (await integrations.preview()).map((each) => ({ ...each, label: catalogue[each.type].label }))
    return c.json(answer(previewList, { items }), 200)
  })
  api.openapi(previewOfTicket, async (c) => {
    const [latest] = await listEvents(db, { types: ['application.completed'] }, { limit: 1 })
    const made = previewTicket(c.req.valid('json'), latest ?? null, await readShop(db), clock.now())
    return c.json(answer(ticketPreview, made), 200)
  })
  api.openapi(read, async (c) => c.json(await pageAnswer(integrations, c.req.valid('param').connector), 200))
  api.openapi(save, async (c) => {
    const { connector } = c.req.valid('param')
    const saved = await integrations.save(connector, c.req.valid('json'), c.var.caller.name)
    if (saved.kind === 'conflict') return refuse(c, 'version_conflict')
    if (saved.kind === 'invalid') return refuse(c, 'invalid_input', { errors: saved.faults })
    return c.json(await pageAnswer(integrations, connector, saved.notice), 200)
  })
  api.openapi(test, async (c) => {
    const report = await integrations.test(c.req.valid('param').connector, c.req.valid('json').category ?? null)
    if (!report) return refuse(c, 'not_found', { detail: 'この連携には接続テストがありません。' })
    return c.json(answer(testResult, report), 200)
  })
}

async function pageAnswer(integrations: Integrations, connector: ConnectorName, notice: string | null = null) {
  const page = await integrations.read(connector)
  if (!page) throw new Error(`no connector ${connector}`)
  return answer(integrationPage, { ...page, notice })
}
