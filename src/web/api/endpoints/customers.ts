import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { listApplications } from '../../../applications/index.ts'
import { hasRunningContracts, listContracts } from '../../../contracts/index.ts'
import {
  type Changed,
  correctEmail,
  countCustomers,
  createCustomer,
  editCustomer,
  findListedCustomer,
  liftMailStop,
  listCustomers,
  resendLink,
  withdrawCustomer,
  writeCustomersFile,
} from '../../../customers/index.ts'
import { listMailStops, type MailStop } from '../../../mail/index.ts'
import { listPayments } from '../../../payments/index.ts'
import { actorOf } from '../access.ts'
import { answer, answers, body, csvAnswer, csvFileAnswers, made, oneMore, pageFrom } from '../answers.ts'
import type { Api } from '../api.ts'
import { letterIdOf } from '../letter-answers.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import {
  customer,
  customerChange,
  customerDetail,
  customerFileQuery,
  customerInput,
  customerPage,
  customerQuery,
  emailCorrection,
  liftInput,
  mailStop,
  type ProblemCode,
  timeLinePage,
  timeLineQuery,
} from '../schemas.ts'
import { readTimeLine } from '../time-line.ts'

const LATEST = { limit: 100 }
const params = z.object({ id: z.uuid() })

const list = createRoute({
  method: 'get',
  path: '/customers',
  summary: '顧客の一覧',
  request: { query: customerQuery },
  responses: answers(customerPage, '顧客(新しい順)'),
})

const file = createRoute({
  method: 'get',
  path: '/customers.csv',
  summary: '顧客のCSVファイル(x-rowsヘッダーは行数)',
  request: { query: customerFileQuery },
  responses: csvFileAnswers,
})

const create = createRoute({
  method: 'post',
  path: '/customers',
  summary: '顧客を仮登録で追加する',
  request: { body: body(customerInput) },
  responses: made(customer, '追加した顧客'),
})

const read = createRoute({
  method: 'get',
  path: '/customers/{id}',
  summary: '顧客と、その申し込み・契約・決済',
  request: { params },
  responses: answers(customerDetail, '顧客'),
})

const timeLine = createRoute({
  method: 'get',
  path: '/customers/{id}/timeline',
  summary: '顧客についてのすべての出来事と、その連携・メール・変更',
  request: { params, query: timeLineQuery },
  responses: answers(timeLinePage, '出来事(新しい順)'),
})

const update = createRoute({
  method: 'patch',
  path: '/customers/{id}',
  summary: '顧客の氏名・フリガナ・メルマガの希望を変える(送らない項目は変わらない)',
  request: { params, body: body(customerChange) },
  responses: answers(customer, '変えた顧客'),
})

const updateEmail = createRoute({
  method: 'put',
  path: '/customers/{id}/email',
  summary: '顧客のメールアドレスを訂正する',
  request: { params, body: body(emailCorrection) },
  responses: answers(customer, '変えた顧客'),
})

const resend = createRoute({
  method: 'post',
  path: '/customers/{id}/registration-link',
  summary: '本登録の案内メールを送る',
  request: { params, body: body(z.object({})) },
  responses: answers(customer, '顧客'),
})

const withdraw = createRoute({
  method: 'post',
  path: '/customers/{id}/withdrawal',
  summary: '顧客を退会にする',
  request: { params, body: body(z.object({})) },
  responses: answers(customer, '退会した顧客'),
})

const lift = createRoute({
  method: 'post',
  path: '/customers/{id}/mail-stops/{cause}/lift',
  summary: '止まっているご案内メールを、再び送れるようにする',
  request: { params: params.extend({ cause: mailStop.shape.cause }), body: body(liftInput) },
  responses: answers(customer, '顧客'),
})

export const customerRoutes = [list, file, create, read, timeLine, update, updateEmail, resend, withdraw, lift]

/** 顧客. */
export function customerEndpoints(api: Api, parts: ApiParts): void {
  readingEndpoints(api, parts)
  changingEndpoints(api, parts)
}

