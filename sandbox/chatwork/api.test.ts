import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../index.ts'
import { resetWorld } from '../world.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => resetWorld(sandbox.world))

const orders = 421500011
const staffOnlyReads = 421500016
const accountants = 421500017

function call(path: string, init: RequestInit = {}, token = 'sandbox-chatwork-token'): Promise<Response> {
  const headers = { 'x-chatworktoken': token, ...(init.headers as Record<string, string>) }
  return fetch(`${sandbox.url}/chatwork/v2${path}`, { ...init, headers })
}

function post(roomId: number, body: string, token?: string): Promise<Response> {
  return call(`/rooms/${roomId}/messages`, { method: 'POST', body: new URLSearchParams({ body }) }, token)
}

function setLimits(limits: object): Promise<Response> {
  return fetch(`${sandbox.url}/sandbox/api/chatwork/limits`, { method: 'PUT', body: JSON.stringify(limits) })
}

describe('who and where', () => {
  it('knows the owner of the token and refuses any other token', async () => {
    expect(await (await call('/me')).json()).toMatchObject({ account_id: 5210001, name: '通知係', room_id: 312000101 })
    const refused = await call('/me', {}, 'wrong')
    expect(refused.status).toBe(401)
    expect(await refused.json()).toEqual({ errors: ['Invalid API token'] })
  })

  it('lists rooms of all three types, one of them read-only', async () => {
    const rooms = (await (await call('/rooms')).json()) as { type: string; role: string; room_id: number }[]
    expect(new Set(rooms.map((room) => room.type))).toEqual(new Set(['my', 'direct', 'group']))
    expect(rooms.filter((room) => room.role === 'readonly').map((room) => room.room_id)).toEqual([staffOnlyReads])
    expect(rooms.some((room) => room.room_id === accountants)).toBe(false)
  })

  it('shows a room with its members', async () => {
    expect(await (await call(`/rooms/${orders}`)).json()).toMatchObject({ name: 'お申し込み通知', type: 'group' })
    const members = (await (await call(`/rooms/${orders}/members`)).json()) as { account_id: number }[]
    expect(members.map((member) => member.account_id)).toEqual([5210001, 5210003])
  })

  it.each([
    ['/rooms/1', 404],
    ['/rooms/me', 404],
    ['/contacts/1/2', 404],
    [`/rooms/${accountants}`, 403],
  ])('answers %s with %i', async (path, status) => {
    expect((await call(path)).status).toBe(status)
  })
})

describe('posting', () => {
  it('keeps the message and answers an id that no JavaScript number can hold', async () => {
    const response = await post(orders, '[info]山田様[/info]')
    expect(response.status).toBe(200)
    const { message_id: id } = (await response.json()) as { message_id: string }
    expect(String(Number(id))).not.toBe(id)
    const latest = await (await call(`/rooms/${orders}/messages?force=1`)).json()
    expect(latest).toMatchObject([{ message_id: id, body: '[info]山田様[/info]', account: { account_id: 5210001 } }])
  })

  it.each([
    ['a query parameter', '?body=x', {}],
    ['JSON', '', { body: '{"body":"x"}', headers: { 'content-type': 'application/json' } }],
    ['an empty body', '', { body: new URLSearchParams({ body: '' }) }],
  ])('refuses %s', async (_name, query, init) => {
    const response = await call(`/rooms/${orders}/messages${query}`, { method: 'POST', ...init })
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ errors: ["Parameter 'body' is required"] })
  })

  it('takes 65535 characters and not one more', async () => {
    expect((await post(orders, 'あ'.repeat(65_535))).status).toBe(200)
    expect((await post(orders, 'あ'.repeat(65_536))).status).toBe(400)
  })

  it('refuses a room where the account may only read', async () => {
    expect((await post(staffOnlyReads, 'x')).status).toBe(403)
  })

  it('gives only what is new without force, at most the latest 100 with it', async () => {
    await setLimits({ roomLimit: 500, limit: 1_000 })
    for (let number = 0; number < 105; number += 1) await post(orders, `第${number}報`)
    const forced = (await (await call(`/rooms/${orders}/messages?force=1`)).json()) as { body: string }[]
    expect([forced.length, forced[0]?.body, forced[99]?.body]).toEqual([100, '第5報', '第104報'])
    expect((await call(`/rooms/${orders}/messages`)).status).toBe(204)
    await post(orders, '新着')
    expect(await (await call(`/rooms/${orders}/messages`)).json()).toMatchObject([{ body: '新着' }])
  })
})

describe('limits', () => {
  it('counts 300 calls down on every answer and then refuses until the reset', async () => {
    const first = await call('/me')
    expect(first.headers.get('x-ratelimit-limit')).toBe('300')
    expect(first.headers.get('x-ratelimit-remaining')).toBe('299')
    const reset = Number(first.headers.get('x-ratelimit-reset')) - Date.now() / 1000
    expect(reset).toBeGreaterThan(298)
    expect(reset).toBeLessThanOrEqual(301)
    await setLimits({ remaining: 1 })
    const last = await post(orders, '')
    expect([last.status, last.headers.get('x-ratelimit-remaining')]).toEqual([400, '0'])
    const over = await post(orders, 'x')
    expect([over.status, over.headers.get('x-ratelimit-remaining')]).toEqual([429, '0'])
    const colleague = await call('/me', {}, 'sandbox-chatwork-token-2')
    expect([colleague.status, colleague.headers.get('x-ratelimit-remaining')]).toEqual([200, '0'])
  })

  it('opens the window of one account alone, and a new window after the reset', async () => {
    await setLimits({ windowSeconds: 0.2, remaining: 0, accountId: 5210001 })
    expect((await call('/me')).status).toBe(429)
    expect((await call('/me', {}, 'sandbox-chatwork-token-2')).status).toBe(200)
    await expect.poll(async () => (await call('/me')).status, { interval: 30, timeout: 2_000 }).toBe(200)
  })

  it('takes ten posts in ten seconds in one room, whoever posts', async () => {
    const trouble = 421500012
    for (let number = 0; number < 10; number += 1) expect((await post(trouble, `${number}`)).status).toBe(200)
    const over = await post(trouble, 'x', 'sandbox-chatwork-token-2')
    expect(over.status).toBe(429)
    expect(await over.json()).toEqual({ errors: ['Rate limit for message posting per room exceeded.'] })
    expect(Number(over.headers.get('x-ratelimit-remaining'))).toBe(299)
    expect((await post(orders, 'x')).status).toBe(200)
  })
})
