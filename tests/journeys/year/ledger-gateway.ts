import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { replyJson, serveOnLoopback } from '../../support/loopback-server.ts'
import { type Day, dayOf } from './days.ts'
import { type Fate, holderOf, type Verdict } from './fates.ts'

/** One order in the gateway's own books. */
export interface LedgerEntry {
  orderId: string
  /** The whole number: what is charged to a saved card is charged to a card. */
  card: string
  amountYen: number
  /** The shop's day on which it was first asked for. */
  day: Day
  verdict: Verdict
  /** False until it was really charged or declined. */
  isDone: boolean
  /** Yen, by the refund's id. */
  refunds: Map<string, number>
}

/** A gateway that speaks the TokenPay protocol, behaves as its script says, and keeps books of its own. */
export interface LedgerGateway {
  url: string
  readonly ledger: ReadonlyMap<string, LedgerEntry>
  /** Orders whose first call got no proper answer. */
  readonly troubled: ReadonlySet<string>
  /** Calls that asked what became of an order. */
  readonly looks: number
  close(): Promise<void>
}

/** `fateOf` is asked once for each order: the `nth` of this amount to this card. */
export interface Script {
  fateOf(card: string, amountYen: number, nth: number): Fate
  now(): Date
}

interface ChargeWish {
  order_id: string
  amount: number
  token?: string | null
  customer?: string | null
  save_card?: boolean
}

/** Starts it on a free port of loopback. */
export async function startLedgerGateway(script: Script): Promise<LedgerGateway> {
  const ledger = new Map<string, LedgerEntry>()
  const troubled = new Set<string>()
  const setups = new Map<string, string>()
  const counts = new Map<string, number>()
  const gateway = { ledger, troubled, looks: 0 }

  const charge = (wish: ChargeWish, response: ServerResponse) => {
    const card = cardBehind(wish.token ?? wish.customer ?? '')
    const known = ledger.get(wish.order_id)
    if (known?.isDone) return replyJson(response, 409, { charge: chargeAnswer(known) })
    if (known) return answerDone(known, response)
    const key = `${card}/${wish.amount}`
    const nth = counts.get(key) ?? 0
    counts.set(key, nth + 1)
    const { verdict, trouble } = script.fateOf(card, wish.amount, nth)
    const made = { orderId: wish.order_id, card, amountYen: wish.amount, day: dayOf(script.now()), verdict }
    const entry: LedgerEntry = { ...made, isDone: !trouble.endsWith('before'), refunds: new Map() }
    ledger.set(entry.orderId, entry)
    if (trouble === 'none') return answerDone(entry, response)
    troubled.add(entry.orderId)
    misbehave(trouble, response)
  }

  const setUp = (wish: { setup_id: string; token: string }, response: ServerResponse) => {
    const status = setups.has(wish.setup_id) ? 409 : 200
    setups.set(wish.setup_id, cardBehind(wish.token))
    replyJson(response, status, { setup: setupAnswer(setups.get(wish.setup_id) ?? '') })
  }

  const refund = (id: string, wish: { refund_id: string; amount: number }, response: ServerResponse) => {
    const entry = ledger.get(id.replace(/^ch_/, ''))
    if (entry?.verdict !== 'charged') return replyJson(response, 404, errorOf('not_found'))
    const isNew = !entry.refunds.has(wish.refund_id)
    if (isNew && sum(entry.refunds.values()) + wish.amount > entry.amountYen)
      return replyJson(response, 422, errorOf('refund_exceeds_charge'))
    entry.refunds.set(wish.refund_id, wish.amount)
    // Every other one is made and answered with an error: it will be asked for again, and must not be made again.
    if (isNew && holderOf(entry.card) % 2 === 0) return replyJson(response, 500, errorOf('internal_error'))
    replyJson(response, 200, { charge: chargeAnswer(entry) })
  }

  const look = (url: URL, response: ServerResponse) => {
    gateway.looks++
    const order = ledger.get(url.searchParams.get('order_id') ?? '')
    const setup = setups.get(url.searchParams.get('setup_id') ?? '')
    if (setup !== undefined) replyJson(response, 200, { setup: setupAnswer(setup) })
    else if (order?.isDone) replyJson(response, 200, { charge: chargeAnswer(order) })
    else replyJson(response, 404, errorOf('not_found'))
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '', 'http://gateway')
    if (request.method === 'GET') return look(url, response)
    const wish = JSON.parse(await text(request))
    if (url.pathname === '/v1/tokens') return replyJson(response, 200, { token: `tok_${wish.card.number}` })
    if (url.pathname === '/v1/charges') return charge(wish, response)
    if (url.pathname === '/v1/setups') return setUp(wish, response)
    const refunded = /^\/v1\/charges\/([^/]+)\/refund$/.exec(url.pathname)?.[1]
    if (refunded !== undefined) return refund(decodeURIComponent(refunded), wish, response)
    replyJson(response, 404, errorOf('not_found'))
  }

  const server = await serveOnLoopback((request, response) => {
    // Whoever called may have gone.
    serve(request, response).catch(() => {})
  })
  return Object.assign(gateway, { url: server.origin, close: server.close })
}

function answerDone(entry: LedgerEntry, response: ServerResponse): void {
  entry.isDone = true
  replyJson(response, entry.verdict === 'charged' ? 200 : 402, { charge: chargeAnswer(entry) })
}

function misbehave(trouble: Fate['trouble'], response: ServerResponse): void {
  if (trouble.startsWith('fails')) replyJson(response, 500, errorOf('internal_error'))
  // What hangs is given up by whoever waits.
  else if (trouble.startsWith('cuts off')) response.destroy()
}

/** Tokens and saved cards carry the number: it is nobody's real card. */
const cardBehind = (reference: string) => reference.replace(/^(tok|cus)_/, '')

const cardAnswer = (card: string) => ({ brand: 'visa', last4: card.slice(-4), exp_month: 12, exp_year: 2040 })

function chargeAnswer({ orderId, card, verdict }: LedgerEntry): object {
  const isCharged = verdict === 'charged'
  return {
    id: `ch_${orderId}`,
    status: isCharged ? 'succeeded' : 'declined',
    card: cardAnswer(card),
    customer: `cus_${card}`,
    redirect_url: null,
    decline_code: isCharged ? null : verdict,
    decline_message: isCharged ? null : `決済できませんでした(${verdict})`,
  }
}

function setupAnswer(card: string): object {
  const answer = { status: 'succeeded', card: cardAnswer(card), customer: `cus_${card}` }
  return { ...answer, redirect_url: null, decline_code: null, decline_message: null }
}

const errorOf = (code: string) => ({ error: { code, message: '' } })

export function sum(amounts: Iterable<number>): number {
  let total = 0
  for (const amount of amounts) total += amount
  return total
}
