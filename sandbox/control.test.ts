import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from './index.ts'
import { resetWorld } from './world.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => resetWorld(sandbox.world))

const orders = 421500011

function setFault(service: string, fault: object): Promise<Response> {
  return fetch(`${sandbox.url}/sandbox/api/faults/${service}`, { method: 'PUT', body: JSON.stringify(fault) })
}

function post(signal?: AbortSignal): Promise<Response> {
  return fetch(`${sandbox.url}/chatwork/v2/rooms/${orders}/messages`, {
    method: 'POST',
    body: new URLSearchParams({ body: 'お知らせ' }),
    headers: { 'x-chatworktoken': 'sandbox-chatwork-token' },
    ...(signal && { signal }),
  })
}

const posted = () => sandbox.world.chatwork.rooms.get(orders)?.messages.length

const firstCall: Record<string, () => Promise<Response>> = {
  chatwork: () => post(),
  zendesk: () => fetch(`${sandbox.url}/zendesk/luxliner-demo/api/v2/users/me`),
  newsletter: () => fetch(`${sandbox.url}/np/sesform.php`),
  gateway: () =>
    fetch(`${sandbox.url}/gateway/v1/account`, { headers: { authorization: 'Bearer sk_sandbox_luxliner' } }),
}

describe('faults', () => {
  it.each(Object.keys(firstCall))('of %s are answered in its own words, as often as wanted', async (service) => {
    const call = firstCall[service] ?? post
    for (const mode of ['429', '500', '401'] as const) {
      await setFault(service, { mode, times: 1 })
      expect((await call()).status).toBe(Number(mode))
      expect((await call()).status).toBe(200)
    }
  })

  it('carry the general limit headers when Chatwork answers 429', async () => {
    await setFault('chatwork', { mode: '429' })
    const response = await post()
    expect(response.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(Number(response.headers.get('x-ratelimit-reset')) * 1000).toBeGreaterThan(Date.now())
    expect(posted()).toBe(0)
  })

  it.each([
    [false, 0],
    [true, 1],
  ])('hang and close, afterAccepting %s', async (afterAccepting, kept) => {
    await setFault('chatwork', { mode: 'hang', times: 1, afterAccepting })
    await expect(post(AbortSignal.timeout(150))).rejects.toMatchObject({ name: 'TimeoutError' })
    await setFault('chatwork', { mode: 'close', times: 1, afterAccepting })
    await expect(post()).rejects.toThrow('fetch failed')
    expect(posted()).toBe(kept * 2)
    expect((await post()).status).toBe(200)
    const seen = sandbox.world.calls.latest.map(({ fault, status }) => [fault, status])
    expect(seen).toEqual([
      ['hang', null],
      ['close', null],
      [null, 200],
    ])
  })

  it('make a slow answer wait', async () => {
    await setFault('chatwork', { mode: 'slow', delayMs: 120 })
    const before = performance.now()
    expect((await post()).status).toBe(200)
    expect(performance.now() - before).toBeGreaterThanOrEqual(115)
  })

  it('end a call that answered 500 after it took effect', async () => {
    await setFault('chatwork', { mode: '500', afterAccepting: true })
    const response = await post()
    expect([response.status, posted()]).toEqual([500, 1])
    expect(response.headers.get('content-type')).not.toContain('json')
  })
})

describe('control', () => {
  it('refuses what it does not understand', async () => {
    expect((await setFault('chatwork', { mode: 'sometimes' })).status).toBe(400)
    expect((await setFault('weather', { mode: '500' })).status).toBe(404)
    expect((await fetch(`${sandbox.url}/sandbox/api/nothing`)).status).toBe(404)
  })

  it('tells what happened and forgets it on reset', async () => {
    await post()
    await setFault('zendesk', { mode: '500' })
    const messages = await fetch(`${sandbox.url}/sandbox/api/chatwork/messages?room_id=${orders}`)
    expect(await messages.json()).toMatchObject({ messages: [{ body: 'お知らせ', roomName: 'お申し込み通知' }] })
    const calls = await fetch(`${sandbox.url}/sandbox/api/calls`)
    expect(await calls.json()).toMatchObject({ calls: [{ service: 'chatwork', method: 'POST', status: 200 }] })
    const reset = await fetch(`${sandbox.url}/sandbox/api/reset`, { method: 'POST' })
    expect(await reset.json()).toMatchObject({ faults: { zendesk: { mode: 'none' } }, calls: { chatwork: 0 } })
    expect(posted()).toBe(0)
  })

  it('takes a room away from the account', async () => {
    const role = (name: string) =>
      fetch(`${sandbox.url}/sandbox/api/chatwork/rooms/${orders}/role`, {
        method: 'PUT',
        body: JSON.stringify({ accountId: 5210001, role: name }),
      })
    await role('none')
    expect((await post()).status).toBe(403)
    await role('member')
    expect((await post()).status).toBe(200)
  })
})

describe('starting', () => {
  it('throws when a port is taken, and leaves nothing running', async () => {
    const taken = Number(new URL(sandbox.url).port)
    await expect(startSandbox({ port: taken })).rejects.toThrow(`could not listen on 127.0.0.1:${taken}`)
    const smtpPort = sandbox.smtp.port
    await expect(startSandbox({ port: 0, smtpPort })).rejects.toThrow(`could not listen on 127.0.0.1:${smtpPort}`)
  })

  it('stops while a page listens and a call hangs', async () => {
    const other = await startSandbox({ port: 0 })
    const events = await fetch(`${other.url}/sandbox/events`)
    await fetch(`${other.url}/sandbox/api/faults/newsletter`, { method: 'PUT', body: '{"mode":"hang"}' })
    const hanging = fetch(`${other.url}/np/sesform.php`)
    await expect.poll(() => other.world.calls.totals.newsletter).toBe(1)
    await Promise.all([expect(hanging).rejects.toThrow('fetch failed'), other.close()])
    await expect(events.text()).rejects.toThrow()
  })
})
