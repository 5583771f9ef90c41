import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  type Acted,
  type ChargeEnd,
  cancelNow,
  type RefusalCode,
  type Refused,
  reserveCancellation,
  resumeByHand,
  retryCharge,
  type StaffAct,
  withdrawCancellation,
} from '../../../contracts/index.ts'
import type { ApiEnv, Caller } from '../access.ts'
import { answer, answers, body } from '../answers.ts'
import type { Api } from '../api.ts'
import { readContractDetail } from '../contract-detail.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { chargeResult, contractAct, contractDetail, explainedAct, type ProblemCode, resumeAct } from '../schemas.ts'

const params = z.object({ id: z.uuid() })
const afterwards = answers(contractDetail, '操作したあとの契約')

const reserve = createRoute({
  method: 'post',
  path: '/contracts/{id}/reserve-cancellation',
  summary: '解約を予約する',
  request: { params, body: body(contractAct) },
  responses: afterwards,
})

const withdraw = createRoute({
  method: 'post',
  path: '/contracts/{id}/withdraw-cancellation',
  summary: '解約予約を解除する',
  request: { params, body: body(contractAct) },
  responses: afterwards,
})

const cancel = createRoute({
  method: 'post',
  path: '/contracts/{id}/cancel',
  summary: '今すぐ解約する',
  request: { params, body: body(explainedAct) },
  responses: afterwards,
})

const resume = createRoute({
  method: 'post',
  path: '/contracts/{id}/resume',
  summary: '停止を解除する',
  request: { params, body: body(resumeAct) },
  responses: afterwards,
})

const retry = createRoute({
  method: 'post',
  path: '/contracts/{id}/retry-charge',
  summary: '未払いの月額を今すぐ決済する',
  request: { params, body: body(contractAct) },
  responses: answers(chargeResult, '決済の結果(失敗も200)'),
})

export const contractActRoutes = [reserve, withdraw, cancel, resume, retry]

/** What staff do with a contract. */
export function contractActEndpoints(api: Api, parts: ApiParts): void {
  const { contracts } = parts
  const after = async (c: Context<ApiEnv>, acted: Acted) => {
    if (acted.kind === 'refused') return refuseAct(c, acted)
    const detail = await readContractDetail(parts, acted.contract.id)
    return c.json(answer(contractDetail, detail), 200)
  }
  api.openapi(reserve, async (c) =>
    after(c, await reserveCancellation(contracts, actOf(c.var.caller, c.req.valid('param'), c.req.valid('json')))),
  )
  api.openapi(withdraw, async (c) =>
    after(c, await withdrawCancellation(contracts, actOf(c.var.caller, c.req.valid('param'), c.req.valid('json')))),
  )
  api.openapi(cancel, async (c) =>
    after(c, await cancelNow(contracts, actOf(c.var.caller, c.req.valid('param'), c.req.valid('json')))),
  )
  api.openapi(resume, async (c) => {
    const { owedOn, ...explained } = c.req.valid('json')
    return after(c, await resumeByHand(contracts, { ...actOf(c.var.caller, c.req.valid('param'), explained), owedOn }))
  })
  api.openapi(retry, async (c) => {
    const { id } = c.req.valid('param')
    const end = await retryCharge(contracts, actOf(c.var.caller, { id }, c.req.valid('json')))
    if (end.kind === 'refused') return refuseAct(c, end)
    const contract = await readContractDetail(parts, id)
    return c.json(answer(chargeResult, { outcome: end.kind, message: wordsOf(end), contract }), 200)
  })
}

function actOf(caller: Caller, { id: contractId }: { id: string }, { note }: { note: string }): StaffAct {
  const actor = { kind: 'staff', id: caller.id, name: caller.name } as const
  return { contractId, actor, ...(note === '' ? {} : { note }) }
}

/** The refusals that the API words differently; the others have the same code. */
const codes: Partial<Record<RefusalCode, ProblemCode>> = { cancelled: 'contract_cancelled', no_contract: 'not_found' }

function refuseAct(c: Context, { code, message }: Refused) {
  if (code === 'day_out_of_range')
    return refuse(c, 'invalid_input', { detail: message, errors: [{ field: 'owedOn', message }] })
  return refuse(c, codes[code] ?? (code as ProblemCode), { detail: message })
}

function wordsOf(end: ChargeEnd): string {
  switch (end.kind) {
    case 'paid':
      return '決済が完了しました。'
    case 'declined':
      return `決済できませんでした。理由: ${end.failure.message}`
    case 'unknown':
      return '決済会社から応答がないため、結果を確認しています。分かりしだい、この画面に反映します。'
    case 'not_made':
      return `${end.reason}。数分おきに、自動でもう一度お試しします。`
  }
}
