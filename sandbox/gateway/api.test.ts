import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../index.ts'
import { resetWorld } from '../world.ts'
import type { chargeAnswer } from './api.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => resetWorld(sandbox.world))

type Answer = { charge: ReturnType<typeof chargeAnswer>; error: { code: string } }

const server = { authorization: 'Bearer sk_sandbox_luxliner' }

async function tokenise(
  number: string,
  change: object = {},
): Promise<{ status: number; token: string; error: object }> {
  const card = { number, exp_month: 12, exp_year: 2040, cvc: '123', name: 'HANAKO YAMADA', ...change }
  const body = JSON.stringify({ publishable_key: 'pk_sandbox_luxliner', card })
  const response = await fetch(`${sandbox.url}/gateway/v1/tokens`, { method: 'POST', body })
  return { status: response.status, ...((await response.json()) as { token: string; error: object }) }
}

async function charge(fields: object): Promise<{ status: number } & Answer> {
  const body = JSON.stringify({ order_id: 'order_1', amount: 3_300, currency: 'jpy', ...fields })
  const response = await fetch(`${sandbox.url}/gateway/v1/charges`, { method: 'POST', body, headers: server })
  return { status: response.status, ...((await response.json()) as Answer) }
}

async function find(orderId: string): Promise<{ status: number } & Answer> {
  const response = await fetch(`${sandbox.url}/gateway/v1/charges?order_id=${orderId}`, { headers: server })
  return { status: response.status, ...((await response.json()) as Answer) }
}

