import { Hono } from 'hono'
import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Database } from '../platform/database.ts'

/** `/healthz`: the process answers. `/readyz`: the database answers too. `/metrics`: for Prometheus, without personal data. */
export function health(db: Database): Hono {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const waiting = new Gauge({
    name: 'luxliner_waiting',
    help: 'What waits to be done, by kind',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      for (const { kind, count } of await countWaiting(db)) this.set({ kind }, count)
    },
  })
  const app = new Hono()
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    const ready = await sql`select 1`.execute(db).then(
      () => true,
      () => false,
    )
    return ready ? c.text('ok') : c.text('データベースに接続できません', 503)
  })
  app.get('/metrics', async (c) => {
    waiting.reset()
    return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType })
  })
  return app
}

async function countWaiting(db: Database): Promise<{ kind: string; count: number }[]> {
  const result = await sql<{ kind: string; count: number }>`
    select 'events' as kind, count(*)::int as count from events where dispatched_at is null
    union all select 'posts.' || connector, count(*)::int from posts where state in ('waiting', 'sending', 'unsettled') group by connector
    union all select 'letters', count(*)::int from letters where state in ('queued', 'sending')
    union all select 'returned_mail', count(*)::int from returned_mail where state = 'received'`.execute(db)
  return result.rows
}
