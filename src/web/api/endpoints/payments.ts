import { createRoute, z } from '@hono/zod-openapi'
import { listPayments, type RefundRefusal, refundPayment } from '../../../payments/index.ts'
import { answer, answers, body, made, oneMore, pageFrom } from '../answers.ts'
import type { Api } from '../api.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { type ProblemCode, payment, paymentPage, paymentQuery, refundInput } from '../schemas.ts'

const list = createRoute({
  method: 'get',
  path: '/payments',
  summary: '決済の一覧',
  request: { query: paymentQuery },
  responses: answers(paymentPage, '決済(新しい順)'),
})

const giveBack = createRoute({
  method: 'post',
  path: '/payments/{id}/refunds',
  summary: 'カードの決済を返金する(契約や申し込みは変わらない)',
  request: { params: z.object({ id: z.uuid() }), body: body(refundInput) },
  responses: made(payment, '返金を依頼した決済(結果は、分かりしだい refunds に載る)'),
})

export const paymentRoutes = [list, giveBack]

/** How the API says why a refund was refused. */
const problems: Record<RefundRefusal, ProblemCode> = {
  unknown_payment: 'not_found',
  not_by_card: 'not_refundable',
  not_succeeded: 'not_refundable',
  nothing_left: 'not_refundable',
  too_much: 'invalid_input',
  payments_unavailable: 'payments_unavailable',
}

/** 決済. */
export function paymentEndpoints(api: Api, { db, contracts }: ApiParts): void {
  api.openapi(list, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const rows = await listPayments(db, filter, { limit: oneMore(limit), after: cursor })
    return c.json(answer(paymentPage, pageFrom(rows, limit)), 200)
  })
  api.openapi(giveBack, async (c) => {
    const { id } = c.req.valid('param')
    const { amountYen = null, note } = c.req.valid('json')
    const result = await refundPayment(contracts, { paymentId: id, amountYen, note, by: c.var.caller })
    if (result.kind === 'requested') {
      const [refunded] = await listPayments(db, { id }, { limit: 1 })
      return c.json(answer(payment, refunded), 201)
    }
    const { code, message } = result
    const errors = code === 'too_much' ? [{ field: 'amountYen', message }] : undefined
    return refuse(c, problems[code], { detail: message, ...(errors ? { errors } : {}) })
  })
}
