import { createRoute, z } from '@hono/zod-openapi'
import {
  type CandidateLetter,
  candidateLetters,
  findReport,
  type ListedReport,
  listReports,
  type Settled,
  settleReport,
} from '../../../mail/index.ts'
import { answer, answers, body, oneMore, pageFrom } from '../answers.ts'
import type { Api } from '../api.ts'
import { letterIdOf, readLetterId } from '../letter-answers.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import {
  candidateList,
  candidateQuery,
  type ProblemCode,
  returnedMail,
  returnedMailDetail,
  returnedMailId,
  returnedMailPage,
  returnedMailQuery,
  type SettlementInput,
  settlement,
} from '../schemas.ts'

const params = z.object({ id: returnedMailId })

const list = createRoute({
  method: 'get',
  path: '/returned-mail',
  summary: '戻ってきたメールと迷惑メール報告',
  request: { query: returnedMailQuery },
  responses: answers(returnedMailPage, '戻ってきたメール(新しい順)'),
})

const read = createRoute({
  method: 'get',
  path: '/returned-mail/{id}',
  summary: '戻ってきたメールと、その本文',
  request: { params },
  responses: answers(returnedMailDetail, '戻ってきたメール'),
})

const candidates = createRoute({
  method: 'get',
  path: '/returned-mail/{id}/candidates',
  summary: 'アドレスへ最近送ったメール',
  request: { params, query: candidateQuery },
  responses: answers(candidateList, '送ったメール(新しい順)'),
})

const settle = createRoute({
  method: 'post',
  path: '/returned-mail/{id}/settle',
  summary: '要確認のメールについて、確認した結果を記録する',
  request: { params, body: body(settlement) },
  responses: answers(returnedMail, '記録したメール'),
})

export const returnedMailRoutes = [list, read, candidates, settle]

/** 戻ってきたメール. */
export function returnedMailEndpoints(api: Api, parts: ApiParts): void {
  const { db } = parts
  api.openapi(list, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const rows = await listReports(db, filter, { limit: oneMore(limit), after: cursor })
    return c.json(answer(returnedMailPage, pageFrom(rows.map(reportAnswer), limit)), 200)
  })
  api.openapi(read, async (c) => {
    const found = await findReport(db, c.req.valid('param').id)
    if (found === null) return refuse(c, 'not_found')
    const known = found.state === 'open' && found.recipient !== null ? await candidateLetters(db, found.recipient) : []
    const { text } = found
    const detail = { ...reportAnswer(found), text, candidates: known.map(candidateAnswer) }
    return c.json(answer(returnedMailDetail, detail), 200)
  })
  api.openapi(candidates, async (c) => {
    const known = await candidateLetters(db, c.req.valid('query').address)
    return c.json(answer(candidateList, { items: known.map(candidateAnswer) }), 200)
  })
  api.openapi(settle, async (c) => {
    const { id } = c.req.valid('param')
    const settled = await settleReport(parts.returnedMail, id, settlementOf(c.req.valid('json')), c.var.caller.name)
    if (settled !== 'settled') {
      const { code, ...words } = refusals[settled]
      return refuse(c, code, words)
    }
    const found = await findReport(db, id)
    if (found === null) throw new Error(`the report ${id} that was just settled is gone`)
    return c.json(answer(returnedMail, reportAnswer(found)), 200)
  })
}

const refusals: Record<Exclude<Settled, 'settled'>, { code: ProblemCode; detail: string }> = {
  unknown_report: { code: 'not_found', detail: '戻ってきたメールが見つかりません。' },
  already_settled: { code: 'already_done', detail: 'このメールは、すでに確認済みになっています。' },
  unknown_letter: { code: 'not_found', detail: '選ばれたメールが見つかりません。' },
  letter_not_sent: { code: 'wrong_state', detail: '選ばれたメールは、まだ送信されていません。' },
}

function settlementOf(input: SettlementInput) {
  return input.as === 'nothing' ? input : { ...input, letterId: readLetterId(input.letterId).id }
}

function reportAnswer({ letterId, ...report }: ListedReport) {
  return { ...report, letterId: letterId === null ? null : letterIdOf(letterId) }
}

function candidateAnswer(letter: CandidateLetter) {
  return { ...letter, id: letterIdOf(letter.id) }
}
