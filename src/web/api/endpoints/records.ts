import { createRoute, z } from '@hono/zod-openapi'
import { findLetter, listLetters } from '../../../mail/index.ts'
import { listPayments } from '../../../payments/index.ts'
import { answer, answers, oneMore, pageFrom } from '../answers.ts'
import type { Api } from '../api.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { letterDetail, letterPage, letterQuery, paymentPage, paymentQuery, rowId } from '../schemas.ts'

const payments = createRoute({
  method: 'get',
  path: '/payments',
  summary: '決済の一覧',
  request: { query: paymentQuery },
  responses: answers(paymentPage, '決済(新しい順)'),
})

const letters = createRoute({
  method: 'get',
  path: '/letters',
  summary: '送信箱',
  request: { query: letterQuery },
  responses: answers(letterPage, 'メール(新しい順)'),
})

const letter = createRoute({
  method: 'get',
  path: '/letters/{id}',
  summary: 'メールと、その本文',
  request: { params: z.object({ id: rowId }) },
  responses: answers(letterDetail, 'メール'),
})

export const recordRoutes = [payments, letters, letter]

/** 決済 and 送信箱: what is only looked at. */
export function recordEndpoints(api: Api, { db }: ApiParts): void {
  api.openapi(payments, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const rows = await listPayments(db, filter, { limit: oneMore(limit), after: cursor })
    return c.json(answer(paymentPage, pageFrom(rows, limit)), 200)
  })
  api.openapi(letters, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const rows = await listLetters(db, filter, { limit: oneMore(limit), after: cursor })
    return c.json(answer(letterPage, pageFrom(rows, limit)), 200)
  })
  api.openapi(letter, async (c) => {
    const found = await findLetter(db, c.req.valid('param').id)
    return found ? c.json(answer(letterDetail, found), 200) : refuse(c, 'not_found')
  })
}
