import { type Context, Hono } from 'hono'
import { gate, originOf, type SandboxEnv } from '../gate.ts'
import type { World } from '../world.ts'
import { anonymousUser, ticketAnswer, userAnswer } from './answers.ts'
import { createFromRequest } from './creation.ts'
import { deskSubdomain } from './desk.ts'
import {
  internalError,
  invalidAccessToken,
  missingScopes,
  noHelpDesk,
  notAuthenticated,
  notFound,
  tooManyCalls,
} from './errors.ts'
import { type Caller, grantToken, identify } from './identity.ts'
import { takeDeskCall, withDeskBudget } from './limits.ts'
import { zendeskSwitches } from './switches.ts'

/** Zendesk Support under `/zendesk/:subdomain`: tickets, who am I, client credentials. Paths work with and without `.json`. */
export function zendeskApi(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.route('/switches', zendeskSwitches(world))
  app.use('/:subdomain/*', gate(world, 'zendesk', faultAnswers))
  app.use('/:subdomain/*', async (c, next) => {
    const subdomain = c.req.param('subdomain')
    if (subdomain !== deskSubdomain) return noHelpDesk(subdomain)
    return next()
  })
  app.post('/:subdomain/oauth/tokens', async (c) => {
    const body: unknown = await c.req.json().catch(() => null)
    return grantToken(world.zendesk, body)
  })
  app.get('/:subdomain/agent/tickets/:id', (c) =>
    c.redirect(`/zendesk?ticket=${encodeURIComponent(c.req.param('id'))}`),
  )
  app.use('/:subdomain/api/v2/*', async (c, next) => {
    const budget = takeDeskCall(world.zendesk, Date.now())
    if (!budget.allowed) return withDeskBudget(tooManyCalls(budget.resetSeconds), budget)
    await next()
    withDeskBudget(c.res, budget)
  })
  app.get('/:subdomain/api/v2/users/:file{me(\\.json)?}', (c) => whoAmI(world, c))
  app.post('/:subdomain/api/v2/:file{tickets(\\.json)?}', (c) =>
    asAgent(world, c, 'tickets:write', (caller) => createFromRequest(world, c, caller, baseOf(c))),
  )
  app.get('/:subdomain/api/v2/:file{tickets(\\.json)?}', (c) =>
    asAgent(world, c, 'tickets:read', () => listTickets(world, c)),
  )
  app.get('/:subdomain/api/v2/tickets/:file{count(\\.json)?}', (c) =>
    asAgent(world, c, 'tickets:read', () =>
      c.json({ count: { value: world.zendesk.tickets.length, refreshed_at: new Date().toISOString() } }),
    ),
  )
  app.get('/:subdomain/api/v2/tickets/:file{\\d+(\\.json)?}', (c) =>
    asAgent(world, c, 'tickets:read', () => {
      const ticket = world.zendesk.tickets.find(({ id }) => id === Number.parseInt(c.req.param('file'), 10))
      return ticket ? c.json({ ticket: ticketAnswer(ticket, baseOf(c)) }) : notFound('RecordNotFound')
    }),
  )
  app.all('/:subdomain/*', () => notFound('InvalidEndpoint'))
  return app
}

function listTickets(world: World, c: Context): Response {
  const externalId = c.req.query('external_id')
  const perPage = Math.min(100, Math.max(1, Number(c.req.query('per_page') ?? 100) || 100))
  const matching = world.zendesk.tickets.filter(
    (ticket) => externalId === undefined || ticket.externalId === externalId,
  )
  const tickets = matching.slice(0, perPage).map((ticket) => ticketAnswer(ticket, baseOf(c)))
  return c.json({ tickets, next_page: null, previous_page: null, count: matching.length })
}

/** Open to everybody: a caller without credentials is told that they are nobody, with 200. */
function whoAmI(world: World, c: Context): Response {
  const caller = identify(world.zendesk, c.req.header('authorization'))
  if (caller.kind === 'refused') return caller.answer
  if (caller.kind === 'anonymous') return c.json({ user: anonymousUser })
  if (!caller.may('users:read')) return missingScopes('users:read')
  return c.json({ user: userAnswer(caller.user, baseOf(c)) })
}

async function asAgent(
  world: World,
  c: Context,
  scope: string,
  answer: (caller: Extract<Caller, { kind: 'user' }>) => Response | Promise<Response>,
): Promise<Response> {
  const caller = identify(world.zendesk, c.req.header('authorization'))
  if (caller.kind === 'anonymous') return notAuthenticated()
  if (caller.kind === 'refused') return caller.answer
  return caller.may(scope) ? answer(caller) : missingScopes(scope)
}

function baseOf(c: Context): string {
  return `${originOf(c)}/zendesk/${deskSubdomain}`
}

const faultAnswers = {
  '401': (c: Context) =>
    c.req.header('authorization')?.toLowerCase().startsWith('bearer') ? invalidAccessToken() : notAuthenticated(),
  '429': () => tooManyCalls(1),
  '500': internalError,
}
