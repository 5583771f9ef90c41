import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { publishableKey, secretKey } from '../../../sandbox/gateway/charges.ts'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { resetWorld } from '../../../sandbox/world.ts'
import { createHttp } from '../../platform/http-client.ts'
import { yen } from '../../platform/money.ts'
import { type GatewayName, gatewayNames, type PaymentsSettings, paymentsDefinition } from '../settings.ts'
import { type CardGateway, type ChargeRequest, SAVED_CARD_GONE } from './contract.ts'
import { openGateway } from './index.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => resetWorld(sandbox.world))

/** Where each gateway's stand-in is, its keys, and how a browser gets a token from it. */
const standIns: Record<
  GatewayName,
  { settings: () => Parameters<typeof openGateway>[0]; tokenise: (number: string) => Promise<string> }
> = {
  tokenpay: {
    settings: () => ({
      ...paymentsDefinition.defaults,
      ...{ gateway: 'tokenpay', apiBase: `${sandbox.url}/gateway`, publishableKey, secretKey },
    }),
    tokenise: async (number) => {
      const card = { number, exp_month: 12, exp_year: 2040, cvc: '123' }
      const body = JSON.stringify({ publishable_key: publishableKey, card })
      const response = await fetch(`${sandbox.url}/gateway/v1/tokens`, { method: 'POST', body })
      return ((await response.json()) as { token: string }).token
    },
  },
}

