import type { Http, HttpResult } from '../../../platform/http-client.ts'
import {
  type CardGateway,
  type ChargeOutcome,
  type ChargeRequest,
  type Finding,
  type RefundOutcome,
  SAVED_CARD_GONE,
} from '../contract.ts'
import { saveFinding, saveOutcome } from './setups.ts'
import { findingOf, readCharge, readError } from './wire.ts'

/** How long questions that move no money may take. */
const ASK_TIMEOUT_MS = 10_000

export interface TokenpayOptions {
  /** Without a slash at the end; the protocol's paths begin with `/v1`. */
  apiBase: string
  publishableKey: string
  secretKey: string
  chargeTimeoutMs: number
}

/** The gateway that speaks the TokenPay protocol (テスト決済). */
export function tokenpay(http: Http, options: TokenpayOptions): CardGateway {
  const call = (method: 'GET' | 'POST', path: string, timeoutMs: number, body?: object) =>
    http.request({
      method,
      url: `${options.apiBase}/v1${path}`,
      headers: {
        authorization: `Bearer ${options.secretKey}`,
        'content-type': 'application/json',
        accept: 'application/json',
      },
      timeoutMs,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  return {
    name: 'tokenpay',
    browser: {
      scriptUrl: `${options.apiBase}/v1/tokenpay.js`,
      globalName: 'TokenPay',
      publishableKey: options.publishableKey,
      origin: new URL(options.apiBase).origin,
    },
    charge: async (request) =>
      chargeOutcome(await call('POST', '/charges', options.chargeTimeoutMs, chargeBody(request))),
    find: async (orderId) =>
      finding(await call('GET', `/charges?order_id=${encodeURIComponent(orderId)}`, ASK_TIMEOUT_MS)),
    saveCard: async ({ setupId, token, returnUrl }) => {
      const setup = { setup_id: setupId, token, return_url: returnUrl }
      return saveOutcome(await call('POST', '/setups', options.chargeTimeoutMs, setup))
    },
    findSaved: async (setupId) =>
      saveFinding(await call('GET', `/setups?setup_id=${encodeURIComponent(setupId)}`, ASK_TIMEOUT_MS)),
    refund: async (chargeId, amount) =>
      refundOutcome(await call('POST', `/charges/${encodeURIComponent(chargeId)}/refund`, ASK_TIMEOUT_MS, { amount })),
  }
}

function chargeBody({ orderId, amount, description, payer, returnUrl }: ChargeRequest): object {
  const order = { order_id: orderId, amount, currency: 'jpy', description, return_url: returnUrl }
  if (payer.kind === 'token') return { ...order, token: payer.token, save_card: payer.saveCard }
  return { ...order, customer: payer.reference }
}

/** 200 and 402 carry a charge, 409 the one made before for the same order. Other 4xx moved no money; 5xx may have. */
function chargeOutcome(result: HttpResult): ChargeOutcome {
  if (result.kind === 'not_sent') return { kind: 'not_sent', reason: result.reason }
  if (result.kind === 'lost') return { kind: 'unknown', reason: result.reason }
  const charge = readCharge(result.body)
  if (charge !== null && [200, 402, 409].includes(result.status)) {
    const found = findingOf(charge)
    return found.kind === 'pending' ? { kind: 'unknown', reason: '決済会社で処理中です' } : found
  }
  const { code, message } = readError(result)
  if (code === 'unknown_customer') return { kind: 'declined', code: SAVED_CARD_GONE, message }
  const surelyRefused = result.status >= 400 && result.status < 500 && result.status !== 409 && result.status !== 408
  if (surelyRefused && result.status !== 402) return { kind: 'not_sent', reason: `${message}(${code})` }
  return { kind: 'unknown', reason: `${message}(${code})` }
}

function finding(result: HttpResult): Finding {
  if (result.kind !== 'answered') return { kind: 'cannot_look', reason: result.reason }
  const charge = result.status === 200 ? readCharge(result.body) : null
  if (charge !== null) return findingOf(charge)
  const { code, message } = readError(result)
  // A proxy's own 404 is not the gateway's word that there is no such order.
  if (result.status === 404 && code === 'not_found') return { kind: 'absent' }
  return { kind: 'cannot_look', reason: `${message}(${code})` }
}

function refundOutcome(result: HttpResult): RefundOutcome {
  if (result.kind !== 'answered') return { kind: 'unknown', reason: result.reason }
  if (result.status === 200) return { kind: 'refunded' }
  const failure = readError(result)
  if (result.status >= 400 && result.status < 500) return { kind: 'refused', ...failure }
  return { kind: 'unknown', reason: failure.message }
}
