import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { createSandboxApp } from './app.ts'
import { startSmtp } from './mail/smtp.ts'
import { createWorld, type World } from './world.ts'

export type { World } from './world.ts'

export type SandboxOptions = {
  /** Loopback unless told otherwise: there is no login. */
  host?: string
  /** 0 takes a free port. */
  port: number
  /** Port of the mail server; 0, the default, takes a free one. */
  smtpPort?: number
}

export type Sandbox = {
  /** For example `http://127.0.0.1:3900`, without a slash at the end. */
  url: string
  smtp: { host: string; port: number }
  /** The state itself, for tests in the same process. */
  world: World
  /** Stops both servers and drops every open connection. */
  close: () => Promise<void>
}

/** Starts the outside world. Throws when a port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1'
  const world = createWorld()
  const smtp = await startSmtp(world, host, options.smtpPort ?? 0)
  const app = createSandboxApp(world, `${smtp.host}:${smtp.port}`)
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  server.listen(options.port, host)
  await once(server, 'listening').catch(async (cause: unknown) => {
    await smtp.close()
    throw new Error(`the sandbox could not listen on ${host}:${options.port}`, { cause })
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host}:${port}`,
    smtp: { host: smtp.host, port: smtp.port },
    world,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await Promise.all([closed, smtp.close()])
    },
  }
}
