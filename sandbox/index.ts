import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { createSandboxApp } from './app.ts'
import { startImap } from './mail/imap.ts'
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
  /** Port of the IMAP server; 0, the default, takes a free one. */
  imapPort?: number
}

export type Sandbox = {
  /** For example `http://127.0.0.1:3900`, without a slash at the end. */
  url: string
  smtp: { host: string; port: number }
  imap: { host: string; port: number }
  /** The state itself, for tests in the same process. */
  world: World
  /** Stops the servers and drops every open connection. */
  close: () => Promise<void>
}

/** Starts the outside world. Throws when a port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1'
  const world = createWorld()
  const started: { close: () => Promise<void> }[] = []
  const closeAll = () => Promise.all(started.map(({ close }) => close()))
  try {
    const smtp = await startSmtp(world, host, options.smtpPort ?? 0)
    started.push(smtp)
    const imap = await startImap(world, host, options.imapPort ?? 0)
    started.push(imap)
    const app = createSandboxApp(world, { smtp: `${smtp.host}:${smtp.port}`, imap: `${imap.host}:${imap.port}` })
    const web = await startWeb(createAdaptorServer({ fetch: app.fetch }) as Server, host, options.port)
    started.push(web)
    return {
      url: `http://${host}:${web.port}`,
      smtp: { host: smtp.host, port: smtp.port },
      imap: { host: imap.host, port: imap.port },
      world,
      close: async () => void (await closeAll()),
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function startWeb(server: Server, host: string, wanted: number) {
  server.listen(wanted, host)
  await once(server, 'listening').catch((cause: unknown) => {
    throw new Error(`the sandbox could not listen on ${host}:${wanted}`, { cause })
  })
  const { port } = server.address() as AddressInfo
  const close = async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  return { port, close }
}
