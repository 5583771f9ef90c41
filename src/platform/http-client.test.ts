import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createAddressJudge, createHttp } from './http-client.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function serve(listener: RequestListener): Promise<string> {
  const created = createServer(listener)
  server = created
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(created.address() as AddressInfo).port}`
}
const trusting = createHttp(new Set(['127.0.0.1']))
const get = (url: string, more: { timeoutMs?: number; maxBytes?: number } = {}) =>
  trusting.request({ method: 'GET', url, timeoutMs: 1_000, ...more })

describe('how a request ends', () => {
  it('refused connection: surely not sent', async () => {
    expect(await get('http://127.0.0.1:9/')).toMatchObject({ kind: 'not_sent', code: 'ECONNREFUSED' })
  })
  it('no answer in time: lost', async () => {
    const url = await serve(() => {})
    expect(await get(url, { timeoutMs: 1_000 })).toMatchObject({ kind: 'lost', code: 'timeout' })
  })
  it('closed without an answer: lost', async () => {
    const url = await serve((_request, response) => response.destroy())
    expect(await get(url)).toMatchObject({ kind: 'lost' })
  })
  it('closed in the middle of the body: lost', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half')
      setTimeout(() => response.destroy(), 20)
    })
    expect(await get(url)).toMatchObject({ kind: 'lost' })
  })
  it('an answer that drips past the time-out: lost', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200)
      response.write('drip')
    })
    expect(await get(url, { timeoutMs: 1_000 })).toMatchObject({ kind: 'lost' })
  })
  it('an endless body is cut', async () => {
    const url = await serve((_request, response) => response.end(Buffer.alloc(5_000_000)))
    const result = await get(url, { maxBytes: 1_000 })
    expect(result).toMatchObject({ kind: 'answered', truncated: true })
    expect(result.kind === 'answered' && result.body.length).toBe(1_000)
  })
  it('a redirect is an answer', async () => {
    const url = await serve((_request, response) =>
      response.writeHead(302, { location: 'http://elsewhere.example/' }).end(),
    )
    expect(await get(url)).toMatchObject({ kind: 'answered', status: 302 })
  })
})

describe('addresses that settings must not reach', () => {
  const strict = createHttp(new Set())
  it.each([
    ['http://shop.example/', 'insecure'],
    ['https://127.0.0.1/', 'private_address'],
    ['https://localhost/', 'private_address'],
    ['https://[::1]/', 'private_address'],
    ['https://169.254.169.254/latest', 'private_address'],
    ['https://does-not-exist.invalid/', 'dns'],
  ])('%s', async (url, code) => {
    expect(await strict.request({ method: 'GET', url, timeoutMs: 1_000 })).toMatchObject({ kind: 'not_sent', code })
  })
  it('judges IPv4 inside IPv6', () => {
    const isPrivate = createAddressJudge()
    const refused = ['10.1.2.3', 'fd00::1', 'fec0::1', '0.0.0.0', '224.0.0.1', '::', '::1']
    const inside = ['::ffff:10.1.2.3', '::ffff:a01:203', '::a01:203', '64:ff9b::a01:203', '2002:a01:203::1']
    for (const address of [...refused, ...inside]) expect([address, isPrivate(address)]).toEqual([address, true])
    expect(['8.8.8.8', '2606:4700::1111', '172.32.0.1'].map(isPrivate)).toEqual([false, false, false])
  })
})
