import { type Context, Hono } from 'hono'
import { gate, originOf, type SandboxEnv } from '../gate.ts'
import type { World } from '../world.ts'
import { accountByToken, type ChatworkAccount } from './accounts.ts'
import { meAnswer, memberAnswer, messageAnswer, roomAnswer } from './answers.ts'
import { type Budget, budgetOf, takeCall, takePost } from './limits.ts'
import { addMessage, markRead, type Room, roomsOf } from './rooms.ts'

type ChatworkEnv = SandboxEnv & { Variables: { account: ChatworkAccount } }

/** Characters, as the official RAML's maxLength has it. */
const longestBody = 65_535
const messagesPerAnswer = 100

/** Chatwork API v2, the part a notifier uses. Errors are `{"errors":[…]}` with the status carrying the meaning. */
export function chatworkApi(world: World): Hono<ChatworkEnv> {
  const app = new Hono<ChatworkEnv>()
  app.use(gate(world, 'chatwork', faultAnswers(world)))
  app.use(async (c, next) => {
    const account = accountByToken(c.req.header('x-chatworktoken'))
    if (!account) return errors('Invalid API token', 401)
    const budget = takeCall(world.chatwork.limits, account.accountId, Date.now())
    if (!budget.allowed) return withBudget(errors('API rate limit exceeded', 429), budget)
    c.set('account', account)
    await next()
    withBudget(c.res, budget)
  })
  app.get('/me', (c) => c.json(meAnswer(world.chatwork, c.var.account, originOf(c))))
  app.get('/rooms', (c) => {
    const { accountId } = c.var.account
    const rooms = roomsOf(world.chatwork, accountId)
    return c.json(rooms.map((room) => roomAnswer(room, accountId, originOf(c))))
  })
  app.get('/rooms/:roomId', (c) =>
    inRoom(world, c, (room, { accountId }) =>
      c.json({ ...roomAnswer(room, accountId, originOf(c)), description: room.description }),
    ),
  )
  app.get('/rooms/:roomId/members', (c) =>
    inRoom(world, c, (room) =>
      c.json([...room.roles].flatMap(([accountId, role]) => memberAnswer(accountId, role, originOf(c)))),
    ),
  )
  app.get('/rooms/:roomId/messages', (c) => inRoom(world, c, (room, account) => listMessages(c, room, account)))
  app.post('/rooms/:roomId/messages', (c) => inRoom(world, c, (room, account) => postMessage(world, c, room, account)))
  app.all('*', () => errors('Invalid Endpoint or HTTP method', 404))
  return app
}

async function postMessage(world: World, c: Context, room: Room, account: ChatworkAccount): Promise<Response> {
  if (room.roles.get(account.accountId) === 'readonly') {
    return errors("You don't have permission to send/edit message.", 403)
  }
  const body = await formField(c, 'body')
  if (body === '') return errors("Parameter 'body' is required", 400)
  if ([...body].length > longestBody) return errors("Parameter 'body' is too long", 400)
  const now = Date.now()
  if (!takePost(world.chatwork.limits, room.roomId, now)) {
    return errors('Rate limit for message posting per room exceeded.', 429)
  }
  const message = addMessage(world.chatwork, room, account.accountId, body, now)
  world.news.tell('chatwork')
  return c.json({ message_id: message.messageId })
}

/** Since 2025-07-03 only a urlencoded body counts: JSON and query parameters are not read. */
async function formField(c: Context, name: string): Promise<string> {
  const type = c.req.header('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) return ''
  return new URLSearchParams(await c.req.text()).get(name) ?? ''
}

function listMessages(c: Context, room: Room, { accountId }: ChatworkAccount): Response {
  const seen = c.req.query('force') === '1' ? 0 : (room.fetched.get(accountId) ?? 0)
  const messages = room.messages.slice(seen).slice(-messagesPerAnswer)
  room.fetched.set(accountId, room.messages.length)
  markRead(room, accountId)
  if (messages.length === 0) return c.body(null, 204)
  return c.json(messages.map((message) => messageAnswer(message, originOf(c))))
}

async function inRoom(
  world: World,
  c: Context<ChatworkEnv>,
  answer: (room: Room, account: ChatworkAccount) => Response | Promise<Response>,
): Promise<Response> {
  const wanted = c.req.param('roomId') ?? ''
  if (!/^\d+$/.test(wanted)) return errors('Invalid Endpoint or HTTP method', 404)
  const room = world.chatwork.rooms.get(Number(wanted))
  if (!room) return errors('Room not found', 404)
  if (!room.roles.has(c.var.account.accountId)) return errors("You don't have permission to send/edit message.", 403)
  return answer(room, c.var.account)
}

function faultAnswers(world: World) {
  return {
    '401': () => errors('Invalid API token', 401),
    '429': (c: Context<SandboxEnv>) => {
      const account = accountByToken(c.req.header('x-chatworktoken'))
      const budget = budgetOf(world.chatwork.limits, account?.accountId ?? 0, Date.now())
      return withBudget(errors('API rate limit exceeded', 429), { ...budget, remaining: 0 })
    },
    // Client authors report empty and non-JSON bodies on 5xx.
    '500': () => new Response('<html><body>Internal Server Error</body></html>', { status: 500 }),
  }
}

function errors(message: string, status: number): Response {
  return Response.json({ errors: [message] }, { status })
}

function withBudget(response: Response, budget: Budget): Response {
  if (response.status !== 204) response.headers.set('content-type', 'application/json; charset=utf-8')
  response.headers.set('x-ratelimit-limit', String(budget.limit))
  response.headers.set('x-ratelimit-remaining', String(budget.remaining))
  response.headers.set('x-ratelimit-reset', String(budget.resetAt))
  return response
}
