import type { IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Tools } from '../../src/integrations/connector.ts'
import { createHttp } from '../../src/platform/http-client.ts'
import { serveOnLoopback } from './loopback-server.ts'

/** What a scripted server answers to one call: these bytes, nothing ever, a dropped connection, or half an answer. */
export type Reply =
  | { status: number; headers?: Record<string, string>; body?: string | Buffer; withoutDate?: boolean }
  | 'hang'
  | 'reset'
  | 'half'

/** A call as the server received it. */
export interface ReceivedCall {
  method: string
  /** With the query. */
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** A real HTTP server of the tests that answers word for word as told, where the sandbox would behave. */
export interface ScriptedServer {
  origin: string
  received: ReceivedCall[]
  /**
   * The answer by method and path, such as `POST /rooms/1/messages`; several are given in their order, the last again and
   * again. Anything else answers 599.
   */
  replies: Record<string, Reply | Reply[]>
  close(): Promise<void>
}

/** Starts the server on a port of loopback, a free one unless told. `shorten` makes the keys of `replies` out of paths. */
export async function startScriptedServer(
  port = 0,
  shorten: (path: string) => string = (path) => path,
): Promise<ScriptedServer> {
  const server = await serveOnLoopback(async (request, response) => {
    const { method = '', url = '', headers } = request
    scripted.received.push({ method, path: url, headers, body: await text(request) })
    const replies = scripted.replies[`${method} ${shorten(url.replace(/\?.*/, ''))}`] ?? { status: 599 }
    const reply = Array.isArray(replies) ? ((replies.length > 1 ? replies.shift() : replies[0]) ?? 'reset') : replies
    if (reply === 'hang') return
    if (reply === 'reset') response.destroy()
    else if (reply === 'half')
      response.writeHead(200, { 'content-length': '100' }).write('{"message_id":', () => response.destroy())
    else {
      response.sendDate = !reply.withoutDate
      response.writeHead(reply.status, reply.headers).end(reply.body)
    }
  }, port)
  const scripted: ScriptedServer = {
    ...server,
    received: [],
    replies: {},
  }
  return scripted
}

/** A JSON answer. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

/** A plain text. */
export function plain(status: number, body: string, headers: Record<string, string> = {}) {
  return { status, headers: { 'content-type': 'text/plain', ...headers }, body }
}

const http = createHttp(new Set(['127.0.0.1']))

/** A connector's tools: the real client with less patience, so that a hang takes no 20 seconds, and no mail. */
export const tools: Tools = {
  http: { request: (request) => http.request({ ...request, timeoutMs: Math.min(request.timeoutMs, 300) }) },
  mailer: { isConfigured: async () => false, send: async () => ({ kind: 'not_configured' }) },
  shop: { shopName: '朝活スクール', baseUrl: 'https://shop.example', timeZone: 'Asia/Tokyo' },
}
