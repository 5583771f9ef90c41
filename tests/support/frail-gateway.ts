import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { replyJson, serveOnLoopback } from './loopback-server.ts'
import type { Random } from './random.ts'

/** What happens to the first call that charges a saved card; all later calls are answered. */
export type Fate = 'charged' | 'declined' | 'hangs before' | 'hangs after' | 'fails after'

/** A gateway that speaks as much of the TokenPay protocol as renewals need, and fails as it is told. */
export interface FrailGateway {
  url: string
  /** Calls to charge so far. */
  readonly calls: number
  /** Calls that asked what became of an order. */
  readonly looks: number
  /** How often each saved card was really charged. */
  readonly charged: ReadonlyMap<string, number>
  close(): Promise<void>
}

/** Milliseconds that a charge takes at most: long enough for a kill to fall into it. */
const SLOWEST_MS = 30

/** Starts it on a free port of loopback. `fateOf` is asked by the saved card's reference. */
export async function startFrailGateway(fateOf: (customer: string) => Fate, random: Random): Promise<FrailGateway> {
  const orders = new Map<string, object>()
  const charged = new Map<string, number>()
  const met = new Set<string>()
  const gateway = { calls: 0, looks: 0, charged }

  /** An order is charged, or declined, once; whoever names it again is told of the first time. */
  function settle(orderId: string, customer: string, declined: boolean): object {
    const known = orders.get(orderId)
    if (known) return known
    if (!declined) charged.set(customer, (charged.get(customer) ?? 0) + 1)
    const charge = {
      id: `ch_${orderId}`,
      status: declined ? 'declined' : 'succeeded',
      card: { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2040 },
      customer,
      redirect_url: null,
      decline_code: declined ? 'card_declined' : null,
      decline_message: declined ? 'カード会社により決済が承認されませんでした。' : null,
    }
    orders.set(orderId, charge)
    return charge
  }

  async function charge(request: IncomingMessage, response: ServerResponse): Promise<void> {
    gateway.calls++
    const { order_id: orderId, customer } = JSON.parse(await text(request)) as { order_id: string; customer: string }
    const fate = fateOf(customer)
    const first = !met.has(customer)
    met.add(customer)
    await delay(random.below(SLOWEST_MS))
    if (first && fate === 'hangs before') return
    const duplicate = orders.has(orderId)
    const answer = settle(orderId, customer, fate === 'declined')
    if (first && fate === 'hangs after') return
    if (first && fate === 'fails after')
      return replyJson(response, 500, { error: { code: 'internal_error', message: '' } })
    replyJson(response, duplicate ? 409 : fate === 'declined' ? 402 : 200, { charge: answer })
  }

  function look(request: IncomingMessage, response: ServerResponse): void {
    gateway.looks++
    const orderId = new URL(request.url ?? '', 'http://gateway').searchParams.get('order_id') ?? ''
    const known = orders.get(orderId)
    if (known) replyJson(response, 200, { charge: known })
    else replyJson(response, 404, { error: { code: 'not_found', message: '' } })
  }

  const server = await serveOnLoopback((request, response) => {
    // Whoever called may have been killed.
    if (request.method === 'POST') charge(request, response).catch(() => {})
    else look(request, response)
  })
  return Object.assign(gateway, { url: server.origin, close: server.close })
}
