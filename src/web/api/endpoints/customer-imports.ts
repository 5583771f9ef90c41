import { createRoute, z } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import {
  checkImport,
  discardImport,
  findImport,
  listFaultyLines,
  listImports,
  startImport,
  templateFile,
  writeFaultyFile,
} from '../../../customers/index.ts'
import { actorOf, onlyCallers, onlyCsv } from '../access.ts'
import { answer, answers, body, csvAnswer, csvFileAnswers, csvHeaders, made, nothing } from '../answers.ts'
import type { Api } from '../api.ts'
import type { ApiParts } from '../ports.ts'
import { refuse, refuseTooLarge } from '../problems.ts'
import {
  customerImport,
  customerImportDetail,
  customerImportList,
  customerImportQuery,
  customerImportStart,
} from '../schemas.ts'

/** 100,000 lines of six columns have about 10 MB; this is the most that a spreadsheet's file of them is likely to have. */
const MAX_FILE_BYTES = 20 * 1024 * 1024

const FIRST_FAULTS = { limit: 100, after: 0 }
const LATEST = 20
const params = z.object({ id: z.uuid() })

const upload = createRoute({
  method: 'post',
  path: '/customer-imports',
  summary: '顧客のCSVファイルを確認する(まだ登録しない)',
  request: {
    query: customerImportQuery,
    body: { required: true, content: { 'text/csv': { schema: z.string() } } },
  },
  responses: made(customerImport, '確認の結果'),
})

const list = createRoute({
  method: 'get',
  path: '/customer-imports',
  summary: 'CSVでの登録の一覧',
  responses: answers(customerImportList, 'CSVでの登録(新しい順、20件まで)'),
})

const template = createRoute({
  method: 'get',
  path: '/customer-imports/template.csv',
  summary: '顧客のCSVファイルのひな形',
  responses: csvFileAnswers,
})

const read = createRoute({
  method: 'get',
  path: '/customer-imports/{id}',
  summary: 'CSVでの登録の進み具合と、登録できない行',
  request: { params },
  responses: answers(customerImportDetail, 'CSVでの登録'),
})

const faults = createRoute({
  method: 'get',
  path: '/customer-imports/{id}/faults.csv',
  summary: '登録できない行のCSVファイル',
  request: { params },
  responses: csvFileAnswers,
})

const start = createRoute({
  method: 'post',
  path: '/customer-imports/{id}/start',
  summary: '確認したCSVファイルの顧客を登録する',
  request: { params, body: body(customerImportStart) },
  responses: answers(customerImport, '始めた登録'),
})

const discard = createRoute({
  method: 'delete',
  path: '/customer-imports/{id}',
  summary: '確認したCSVファイルを取りやめる',
  request: { params },
  responses: nothing('取りやめた'),
})

export const customerImportRoutes = [upload, list, template, read, faults, start, discard]

/** Takes the file: its body is larger than any other, and no JSON. Mount it before the limits of the others. */
export function customerFileEndpoint(api: Api, parts: ApiParts): void {
  const limit = bodyLimit({ maxSize: MAX_FILE_BYTES, onError: refuseTooLarge })
  api.on('POST', upload.path, onlyCallers(parts.db, parts.auth), onlyCsv, limit)
  api.openapi(upload, async (c) => {
    const file = { name: c.req.valid('query').fileName, bytes: new Uint8Array(await c.req.arrayBuffer()) }
    const checked = await checkImport(parts, file, c.var.caller.name)
    if (checked.refused) return refuse(c, 'unreadable_file', { detail: checked.message })
    return c.json(answer(customerImport, await findImport(parts.db, checked.id)), 201)
  })
}

/** What becomes of the files. */
export function customerImportEndpoints(api: Api, parts: ApiParts): void {
  const { db, mailer } = parts
  api.openapi(list, async (c) => c.json(answer(customerImportList, { items: await listImports(db, LATEST) }), 200))
  api.openapi(template, (c) => c.body(templateFile(), 200, csvHeaders('customers-template.csv')))
  api.openapi(read, async (c) => {
    const found = await findImport(db, c.req.valid('param').id)
    if (!found) return refuse(c, 'not_found')
    const faulty = await listFaultyLines(db, found.id, FIRST_FAULTS)
    return c.json(answer(customerImportDetail, { ...found, faulty }), 200)
  })
  api.openapi(faults, async (c) => {
    const found = await findImport(db, c.req.valid('param').id)
    return found ? csvAnswer(c, 'customers-faults.csv', writeFaultyFile(db, found.id)) : refuse(c, 'not_found')
  })
  api.openapi(start, async (c) => {
    const { id } = c.req.valid('param')
    const { invite } = c.req.valid('json')
    if ((await findImport(db, id)) === null) return refuse(c, 'not_found')
    if (invite && !(await mailer.isConfigured())) return refuse(c, 'mail_not_configured')
    if (!(await startImport(parts, id, invite, actorOf(c.var.caller))))
      return refuse(c, 'already_done', ALREADY_STARTED)
    return c.json(answer(customerImport, await findImport(db, id)), 200)
  })
  api.openapi(discard, async (c) => {
    const gone = await discardImport(db, c.req.valid('param').id)
    return gone ? c.body(null, 204) : refuse(c, 'already_done', ALREADY_STARTED)
  })
}

const ALREADY_STARTED = { detail: 'この登録はすでに始まっているか、取りやめられています。' }
