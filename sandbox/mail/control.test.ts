import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Sandbox, startSandbox } from '../index.ts'
import { resetWorld } from '../world.ts'
import { comeBackAs } from './coming-back.ts'
import { keepLetter } from './mailbox.ts'
import { createLate } from './waiting.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => resetWorld(sandbox.world))

function ask(method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${sandbox.url}/sandbox/api${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
}

function putInto(body: string | Uint8Array<ArrayBuffer>, type = 'message/rfc822'): Promise<Response> {
  return fetch(`${sandbox.url}/sandbox/api/returns`, { method: 'POST', body, headers: { 'content-type': type } })
}

function keep(from = 'returns+l15-abc@shop.example') {
  const raw = 'From: info@shop.example\r\nX-Luxliner-Letter: l15-abc\r\nSubject: x\r\n\r\nHello\r\n'
  return keepLetter(sandbox.world.mailbox, Buffer.from(raw), { from, to: ['hanako@customer.example'] })
}

/** The subjects in the box of reports. */
async function subjects(): Promise<string[]> {
  const { messages } = (await (await ask('GET', '/returns')).json()) as { messages: { subject: string }[] }
  return messages.map(({ subject }) => subject)
}

describe('a letter that was delivered', () => {
  it('comes back as whatever is wanted', async () => {
    const { id } = await keep()
    const response = await ask('POST', '/mail/late', { letterId: id, kind: 'complaint' })
    expect(await response.json()).toEqual({ kind: 'complaint', to: ['hanako@customer.example'], delayMs: 0 })
    const { messages } = (await (await ask('GET', '/returns')).json()) as { messages: object[] }
    expect(messages).toEqual([
      {
        uid: 1,
        at: expect.any(Number),
        seen: false,
        subject: 'Abuse report about a message of yours',
        from: 'Feedback Loop <feedback@customer.example>',
        raw: expect.stringContaining('\r\nX-Luxliner-Letter: l15-abc\r\n'),
      },
    ])
  })

  it('is unknown, of an unknown kind, or without a sender', async () => {
    const [letter, bounce] = [await keep(), await keep('')]
    const answers = await Promise.all([
      ask('POST', '/mail/late', { letterId: 99, kind: 'away' }),
      ask('POST', '/mail/late', { letterId: letter.id, kind: 'lost' }),
      ask('POST', '/mail/late', { letterId: bounce.id, kind: 'away' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 400, 409])
    expect(await subjects()).toEqual([])
  })
})

describe('a delay', () => {
  it('lets a letter come back later', async () => {
    expect(await (await ask('PUT', '/mail/late', { delayMs: 500 })).json()).toEqual({ delayMs: 500 })
    const { id } = await keep()
    await ask('POST', '/mail/late', { letterId: id, kind: 'vanished' })
    expect(sandbox.world.returns.messages).toEqual([])
    await vi.waitFor(() => expect(sandbox.world.returns.messages.length).toBe(1), { timeout: 5_000 })
    expect(await subjects()).toEqual(['Undelivered Mail Returned to Sender'])
    expect(sandbox.world.late.waiting.size).toBe(0)
  })

  it('is of ten minutes at most, and a reset forgets what was on its way', async () => {
    expect((await ask('PUT', '/mail/late', { delayMs: 600_001 })).status).toBe(400)
    await ask('PUT', '/mail/late', { delayMs: 600_000 })
    const { id } = await keep()
    await ask('POST', '/mail/late', { letterId: id, kind: 'vanished' })
    const { late } = sandbox.world
    expect(late.waiting.size).toBe(1)
    await ask('POST', '/reset')
    expect([late.waiting.size, sandbox.world.late]).toEqual([0, createLate()])
  })

  it('leaves no timer when the sandbox stops', async () => {
    const other = await startSandbox({ port: 0 })
    other.world.late.delayMs = 600_000
    comeBackAs(other.world, await keep(), 'vanished')
    expect(other.world.late.waiting.size).toBe(1)
    await other.close()
    expect(other.world.late.waiting.size).toBe(0)
  })
})

describe('the box of reports', () => {
  it('takes any message, whatever its line ends and bytes', async () => {
    const raw = Buffer.concat([
      Buffer.from('From: a@b.example\nSubject: =?utf-8?B?5oi744KK?=\r\n\rBytes '),
      Buffer.of(0xff),
    ])
    const response = await putInto(raw)
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({
      ...{ uid: 1, seen: false, subject: '戻り', from: 'a@b.example' },
      raw: 'From: a@b.example\r\nSubject: =?utf-8?B?5oi744KK?=\r\n\r\nBytes \xff',
    })
    expect((await putInto('Subject: y', 'text/plain; charset=utf-8')).status).toBe(201)
    expect(await subjects()).toEqual(['戻り', 'y'])
  })

  it('takes none that is empty, of another type, or larger than 40 MB', async () => {
    const huge = new Uint8Array(40 * 1024 * 1024 + 1)
    const answers = [await putInto(' \r\n'), await putInto('{}', 'application/json'), await putInto(huge)]
    expect(answers.map(({ status }) => status)).toEqual([400, 415, 413])
    expect(sandbox.world.returns.messages).toEqual([])
  })
})
