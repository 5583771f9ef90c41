import { Hono } from 'hono'
import { z } from 'zod'
import { change } from './change.ts'
import { accountById, accounts } from './chatwork/accounts.ts'
import { budgetOf, changeLimits, limitsRequest } from './chatwork/limits.ts'
import { addMessage, allMessages, type Message } from './chatwork/rooms.ts'
import { faultRequest, faultServices, setFault } from './faults.ts'
import { originOf, type SandboxEnv } from './gate.ts'
import { chargeAnswer } from './gateway/api.ts'
import { findCharge } from './gateway/charges.ts'
import { mailControl } from './mail/control.ts'
import { resetWorld, type World } from './world.ts'
import { setSuspended, userById } from './zendesk/desk.ts'

const tokenHolders = accounts.flatMap(({ accountId, token }) => (token === null ? [] : [accountId]))

/** `/sandbox/api`: what arrived, as JSON, and the switches of the outside world. For tests and the pages' own script. */
export function controlApi(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.get('/state', (c) => c.json(stateOf(world)))
  app.post('/reset', (c) => {
    resetWorld(world)
    for (const service of faultServices) world.news.tell(service)
    return c.json(stateOf(world))
  })
  app.get('/calls', (c) => c.json({ calls: world.calls.latest, totals: world.calls.totals }))
  faultSwitches(world, app)
  chatworkControl(world, app)
  zendeskControl(world, app)
  gatewayControl(world, app)
  app.get('/newsletter/registrations', (c) => c.json(world.newsletter))
  app.route('/', mailControl(world))
  app.all('*', (c) => c.json({ error: 'not found' }, 404))
  return app
}

function faultSwitches(world: World, app: Hono<SandboxEnv>): void {
  const serviceName = z.enum(faultServices)
  app.get('/faults', (c) => c.json(world.faults))
  app.put('/faults/:service', async (c): Promise<Response> => {
    const service = serviceName.safeParse(c.req.param('service'))
    if (!service.success) return c.json({ error: 'unknown service' }, 404)
    return change(c, faultRequest, (wanted) => {
      const fault = setFault(world.faults, service.data, wanted)
      world.news.tell(service.data)
      return fault
    })
  })
}

function chatworkControl(world: World, app: Hono<SandboxEnv>): void {
  app.get('/chatwork/messages', (c) => {
    const { room_id: roomId, account_id: accountId } = c.req.query()
    const messages = allMessages(world.chatwork)
      .filter((message) => roomId === undefined || String(message.roomId) === roomId)
      .filter((message) => accountId === undefined || String(message.accountId) === accountId)
    return c.json({ messages: messages.map((message) => describeMessage(world, message)) })
  })
  app.get('/chatwork/rooms', (c) => {
    const rooms = [...world.chatwork.rooms.values()].map(({ roomId, name, type, roles, messages }) => ({
      roomId,
      name,
      type,
      roles: Object.fromEntries(roles),
      messageCount: messages.length,
    }))
    return c.json({ rooms })
  })
  app.put('/chatwork/limits', (c) =>
    change(c, limitsRequest, (wanted) => {
      changeLimits(world.chatwork.limits, wanted, tokenHolders)
      return budgets(world)
    }),
  )
  const roleRequest = z.strictObject({ accountId: z.int(), role: z.enum(['admin', 'member', 'readonly', 'none']) })
  app.put('/chatwork/rooms/:roomId/role', async (c): Promise<Response> => {
    const room = world.chatwork.rooms.get(Number(c.req.param('roomId')))
    if (!room) return c.json({ error: 'unknown room' }, 404)
    return change(c, roleRequest, ({ accountId, role }) => {
      if (role === 'none') room.roles.delete(accountId)
      else room.roles.set(accountId, role)
      world.news.tell('chatwork')
      return { roles: Object.fromEntries(room.roles) }
    })
  })
  const messageRequest = z.strictObject({ accountId: z.int(), body: z.string().min(1) })
  app.post('/chatwork/rooms/:roomId/messages', async (c): Promise<Response> => {
    const room = world.chatwork.rooms.get(Number(c.req.param('roomId')))
    if (!room) return c.json({ error: 'unknown room' }, 404)
    return change(c, messageRequest, ({ accountId, body }) => {
      const message = addMessage(world.chatwork, room, accountId, body, Date.now())
      world.news.tell('chatwork')
      return describeMessage(world, message)
    })
  })
}

function describeMessage(world: World, message: Message) {
  const roomName = world.chatwork.rooms.get(message.roomId)?.name ?? ''
  return { ...message, roomName, accountName: accountById(message.accountId)?.name ?? '' }
}

function zendeskControl(world: World, app: Hono<SandboxEnv>): void {
  app.get('/zendesk/tickets', (c) => {
    const tickets = world.zendesk.tickets.map((ticket) => ({
      ...ticket,
      requester: userById(world.zendesk, ticket.requesterId) ?? null,
    }))
    return c.json({ tickets })
  })
  app.put('/zendesk/limits', (c) =>
    change(c, z.strictObject({ callsPerMinute: z.int().nonnegative() }), ({ callsPerMinute }) => {
      world.zendesk.callsPerMinute = callsPerMinute
      return { callsPerMinute }
    }),
  )
  const suspension = z.strictObject({ email: z.email(), suspended: z.boolean() })
  app.put('/zendesk/users', (c) =>
    change(c, suspension, ({ email, suspended }) => setSuspended(world.zendesk, email, suspended)),
  )
  // As if two hours had passed.
  app.post('/zendesk/forget-idempotency-keys', (c) => {
    world.zendesk.creations.clear()
    return c.json({ forgotten: true })
  })
}

function gatewayControl(world: World, app: Hono<SandboxEnv>): void {
  app.get('/gateway/charges', (c) =>
    c.json({ charges: world.gateway.charges.map((charge) => chargeAnswer(charge, originOf(c))) }),
  )
  const settlement = z.strictObject({ status: z.enum(['succeeded', 'declined', 'pending', 'action_required']) })
  app.put('/gateway/charges/:id', async (c): Promise<Response> => {
    const charge = findCharge(world.gateway, { id: c.req.param('id') })
    if (!charge) return c.json({ error: 'unknown charge' }, 404)
    return change(c, settlement, ({ status }) => {
      charge.status = status
      world.news.tell('gateway')
      return chargeAnswer(charge, originOf(c))
    })
  })
}

function stateOf(world: World) {
  return {
    faults: world.faults,
    calls: world.calls.totals,
    chatwork: { ...budgets(world), messages: allMessages(world.chatwork).length },
    zendesk: { tickets: world.zendesk.tickets.length, callsPerMinute: world.zendesk.callsPerMinute },
    newsletter: {
      registrations: world.newsletter.registrations.length,
      refusals: world.newsletter.refusals.length,
    },
    gateway: { charges: world.gateway.charges.length },
    mail: {
      letters: world.mailbox.letters.length,
      refused: world.mailbox.refused.length,
      returned: world.returns.messages.length,
      delayMs: world.late.delayMs,
    },
  }
}

function budgets(world: World) {
  const { windows: _windows, posts: _posts, ...limits } = world.chatwork.limits
  const budgetByAccount = tokenHolders.map((id) => [id, budgetOf(world.chatwork.limits, id, Date.now())] as const)
  return { limits, budgets: Object.fromEntries(budgetByAccount) }
}
