import { once } from 'node:events'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A web server of the tests on loopback. */
export interface LoopbackServer {
  /** Without a slash at the end. */
  origin: string
  /** Cuts off whoever is connected still. */
  close(): Promise<void>
}

/** Serves on a port of loopback, a free one unless told. */
export async function serveOnLoopback(answer: RequestListener, port = 0): Promise<LoopbackServer> {
  const server = createServer(answer)
  // Longer than any test pauses: a connection that closes just as it is used again would be a fault of the test's.
  server.keepAliveTimeout = 60_000
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

export function replyJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
