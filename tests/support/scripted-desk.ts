import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Tools } from '../../src/integrations/connector.ts'
import type { ZendeskSettings } from '../../src/integrations/zendesk/settings.ts'
import { createHttp } from '../../src/platform/http-client.ts'

/** What the tests' Zendesk answers to one call: these bytes, nothing ever, or a dropped connection. */
export type Reply = { status: number; headers?: Record<string, string>; body?: string } | 'hang' | 'reset'

/** A real HTTP server of the tests that answers word for word as told, where the sandbox would behave. */
export interface ScriptedDesk {
  /** With `{subdomain}`, as the factory takes it. */
  apiBase: string
  /** The account's address. */
  base: string
  received: { method: string; path: string; headers: IncomingHttpHeaders; body: string }[]
  /** Answers by method and path below `/api/v2`, such as `POST /tickets`; anything else answers 599. */
  replies: Record<string, Reply>
  close(): Promise<void>
}

export const settings: ZendeskSettings = {
  enabled: true,
  subdomain: 'mycompany',
  email: 'support@mycompany.example',
  apiToken: 'secret-zendesk-token',
  commentPublic: true,
}

const http = createHttp(new Set(['127.0.0.1']))

export const tools: Tools = {
  // The real client with less patience, so that a hang takes no 20 seconds.
  http: { request: (request) => http.request({ ...request, timeoutMs: Math.min(request.timeoutMs, 300) }) },
  mailer: { isConfigured: async () => false, send: async () => ({ kind: 'not_configured' }) },
  shop: { shopName: '朝活スクール', baseUrl: 'https://shop.example', timeZone: 'Asia/Tokyo' },
}

/** Starts the server on a free port of loopback. */
export async function startScriptedDesk(): Promise<ScriptedDesk> {
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    desk.received.push({ method, path: url, headers, body: await text(request) })
    const path = url.replace('/desk/mycompany/api/v2', '').replace(/\?.*/, '')
    const reply = desk.replies[`${method} ${path}`] ?? { status: 599 }
    if (reply === 'hang') return
    if (reply === 'reset') response.destroy()
    else response.writeHead(reply.status, reply.headers).end(reply.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const desk: ScriptedDesk = {
    apiBase: `${origin}/desk/{subdomain}`,
    base: `${origin}/desk/mycompany`,
    received: [],
    replies: {},
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
  return desk
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

export function plain(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain', ...headers }, body }
}

/** The answer of an address that nobody has claimed. */
export const noDesk = json(404, { error: { title: 'No help desk at mycompany.zendesk.com', message: 'claim it' } })
