import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { applyStatement, confirmTransfer, undoConfirmation, undoStatement } from '../../../contracts/index.ts'
import type { Actor } from '../../../events/index.ts'
import {
  findTransfer,
  keepStatement,
  listAppliedStatements,
  listTransfers,
  MOST_ROWS,
  teachLayout,
} from '../../../payments/index.ts'
import type { ApiEnv } from '../access.ts'
import { answer, answers, body, made, oneMore, pageFrom } from '../answers.ts'
import type { Api } from '../api.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import {
  statement,
  statementChoice,
  statementLayout,
  statementList,
  statementUndone,
  statementUpload,
  transfer,
  transferPage,
  transferQuery,
  transferReceipt,
} from '../schemas.ts'
import { confirmProblems, statementAnswer, undoProblems, withUndo } from '../transfer-answers.ts'

const params = z.object({ id: z.uuid() })

const list = createRoute({
  method: 'get',
  path: '/transfers',
  summary: '銀行振込の一覧',
  request: { query: transferQuery },
  responses: answers(transferPage, '振込(入金待ちは期日順、確認済みは31日以内のものを新しい順)'),
})

const confirm = createRoute({
  method: 'post',
  path: '/payments/{id}/confirm-transfer',
  summary: '入金を確認済みにする',
  request: { params, body: body(transferReceipt) },
  responses: answers(transfer, '確認した振込'),
})

const undo = createRoute({
  method: 'post',
  path: '/payments/{id}/undo-confirmation',
  summary: '入金確認を取り消す(確認した当日のみ)',
  request: { params, body: body(z.object({})) },
  responses: answers(transfer, '入金待ちに戻った振込'),
})

const listStatements = createRoute({
  method: 'get',
  path: '/transfers/statements',
  summary: '最近反映した入出金明細',
  responses: answers(statementList, '入出金明細(新しい順、20件まで)'),
})

const upload = createRoute({
  method: 'post',
  path: '/transfers/statements',
  summary: '銀行の入出金明細を取り込む(反映はしない)',
  request: {
    query: statementUpload,
    body: { required: true, content: { 'text/csv': { schema: z.string() } } },
  },
  responses: made(statement, '読み取った明細と、入金予定との照合結果'),
})

const readStatement = createRoute({
  method: 'get',
  path: '/transfers/statements/{id}',
  summary: '入出金明細の照合結果または反映結果',
  request: { params },
  responses: answers(statement, '入出金明細'),
})

const saveLayout = createRoute({
  method: 'put',
  path: '/transfers/statements/{id}/layout',
  summary: '入出金明細の列の対応を直す(同じ見出しの明細では次回から使われる)',
  request: { params, body: body(statementLayout) },
  responses: answers(statement, '読み取り直した明細'),
})

const apply = createRoute({
  method: 'post',
  path: '/transfers/statements/{id}/apply',
  summary: '入出金明細のうち選んだ入金を確認済みにする',
  request: { params, body: body(statementChoice) },
  responses: answers(statement, '反映結果'),
})

const undoAll = createRoute({
  method: 'post',
  path: '/transfers/statements/{id}/undo',
  summary: '入出金明細の反映をまとめて取り消す(反映した当日のみ)',
  request: { params, body: body(z.object({})) },
  responses: answers(statementUndone, '取り消した件数と、取り消せなかった件数'),
})

export const transferRoutes = [list, confirm, undo, listStatements, upload, readStatement, saveLayout, apply, undoAll]

/** 入金確認. */
export function transferEndpoints(api: Api, parts: ApiParts): void {
  singleEndpoints(api, parts)
  statementEndpoints(api, parts)
}

const actorOf = (c: Context<ApiEnv>): Actor => ({ kind: 'staff', id: c.var.caller.id, name: c.var.caller.name })

const LATEST_STATEMENTS = 20

function singleEndpoints(api: Api, parts: ApiParts): void {
  const { db, clock } = parts
  const shown = async (id: string) => {
    const found = await findTransfer(db, id)
    const [shown] = await withUndo(parts, found === null ? [] : [found])
    return answer(transfer, shown)
  }
  api.openapi(list, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const rows = await listTransfers(db, { ...filter, now: clock.now() }, { limit: oneMore(limit), after: cursor })
    const page = pageFrom(rows, limit)
    return c.json(answer(transferPage, { ...page, items: await withUndo(parts, page.items) }), 200)
  })
  api.openapi(confirm, async (c) => {
    const { id } = c.req.valid('param')
    const receipt = { paymentId: id, ...c.req.valid('json'), line: null }
    const confirmed = await confirmTransfer(parts, receipt, actorOf(c))
    if (confirmed.kind === 'confirmed') return c.json(await shown(id), 200)
    if (confirmed.code === 'paid_in_future')
      return refuse(c, 'invalid_input', {
        errors: [{ field: 'paidOn', message: '入金日には今日までの日付を入力してください' }],
      })
    return refuse(c, confirmProblems[confirmed.code])
  })
  api.openapi(undo, async (c) => {
    const { id } = c.req.valid('param')
    const undone = await undoConfirmation(parts, id, actorOf(c))
    return undone.kind === 'undone' ? c.json(await shown(id), 200) : refuse(c, undoProblems[undone.code])
  })
}

function statementEndpoints(api: Api, parts: ApiParts): void {
  const { db, clock } = parts
  api.openapi(listStatements, async (c) =>
    c.json(answer(statementList, { items: await listAppliedStatements(db, LATEST_STATEMENTS) }), 200),
  )
  api.openapi(upload, async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const fileName = c.req.valid('query').fileName || '入出金明細'
    const kept = await keepStatement(db, { fileName, bytes, uploadedBy: c.var.caller.name, now: clock.now() })
    if (kept.kind === 'unreadable') return refuse(c, 'unreadable_statement')
    if (kept.kind === 'too_long')
      return refuse(c, 'unreadable_statement', {
        detail: `一度に読み取れるのは${MOST_ROWS.toLocaleString('ja-JP')}行までです。期間を短くしてダウンロードし直してください。`,
      })
    return c.json(await existing(parts, kept.id), 201)
  })
  api.openapi(readStatement, async (c) => {
    const found = await statementAnswer(parts, c.req.valid('param').id)
    return found === null ? refuse(c, 'not_found') : c.json(found, 200)
  })
  api.openapi(saveLayout, async (c) => {
    const { id } = c.req.valid('param')
    const taught = await teachLayout(db, id, c.req.valid('json'), { name: c.var.caller.name, now: clock.now() })
    if (taught === 'taught') return c.json(await existing(parts, id), 200)
    return refuse(c, taught === 'already_applied' ? 'already_applied' : 'not_found')
  })
  api.openapi(apply, async (c) => {
    const { id } = c.req.valid('param')
    const applied = await applyStatement(parts, id, c.req.valid('json').lines, actorOf(c))
    if (applied.kind === 'applied') return c.json(await existing(parts, id), 200)
    return refuse(c, applied.code === 'already_applied' ? 'already_applied' : 'not_found')
  })
  api.openapi(undoAll, async (c) => {
    const { undone, refused } = await undoStatement(parts, c.req.valid('param').id, actorOf(c))
    return c.json({ undone, refused: refused.length }, 200)
  })
}

async function existing(parts: ApiParts, id: string) {
  const found = await statementAnswer(parts, id)
  if (found === null) throw new Error(`a statement that was just changed is gone: ${id}`)
  return found
}
