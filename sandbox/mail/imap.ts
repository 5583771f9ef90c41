import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { World } from '../world.ts'
import { converse } from './imap/conversation.ts'
import { wireOf } from './imap/wire.ts'

export type ImapServer = { host: string; port: number; close: () => Promise<void> }

/** Starts the IMAP server over the world's returned mail: no TLS, one folder, one account (`demo` / `demo`). */
export async function startImap(world: World, host: string, port: number): Promise<ImapServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // Answers go out in pieces; each held back until the last one was acknowledged would take 40 ms.
    socket.setNoDelay(true)
    // A client that hangs up in the middle is part of the tests, not an accident.
    socket.on('error', () => undefined)
    const wire = wireOf(socket)
    converse(world, wire)
      .catch((error: unknown) => wire.write(`* BYE ${error instanceof Error ? error.message : 'Internal error'}\r\n`))
      .finally(() => socket.end())
  })
  server.listen(port, host)
  await once(server, 'listening').catch((cause: unknown) => {
    throw new Error(`the sandbox's IMAP server could not listen on ${host}:${port}`, { cause })
  })
  const address = server.address() as AddressInfo
  const close = async () => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return { host, port: address.port, close }
}
