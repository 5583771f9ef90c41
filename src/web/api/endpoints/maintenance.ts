import { createRoute } from '@hono/zod-openapi'
import { changeMaintenance, readMaintenance } from '../../../site/index.ts'
import { actorOf } from '../access.ts'
import { answer, answers, body } from '../answers.ts'
import type { Api } from '../api.ts'
import type { ApiParts } from '../ports.ts'
import { maintenance, maintenanceChange } from '../schemas.ts'

const read = createRoute({
  method: 'get',
  path: '/maintenance',
  summary: 'メンテナンスモード',
  responses: answers(maintenance, '今の状態'),
})

const change = createRoute({
  method: 'put',
  path: '/maintenance',
  summary: 'メンテナンスモードを切り替える、または案内文を変える',
  request: { body: body(maintenanceChange) },
  responses: answers(maintenance, '変更後の状態'),
})

export const maintenanceRoutes = [read, change]

/** 設定 → サイト: メンテナンスモード. */
export function maintenanceEndpoints(api: Api, parts: ApiParts): void {
  api.openapi(read, async (c) => c.json(answer(maintenance, await readMaintenance(parts.db)), 200))
  api.openapi(change, async (c) => {
    const changed = await changeMaintenance(parts, c.req.valid('json'), actorOf(c.var.caller))
    // Whoever switched it may look at a page of this process at once.
    await parts.maintenance.look()
    return c.json(answer(maintenance, changed.maintenance), 200)
  })
}
