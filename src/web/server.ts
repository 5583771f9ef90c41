import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

/** Answers one request, as Hono's `fetch` does. */
export type Fetch = (request: Request, bindings: never) => Response | Promise<Response>

export interface Listening {
  /** For example `http://127.0.0.1:3000`. */
  url: string
  /** Takes no more connections and waits up to five seconds for running answers. */
  close(): Promise<void>
}

const DRAIN_MS = 5_000

/** Listens on the configured address; `port_taken` when somebody else does. */
export async function listen(fetch: Fetch, address: { host: string; port: number }): Promise<Listening | 'port_taken'> {
  const server = createAdaptorServer({ fetch: fetch as never }) as Server
  // A visitor who sends headers or a body drop by drop must not keep a connection for ever.
  server.headersTimeout = 15_000
  server.requestTimeout = 30_000
  server.listen(address.port, address.host)
  try {
    await once(server, 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return 'port_taken'
    throw error
  }
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${address.host.includes(':') ? `[${address.host}]` : address.host}:${port}`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const hard = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
      await closed
      clearTimeout(hard)
    },
  }
}