describe('tokens', () => {
  it('serves the script to any page', async () => {
    const response = await fetch(`${sandbox.url}/gateway/v1/tokenpay.js`, {
      headers: { origin: 'http://shop.example' },
    })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it('keeps of the card only what a receipt shows', async () => {
    expect(await tokenise('4242 4242 4242 4242')).toMatchObject({ card: { brand: 'visa', last4: '4242' } })
    expect(JSON.stringify([...sandbox.world.gateway.tokens.values()])).not.toContain('42424242')
  })

  it.each([
    ['a mistyped number', '4242424242424241', {}, 'invalid_number'],
    ['a real card', '4111111111111111', {}, 'test_card_only'],
    ['a card of last year', '4242424242424242', { exp_year: 2020 }, 'invalid_expiry'],
    ['a short security code', '4242424242424242', { cvc: '1' }, 'invalid_cvc'],
  ])('refuses %s', async (_name, number, change, code) => {
    expect(await tokenise(number, change)).toMatchObject({ status: 400, error: { code } })
  })
})

describe('charges', () => {
  it.each(['4242424242424242', '5555555555554444', '3566002020360505'])('charges %s', async (number) => {
    const { token } = await tokenise(number)
    const made = await charge({ token })
    expect(made).toMatchObject({ status: 200, charge: { status: 'succeeded', amount: 3_300, customer: null } })
    expect((await find('order_1')).charge).toEqual(made.charge)
  })

  it.each([
    ['4000000000000002', 'card_declined'],
    ['4000000000009995', 'insufficient_funds'],
    ['4000000000000069', 'expired_card'],
    ['4000000000000127', 'incorrect_cvc'],
    ['4000000000009987', 'lost_card'],
    ['4000000000009979', 'stolen_card'],
  ])('declines %s as %s', async (number, code) => {
    const { token } = await tokenise(number)
    const declined = await charge({ token })
    expect(declined).toMatchObject({ status: 402, charge: { status: 'declined', decline_code: code } })
    expect((await find('order_1')).charge.status).toBe('declined')
  })

  it('charges an order once, whatever token comes with it', async () => {
    const { token } = await tokenise('4242424242424242')
    const first = await charge({ token })
    const again = await charge({ token })
    expect(again).toMatchObject({ status: 409, error: { code: 'duplicate_order_id' }, charge: { id: first.charge.id } })
    expect(await charge({ token, order_id: 'order_2' })).toMatchObject({
      status: 400,
      error: { code: 'token_already_used' },
    })
    expect(sandbox.world.gateway.charges.length).toBe(1)
  })

  it('charges the saved card of 0341 once and declines it from then on', async () => {
    const { token } = await tokenise('4000000000000341')
    const { customer } = (await charge({ token, save_card: true })).charge
    expect(customer).toMatch(/^cus_/)
    expect(await charge({ customer, order_id: 'order_2' })).toMatchObject({
      status: 402,
      charge: { decline_code: 'card_declined', customer },
    })
  })

  it.each([
    ['no payer', {}, 422, 'invalid_request'],
    ['half a yen', { token: 'x', amount: 0.5 }, 422, 'invalid_request'],
    ['another currency', { token: 'x', currency: 'usd' }, 422, 'invalid_request'],
    ['an unknown token', { token: 'x' }, 400, 'unknown_token'],
    ['an unknown customer', { customer: 'cus_x' }, 400, 'unknown_customer'],
  ])('refuses %s', async (_name, fields, status, code) => {
    expect(await charge(fields)).toMatchObject({ status, error: { code } })
  })

  it('wants the secret key', async () => {
    const account = `${sandbox.url}/gateway/v1/account`
    expect((await fetch(account)).status).toBe(401)
    expect(await (await fetch(account, { headers: server })).json()).toMatchObject({ account: { mode: 'test' } })
  })

  it('gives money back until none is left', async () => {
    const { token } = await tokenise('4242424242424242')
    const { id } = (await charge({ token })).charge
    const refund = async (amount: number) => {
      const body = JSON.stringify({ refund_id: `refund-of-${amount}`, amount })
      const response = await fetch(`${sandbox.url}/gateway/v1/charges/${id}/refund`, {
        method: 'POST',
        body,
        headers: server,
      })
      return { status: response.status, ...((await response.json()) as Answer) }
    }
    expect(await refund(300)).toMatchObject({ status: 200, charge: { refunded_amount: 300 } })
    expect(await refund(300)).toMatchObject({ status: 200, charge: { refunded_amount: 300 } })
    expect(await refund(3_001)).toMatchObject({ status: 422, error: { code: 'refund_exceeds_charge' } })
    expect(await refund(3_000)).toMatchObject({ status: 200, charge: { refunded_amount: 3_300 } })
  })
})

describe('answers that never come', () => {
  it('charges 0408 and holds the line', async () => {
    const { token } = await tokenise('4000000000000408')
    const body = JSON.stringify({ order_id: 'order_1', amount: 100, currency: 'jpy', token })
    const signal = AbortSignal.timeout(150)
    const call = fetch(`${sandbox.url}/gateway/v1/charges`, { method: 'POST', body, headers: server, signal })
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(await find('order_1')).toMatchObject({ status: 200, charge: { status: 'succeeded' } })
  })

  it('charges 0500 and answers 500', async () => {
    const { token } = await tokenise('4000000000000500')
    expect(await charge({ token })).toMatchObject({ status: 500, error: { code: 'internal_error' } })
    expect((await find('order_1')).charge.status).toBe('succeeded')
  })

  it('hangs up on 0523 and charges nothing', async () => {
    const { token } = await tokenise('4000000000000523')
    await expect(charge({ token })).rejects.toThrow('fetch failed')
    expect(await find('order_1')).toMatchObject({ status: 404, error: { code: 'not_found' } })
  })
})

describe('3-D Secure', () => {
  it.each([
    ['ok', 'succeeded', null],
    ['cancel', 'declined', 'card_declined'],
  ])('after %s the charge is %s and the holder is back at the shop', async (result, status, declineCode) => {
    const { token } = await tokenise('4000000000003220')
    const returnUrl = 'http://shop.example/apply/return?step=3'
    const waiting = (await charge({ token, save_card: true, return_url: returnUrl })).charge
    expect(waiting).toMatchObject({ status: 'action_required', customer: null })
    const page = await fetch(waiting.redirect_url ?? '')
    expect(await page.text()).toContain('認証する')
    const body = new URLSearchParams({ result })
    const back = await fetch(waiting.redirect_url ?? '', { method: 'POST', body, redirect: 'manual' })
    expect(back.status).toBe(303)
    expect(back.headers.get('location')).toBe(`${returnUrl}&order_id=order_1`)
    const settled = (await find('order_1')).charge
    expect(settled).toMatchObject({ status, decline_code: declineCode, redirect_url: null })
    expect(settled.customer !== null).toBe(status === 'succeeded')
  })
})