describe.each(gatewayNames)('%s keeps the contract', (name) => {
  const { settings, tokenise } = standIns[name]
  const open = (change: Partial<PaymentsSettings> = {}): CardGateway => {
    const chosen = { ...settings(), ...change }
    const gateway = openGateway(chosen, createHttp(new Set(['127.0.0.1'])), 300)
    if (gateway === null) throw new Error(`${name} was not opened`)
    return gateway
  }
  const request = async (number = '4242424242424242', change: Partial<ChargeRequest> = {}): Promise<ChargeRequest> => ({
    orderId: 'A-TEST2345',
    amount: yen(3_980),
    description: 'ピアノ・オンラインレッスン',
    payer: { kind: 'token', token: await tokenise(number), saveCard: true },
    returnUrl: 'https://shop.example/apply/return/x',
    ...change,
  })

  it('charges a token, saves the card and finds the charge', async () => {
    const charged = await open().charge(await request())
    expect(charged).toMatchObject({
      kind: 'succeeded',
      card: { brand: 'visa', last4: '4242', expMonth: 12, expYear: 2040 },
    })
    expect(await open().find('A-TEST2345')).toEqual(charged)
  })

  it('charges a saved card', async () => {
    const first = await open().charge(await request())
    const reference = first.kind === 'succeeded' ? (first.savedCard ?? '') : ''
    const renewal = await request(undefined, { orderId: 'renewal', payer: { kind: 'saved_card', reference } })
    expect(await open().charge(renewal)).toMatchObject({ kind: 'succeeded', savedCard: reference })
  })

  it('charges an order once and tells of the first charge the second time', async () => {
    const first = await open().charge(await request())
    expect(await open().charge(await request())).toEqual(first)
    expect(sandbox.world.gateway.charges.length).toBe(1)
  })

  it('tells why a card was declined', async () => {
    const declined = { kind: 'declined', code: 'insufficient_funds', message: 'カードの利用限度額を超えています。' }
    expect(await open().charge(await request('4000000000009995'))).toEqual(declined)
    expect(await open().find('A-TEST2345')).toEqual(declined)
  })

  it('sends the cardholder to confirm, and finds how that ended', async () => {
    const asked = await open().charge(await request('4000000000003220'))
    if (asked.kind !== 'action_required') throw new Error(`got ${asked.kind}`)
    expect(await open().find('A-TEST2345')).toEqual(asked)
    await fetch(asked.url, { method: 'POST', body: new URLSearchParams({ result: 'ok' }), redirect: 'manual' })
    expect(await open().find('A-TEST2345')).toMatchObject({ kind: 'succeeded' })
  })

  it.each([
    ['never answers', '4000000000000408', 'succeeded'],
    ['answers 500', '4000000000000500', 'succeeded'],
    ['hangs up', '4000000000000523', 'absent'],
  ])('does not know the outcome when the gateway %s, and finds it', async (_how, number, found) => {
    expect(await open().charge(await request(number))).toMatchObject({ kind: 'unknown' })
    expect(await open().find('A-TEST2345')).toMatchObject({ kind: found })
  })

  it('knows that nothing was charged with a wrong key, a spent token or no connection', async () => {
    expect(await open({ secretKey: 'sk_wrong' }).charge(await request())).toMatchObject({ kind: 'not_sent' })
    const spent = await request()
    await open().charge(spent)
    expect(await open().charge({ ...spent, orderId: 'another' })).toMatchObject({ kind: 'not_sent' })
    expect(await open({ apiBase: 'http://127.0.0.1:9' }).charge(await request())).toMatchObject({ kind: 'not_sent' })
  })

  it('does not take a stranger’s page for the gateway’s word', async () => {
    const stranger = createServer((call, answer) => answer.writeHead(call.method === 'GET' ? 404 : 200).end('<html>'))
    await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening))
    const apiBase = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`
    expect(await open({ apiBase }).charge(await request())).toMatchObject({ kind: 'unknown' })
    expect(await open({ apiBase }).find('A-TEST2345')).toMatchObject({ kind: 'cannot_look' })
    expect(await open({ apiBase }).saveCard(await setup())).toMatchObject({ kind: 'unknown' })
    expect(await open({ apiBase }).findSaved('setup-1')).toMatchObject({ kind: 'cannot_look' })
    stranger.close()
  })

  const setup = async (number = '4242424242424242') => ({
    setupId: 'setup-1',
    token: await tokenise(number),
    returnUrl: 'https://shop.example/mypage/card/1',
  })

  it('saves a card without charging it, and charges it later', async () => {
    const saved = await open().saveCard(await setup())
    if (saved.kind !== 'saved') throw new Error(`got ${saved.kind}`)
    expect(saved.card).toEqual({ brand: 'visa', last4: '4242', expMonth: 12, expYear: 2040 })
    expect(sandbox.world.gateway.charges).toEqual([])
    const payer = { kind: 'saved_card', reference: saved.reference } as const
    expect(await open().charge(await request(undefined, { payer }))).toMatchObject({ kind: 'succeeded' })
  })

  it('saves one card under a setup id and finds it', async () => {
    const saved = await open().saveCard(await setup())
    expect(await open().saveCard(await setup('5555555555554444'))).toEqual(saved)
    expect(await open().findSaved('setup-1')).toEqual(saved)
    expect(await open().findSaved('setup-2')).toEqual({ kind: 'absent' })
  })

  it('tells why a card was not saved', async () => {
    const declined = { kind: 'declined', code: 'expired_card', message: 'カードの有効期限が切れています。' }
    expect(await open().saveCard(await setup('4000000000000069'))).toEqual(declined)
    expect(await open().findSaved('setup-1')).toEqual(declined)
  })

  it('sends the holder of a card to confirm before it is saved', async () => {
    const asked = await open().saveCard(await setup('4000000000003220'))
    if (asked.kind !== 'action_required') throw new Error(`got ${asked.kind}`)
    expect(await open().findSaved('setup-1')).toEqual(asked)
    await fetch(asked.url, { method: 'POST', body: new URLSearchParams({ result: 'ok' }), redirect: 'manual' })
    expect(await open().findSaved('setup-1')).toMatchObject({ kind: 'saved' })
  })

  it('may ask for the holder of a saved card that was not confirmed when it was saved', async () => {
    const first = await open().charge(await request('4000002500003155'))
    if (first.kind !== 'succeeded') throw new Error(`got ${first.kind}`)
    const chargeSaved = async (orderId: string, reference: string) =>
      open().charge(await request(undefined, { orderId, payer: { kind: 'saved_card', reference } }))
    expect(await chargeSaved('second', first.savedCard ?? '')).toMatchObject({ kind: 'action_required' })
    const asked = await open().saveCard(await setup('4000002500003155'))
    if (asked.kind !== 'action_required') throw new Error(`got ${asked.kind}`)
    await fetch(asked.url, { method: 'POST', body: new URLSearchParams({ result: 'ok' }), redirect: 'manual' })
    const saved = await open().findSaved('setup-1')
    expect(await chargeSaved('third', saved.kind === 'saved' ? saved.reference : '')).toMatchObject({
      kind: 'succeeded',
    })
  })

  it.each([
    ['never answers', '4000000000000408', 'saved'],
    ['answers 500', '4000000000000500', 'saved'],
    ['hangs up', '4000000000000523', 'absent'],
  ])('does not know whether a card was saved when the gateway %s, and finds it', async (_how, number, found) => {
    expect(await open().saveCard(await setup(number))).toMatchObject({ kind: 'unknown' })
    expect(await open().findSaved('setup-1')).toMatchObject({ kind: found })
  })

  it('knows that nothing was saved with a wrong key or no connection', async () => {
    expect(await open({ secretKey: 'sk_wrong' }).saveCard(await setup())).toMatchObject({ kind: 'not_sent' })
    expect(await open({ apiBase: 'http://127.0.0.1:9' }).saveCard(await setup())).toMatchObject({ kind: 'not_sent' })
  })

  it('declines a saved card that it does not keep', async () => {
    const payer = { kind: 'saved_card', reference: 'cus_nobody' } as const
    expect(await open().charge(await request(undefined, { payer }))).toMatchObject({
      kind: 'declined',
      code: SAVED_CARD_GONE,
    })
  })

  const chargeToRefund = async () => {
    const charged = await open().charge(await request())
    if (charged.kind !== 'succeeded') throw new Error(charged.kind)
    return { chargeId: charged.chargeId, givenBack: () => sandbox.world.gateway.charges[0]?.refundedAmount }
  }

  it('gives money back, and not more than was taken', async () => {
    const { chargeId, givenBack } = await chargeToRefund()
    const refund = (refundId: string, amount: number) => open().refund({ refundId, chargeId, amount: yen(amount) })
    expect(await refund('too-much', 3_981)).toMatchObject({ kind: 'refused' })
    expect(await refund('a-part', 980)).toEqual({ kind: 'refunded' })
    expect(await refund('the-rest', 3_000)).toEqual({ kind: 'refunded' })
    expect(await refund('more', 1)).toMatchObject({ kind: 'refused' })
    expect(givenBack()).toBe(3_980)
  })

  it('gives money back once, however often it is asked under one id', async () => {
    const { chargeId, givenBack } = await chargeToRefund()
    const refund = () => open().refund({ refundId: 'once', chargeId, amount: yen(1_000) })
    sandbox.world.faults.gateway = { mode: '500', timesLeft: 1, delayMs: 0, afterAccepting: true }
    expect(await refund()).toMatchObject({ kind: 'unknown' })
    expect(givenBack()).toBe(1_000)
    expect(await Promise.all([refund(), refund()])).toEqual([{ kind: 'refunded' }, { kind: 'refunded' }])
    expect(givenBack()).toBe(1_000)
  })

  it('does not take a wrong key, a crowd or silence for a refusal of the refund', async () => {
    const { chargeId, givenBack } = await chargeToRefund()
    const refund = { refundId: 'later', chargeId, amount: yen(1_000) }
    expect(await open({ secretKey: 'sk_wrong' }).refund(refund)).toMatchObject({ kind: 'unknown' })
    expect(await open({ apiBase: 'http://127.0.0.1:9' }).refund(refund)).toMatchObject({ kind: 'unknown' })
    sandbox.world.faults.gateway = { mode: '429', timesLeft: 1, delayMs: 0, afterAccepting: false }
    expect(await open().refund(refund)).toMatchObject({ kind: 'unknown' })
    expect(givenBack()).toBe(0)
  })
})
