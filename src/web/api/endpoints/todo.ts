import { createRoute, z } from '@hono/zod-openapi'
import {
  finishAttention,
  finishListWork,
  finishManualRegistration,
  listAttention,
  listListWork,
  listManualRegistrations,
} from '../../../deliveries/index.ts'
import { csvFile } from '../../../platform/csv.ts'
import { answer, answers, body, csvFileAnswers, csvHeaders, oneMore, pageFrom } from '../answers.ts'
import type { Api } from '../api.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import {
  attentionEntry,
  attentionPage,
  attentionQuery,
  listWork,
  listWorkPage,
  listWorkQuery,
  manualRegistration,
  manualRegistrationFileQuery,
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

const manualRegistrationFile = createRoute({
  method: 'get',
  path: '/manual-registrations.csv',
  summary: '手動登録が必要なもののCSVファイル',
  request: { query: manualRegistrationFileQuery },
  responses: csvFileAnswers,
})

const openListWork = createRoute({
  method: 'get',
  path: '/list-work',
  summary: 'リストからの削除・変更が必要なもの',
  request: { query: listWorkQuery },
  responses: answers(listWorkPage, 'リストからの削除・変更が必要なもの(新しい順)'),
})

const listWorkDone = createRoute({
  method: 'post',
  path: '/list-work/{id}/done',
  summary: 'リストを手動で直したことを記録する',
  request: { params, body: body(z.object({})) },
  responses: answers(listWork, '記録した項目'),
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

export const todoRoutes = [
  manualRegistrations,
  manualRegistrationFile,
  registeredByHand,
  openListWork,
  listWorkDone,
  attention,
  attended,
]

/** More than a person registers by hand; what a spreadsheet opens at once. */
const LONGEST_FILE = 10_000

/** What a person must do. */
export function todoEndpoints(api: Api, parts: ApiParts): void {
  manualRegistrationEndpoints(api, parts)
  listWorkEndpoints(api, parts)
  attentionEndpoints(api, parts)
}

function manualRegistrationEndpoints(api: Api, { db }: ApiParts): void {
  api.openapi(manualRegistrations, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const rows = await listManualRegistrations(db, filter, { limit: oneMore(limit), after: cursor })
    return c.json(answer(manualRegistrationPage, pageFrom(rows, limit)), 200)
  })
  api.openapi(manualRegistrationFile, async (c) => {
    const rows = await listManualRegistrations(db, c.req.valid('query'), { limit: LONGEST_FILE })
    const head = ['姓', '名', 'メールアドレス', 'プランID', '理由']
    const lines = rows.map((row) => [row.familyName, row.givenName, row.email, row.planId, row.reason])
    return c.body(csvFile([head, ...lines]), 200, csvHeaders('manual-registrations.csv'))
  })
  api.openapi(registeredByHand, async (c) => {
    const ticked = await finishManualRegistration(db, c.req.valid('param').id, c.var.caller.name)
    if (ticked.kind === 'done') return c.json(answer(manualRegistration, ticked.entry), 200)
    return refuse(c, ticked.kind === 'already_done' ? 'already_done' : 'not_found')
  })
}

function listWorkEndpoints(api: Api, { db }: ApiParts): void {
  api.openapi(openListWork, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const rows = await listListWork(db, filter, { limit: oneMore(limit), after: cursor })
    return c.json(answer(listWorkPage, pageFrom(rows, limit)), 200)
  })
  api.openapi(listWorkDone, async (c) => {
    const ticked = await finishListWork(db, c.req.valid('param').id, c.var.caller.name)
    if (ticked.kind === 'done') return c.json(answer(listWork, ticked.entry), 200)
    if (ticked.kind === 'already_done') return refuse(c, 'already_done')
    return refuse(c, 'not_found', {
      detail: '内容が変わったか、対応が不要になりました。一覧を読み込み直してください。',
    })
  })
}

function attentionEndpoints(api: Api, { db }: ApiParts): void {
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
