import type { Context, MiddlewareHandler } from 'hono'
import { type Maintenance, readShop } from '../../site/index.ts'
import { send } from './answer.ts'
import { type HeldForm, MAINTENANCE_TITLE, MaintenancePage } from './maintenance-page.tsx'
import type { PageParts } from './public-app.tsx'
import { setStanding } from './standing.ts'

/** What machines are told to wait for when the shop named no time, in seconds. */
const USUALLY_BACK_AFTER = 600
const STAFF_COOKIE = 'luxliner-staff'

/** Where money is under way: the way back from 3-D Secure, the page that waits for the outcome, and its end. */
const UNDER_WAY = /^\/(apply|offer)\/(return|status|thanks)\/[^/]+$/
/** Their forms hold nothing secret (card fields have no names), so what was typed may be kept in the page. */
const KEEPS_FORM = /^\/(apply|offer)\//

/** Closes the public pages while メンテナンスモード is on: 503 for visitors, a banner for staff. */
export function maintenanceGate(parts: PageParts): MiddlewareHandler {
  return async (c, next) => {
    const maintenance = parts.maintenance.current()
    if (!maintenance.on) return next()
    if (await isStaff(c, parts)) setStanding(c, 'seen_through')
    else if (c.req.method === 'GET' && UNDER_WAY.test(c.req.path)) setStanding(c, 'under_way')
    else return sendClosed(c, parts, maintenance)
    return next()
  }
}

async function isStaff(c: Context, { auth }: PageParts): Promise<boolean> {
  const cookie = c.req.header('cookie')
  if (!cookie?.includes(STAFF_COOKIE)) return false
  const session = await auth.read(cookie)
  for (const line of session?.setCookies ?? []) c.header('set-cookie', line, { append: true })
  return session !== null
}

async function sendClosed(c: Context, parts: PageParts, { message, resumesAt }: Maintenance): Promise<Response> {
  const shop = await readShop(parts.db, parts)
  const leftMs = resumesAt === null ? 0 : resumesAt.getTime() - parts.clock.now().getTime()
  const held = c.req.method === 'POST' ? await heldForm(c) : null
  c.header('retry-after', String(leftMs > 0 ? Math.ceil(leftMs / 1_000) : USUALLY_BACK_AFTER))
  const body = <MaintenancePage shop={shop} message={message} resumesAt={leftMs > 0 ? resumesAt : null} held={held} />
  return send(c, shop, { title: MAINTENANCE_TITLE, body }, { status: 503 })
}

async function heldForm(c: Context): Promise<HeldForm> {
  const fields = KEEPS_FORM.test(c.req.path) ? [...new URLSearchParams(await c.req.text())] : null
  return { action: c.req.path, fields }
}
