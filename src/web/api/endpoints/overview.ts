import { createRoute } from '@hono/zod-openapi'
import { sumCompletedApplications } from '../../../applications/index.ts'
import { countTodo } from '../../../deliveries/index.ts'
import { listEvents } from '../../../events/index.ts'
import { countOpenReports } from '../../../mail/index.ts'
import { answer, answers } from '../answers.ts'
import type { Api } from '../api.ts'
import { eventAnswer } from '../news-answers.ts'
import type { ApiParts } from '../ports.ts'
import { connectorLabels, connectorNames, overview } from '../schemas.ts'
import { startOfDay } from '../start-of-day.ts'

/** How many events the dashboard shows. */
const LATEST = 20

const read = createRoute({
  method: 'get',
  path: '/overview',
  summary: 'ダッシュボードとメニューの件数',
  responses: answers(overview, '今日の様子'),
})

export const overviewRoutes = [read]

/** The dashboard. */
export function overviewEndpoints(api: Api, parts: ApiParts): void {
  api.openapi(read, async (c) => {
    const shop = await parts.readShop(parts.db)
    const { day, start } = startOfDay(parts.clock.now(), shop.timeZone)
    const [sales, todo, returnedMail, mailConfigured, events, connections] = await Promise.all([
      sumCompletedApplications(parts.db, start),
      countTodo(parts.db),
      countOpenReports(parts.db),
      parts.mailer.isConfigured(),
      listEvents(parts.db, {}, { limit: LATEST }),
      Promise.all(connectorNames.map((name) => readConnection(parts, name))),
    ])
    const today = { date: day, ...sales }
    const latestEvents = events.map((event) => eventAnswer(event, shop))
    return c.json(answer(overview, { today, ...todo, returnedMail, mailConfigured, connections, latestEvents }), 200)
  })
}

async function readConnection(parts: ApiParts, connector: (typeof connectorNames)[number]) {
  const page = await parts.integrations.read(connector)
  if (!page) throw new Error(`no connector ${connector}`)
  // The administrators' mail has no switch: it is the last resort.
  const enabled = page.values.enabled !== false
  return { connector, label: connectorLabels[connector], enabled, connection: page.connection }
}