function readingEndpoints(api: Api, parts: ApiParts): void {
  const { db, readShop } = parts
  api.openapi(list, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const rows = await listCustomers(db, filter, { limit: oneMore(limit), after: cursor })
    return c.json(answer(customerPage, pageFrom(rows, limit)), 200)
  })
  api.openapi(file, async (c) => {
    const filter = c.req.valid('query')
    const [rows, { timeZone }] = await Promise.all([countCustomers(db, filter), readShop(db)])
    c.header('x-rows', String(rows))
    return csvAnswer(c, 'customers.csv', writeCustomersFile(db, filter, timeZone))
  })
  api.openapi(read, async (c) => {
    const found = await findListedCustomer(db, c.req.valid('param').id)
    if (!found) return refuse(c, 'not_found')
    const of = { customerId: found.id }
    const [applications, contracts, payments, mailStops] = await Promise.all([
      listApplications(db, of, LATEST),
      listContracts(db, of, LATEST),
      listPayments(db, of, LATEST),
      listMailStops(db, found.id),
    ])
    return c.json(
      answer(customerDetail, { ...found, applications, contracts, payments, mailStops: mailStops.map(stopAnswer) }),
      200,
    )
  })
  api.openapi(timeLine, async (c) => {
    const found = await findListedCustomer(db, c.req.valid('param').id)
    if (!found) return refuse(c, 'not_found')
    return c.json(answer(timeLinePage, await readTimeLine(parts, found.id, c.req.valid('query'))), 200)
  })
}

function changingEndpoints(api: Api, parts: ApiParts): void {
  const { db } = parts
  const shown = async (id: string) => answer(customer, await findListedCustomer(db, id))
  api.openapi(create, async (c) => {
    const { invite, ...fields } = c.req.valid('json')
    const result = await createCustomer(parts, fields, invite, actorOf(c.var.caller))
    return result.refused ? refuseChange(c, result) : c.json(await shown(result.id), 201)
  })
  api.openapi(update, async (c) => {
    const result = await editCustomer(parts, c.req.valid('param').id, c.req.valid('json'), actorOf(c.var.caller))
    return result.refused ? refuseChange(c, result) : c.json(await shown(result.id), 200)
  })
  api.openapi(updateEmail, async (c) => {
    const { email } = c.req.valid('json')
    const result = await correctEmail(parts, c.req.valid('param').id, email, actorOf(c.var.caller))
    return result.refused ? refuseChange(c, result) : c.json(await shown(result.id), 200)
  })
  api.openapi(resend, async (c) => {
    const result = await resendLink(parts, c.req.valid('param').id, actorOf(c.var.caller))
    return result.refused ? refuseChange(c, result) : c.json(await shown(result.id), 200)
  })
  api.openapi(lift, async (c) => {
    const { id, cause } = c.req.valid('param')
    const result = await liftMailStop(parts, id, cause, c.req.valid('json').reason, actorOf(c.var.caller))
    return result.refused ? refuseChange(c, result) : c.json(await shown(result.id), 200)
  })
  api.openapi(withdraw, async (c) => {
    const context = { ...parts, hasRunningContracts }
    const result = await withdrawCustomer(context, c.req.valid('param').id, actorOf(c.var.caller))
    return result.refused ? refuseChange(c, result) : c.json(await shown(result.id), 200)
  })
}

function stopAnswer({ letterId, ...stop }: MailStop) {
  return { ...stop, letterId: letterId === null ? null : letterIdOf(letterId) }
}

type Refusal = Extract<Changed, { refused: true }>

const problems: Record<Refusal['code'], ProblemCode> = {
  customer_not_found: 'not_found',
  email_taken: 'email_taken',
  withdrawn: 'wrong_state',
  not_provisional: 'wrong_state',
  too_many_links: 'too_many_letters',
  has_contracts: 'has_contracts',
  not_stopped: 'wrong_state',
}

function refuseChange(c: Context, { code, message }: Refusal) {
  const errors = code === 'email_taken' ? { errors: [{ field: 'email', message }] } : {}
  return refuse(c, problems[code], { detail: message, ...errors })
}
