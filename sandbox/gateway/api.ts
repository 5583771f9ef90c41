import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { z } from 'zod'
import { assetText } from '../assets.ts'
import { cutOff, gate, holdOpen, originOf, type SandboxEnv } from '../gate.ts'
import type { World } from '../world.ts'
import {
  account,
  type CardSetup,
  type Charge,
  chargeRequest,
  findCharge,
  makeCharge,
  refundCharge,
  secretKey,
} from './charges.ts'
import { findSetup, makeSetup, setupRequest } from './setups.ts'
import { createToken, tokenRequest } from './tokens.ts'

/** The gateway's HTTP interface under `/gateway/v1`. Faults meet the shop's server only, never the card holder's browser. */
export function gatewayApi(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  browserSide(world, app)
  for (const path of ['/charges', '/charges/*', '/setups', '/account']) {
    app.use(path, gate(world, 'gateway', faultAnswers))
    app.use(path, async (c, next) => {
      if (c.req.header('authorization') !== `Bearer ${secretKey}`) return unauthorized()
      return next()
    })
  }
  app.get('/account', (c) => c.json({ account }))
  app.post('/charges', (c) => charge(world, c))
  app.get('/charges', (c) => {
    const found = findCharge(world.gateway, { orderId: c.req.query('order_id') ?? '' })
    return found
      ? c.json({ charge: chargeAnswer(found, originOf(c)) })
      : error(404, 'not_found', '決済が見つかりません。')
  })
  app.post('/setups', (c) => setUp(world, c))
  app.get('/setups', (c) => {
    const found = findSetup(world.gateway, { setupId: c.req.query('setup_id') ?? '' })
    return found
      ? c.json({ setup: setupAnswer(found, originOf(c)) })
      : error(404, 'not_found', 'カードの登録が見つかりません。')
  })
  app.post('/charges/:id/refund', (c) => refund(world, c, c.req.param('id')))
  app.all('*', () => error(404, 'not_found', '指定されたURLは存在しません。'))
  return app
}

function browserSide(world: World, app: Hono<SandboxEnv>): void {
  app.use('/tokenpay.js', cors())
  app.get('/tokenpay.js', (c) => {
    c.header('content-type', 'text/javascript; charset=utf-8')
    return c.body(assetText('tokenpay.js'))
  })
  app.use('/tokens', cors({ origin: '*', allowMethods: ['POST'], allowHeaders: ['content-type'] }))
  app.post('/tokens', async (c) => {
    const parsed = tokenRequest.safeParse(await c.req.json().catch(() => null))
    if (!parsed.success) return error(400, 'invalid_request', 'カード情報の形式が正しくありません。')
    const made = createToken(world.gateway, parsed.data, new Date())
    if ('status' in made) return error(made.status, made.code, made.message)
    return c.json({ token: made.token, card: cardAnswer(made.card) })
  })
}

async function charge(world: World, c: Context<SandboxEnv>): Promise<Response> {
  const parsed = chargeRequest.safeParse(await c.req.json().catch(() => null))
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') || '本文'
    return error(422, 'invalid_request', `パラメーターが正しくありません: ${field}`)
  }
  const outcome = makeCharge(world.gateway, parsed.data)
  if (outcome.kind === 'refused') return error(400, outcome.code, outcome.message)
  if (outcome.kind === 'dropped') return cutOff(c)
  const answer = chargeAnswer(outcome.charge, originOf(c))
  if (outcome.kind === 'duplicate') {
    const message = '同じ注文番号の決済がすでにあります。'
    return c.json({ error: { code: 'duplicate_order_id', message }, charge: answer }, 409)
  }
  world.news.tell('gateway')
  const { behaviour } = outcome.charge.card
  if (behaviour.kind === 'charges_and_never_answers') return holdOpen(c)
  if (behaviour.kind === 'charges_and_answers_500') return faultAnswers['500']()
  return c.json({ charge: answer }, outcome.charge.status === 'declined' ? 402 : 200)
}

async function setUp(world: World, c: Context<SandboxEnv>): Promise<Response> {
  const parsed = setupRequest.safeParse(await c.req.json().catch(() => null))
  if (!parsed.success) return error(422, 'invalid_request', 'パラメーターが正しくありません。')
  const outcome = makeSetup(world.gateway, parsed.data)
  if (outcome.kind === 'refused') return error(400, outcome.code, outcome.message)
  if (outcome.kind === 'dropped') return cutOff(c)
  const { setup } = outcome
  const answer = setupAnswer(setup, originOf(c))
  if (outcome.kind === 'duplicate') {
    const message = '同じ番号のカードの登録がすでにあります。'
    return c.json({ error: { code: 'duplicate_setup_id', message }, setup: answer }, 409)
  }
  world.news.tell('gateway')
  if (setup.card.behaviour.kind === 'charges_and_never_answers') return holdOpen(c)
  if (setup.card.behaviour.kind === 'charges_and_answers_500') return faultAnswers['500']()
  return c.json({ setup: answer }, setup.status === 'declined' ? 402 : 200)
}

const refundRequest = z.object({ amount: z.int().positive().optional() })

async function refund(world: World, c: Context, id: string): Promise<Response> {
  const found = findCharge(world.gateway, { id })
  if (!found) return error(404, 'not_found', '決済が見つかりません。')
  const parsed = refundRequest.safeParse(await c.req.json().catch(() => ({})))
  if (!parsed.success) return error(422, 'invalid_request', '返金額が正しくありません。')
  const result = refundCharge(found, parsed.data.amount)
  if (result === 'not_refundable') return error(422, 'charge_not_refundable', 'この決済は返金できません。')
  if (result === 'too_much') return error(422, 'refund_exceeds_charge', '返金額が決済額を超えています。')
  world.news.tell('gateway')
  return c.json({ charge: chargeAnswer(found, originOf(c)) })
}

function cardAnswer(card: Charge['card']) {
  return { brand: card.brand, last4: card.last4, exp_month: card.expMonth, exp_year: card.expYear }
}

function setupAnswer(setup: CardSetup, origin: string) {
  return {
    id: setup.id,
    setup_id: setup.setupId,
    status: setup.status,
    card: cardAnswer(setup.card),
    customer: setup.customerId,
    redirect_url: setup.status === 'action_required' ? `${origin}/gateway/3ds/${setup.id}` : null,
    decline_code: setup.declineCode,
    decline_message: setup.declineMessage,
    created: Math.floor(setup.createdAt / 1000),
  }
}

/** `created` is in unix seconds. */
export function chargeAnswer(charge: Charge, origin: string) {
  return {
    id: charge.id,
    order_id: charge.orderId,
    amount: charge.amount,
    currency: 'jpy',
    status: charge.status,
    card: cardAnswer(charge.card),
    customer: charge.customerId,
    redirect_url: charge.status === 'action_required' ? `${origin}/gateway/3ds/${charge.id}` : null,
    decline_code: charge.declineCode,
    decline_message: charge.declineMessage,
    refunded_amount: charge.refundedAmount,
    created: Math.floor(charge.createdAt / 1000),
  }
}

function error(status: number, code: string, message: string): Response {
  return Response.json({ error: { code, message } }, { status })
}

function unauthorized(): Response {
  return error(401, 'unauthorized', 'シークレットキーが正しくありません。')
}

const faultAnswers = {
  '401': unauthorized,
  '429': () => {
    const response = error(429, 'rate_limited', 'アクセスが集中しています。しばらくしてからお試しください。')
    response.headers.set('retry-after', '1')
    return response
  },
  '500': () => error(500, 'internal_error', '決済サーバーでエラーが発生しました。'),
}
