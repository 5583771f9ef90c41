import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { type Call, noteCall } from '../calls.ts'
import { type Fault, type FaultMode, takeFault, waitOut } from '../faults.ts'
import type { World } from '../world.ts'
import { comeBackByAddress } from './coming-back.ts'
import { keepLetter } from './mailbox.ts'
import { dropWaiting } from './waiting.ts'

export type SmtpServer = { host: string; port: number; close: () => Promise<void> }

type Done = (error?: Error | null) => void
type Transaction = { call: Call; fault: Fault | null }

/** Far more than a shop's letters weigh; a runaway test must not fill the memory. */
const largestLetterBytes = 20 * 1024 * 1024

/** Starts the mail server: no TLS, login optional (`demo` / `demo`), every letter kept in the world's mail box. */
export async function startSmtp(world: World, host: string, port: number): Promise<SmtpServer> {
  const sockets = new Map<number, Socket>()
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN'],
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: largestLetterBytes,
    banner: 'Luxliner sandbox',
    logger: false,
    ...conversation(world, (remotePort) => sockets.get(remotePort)?.destroy()),
  })
  // A client that hangs up in the middle of a conversation is part of the tests, not an accident.
  server.on('error', () => undefined)
  server.server.on('connection', (socket) => {
    const remotePort = socket.remotePort ?? 0
    sockets.set(remotePort, socket)
    socket.once('close', () => sockets.delete(remotePort))
  })
  // Waited for on the inner server: the outer one swallows its errors above.
  const listening = once(server.server, 'listening')
  server.listen(port, host)
  await listening.catch((cause: unknown) => {
    throw new Error(`the sandbox's mail server could not listen on ${host}:${port}`, { cause })
  })
  const address = server.server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      dropWaiting(world.late)
      server.close(resolve)
      for (const socket of sockets.values()) socket.destroy()
    })
  return { host, port: address.port, close }
}

type Conversation = Required<Pick<SMTPServerOptions, 'onAuth' | 'onMailFrom' | 'onRcptTo' | 'onData' | 'onClose'>>

/** What the server says at each step. A fault is drawn once for a letter, when its sender is named. */
function conversation(world: World, hangUp: (remotePort: number) => void): Conversation {
  const transactions = new Map<string, Transaction>()
  return {
    onAuth: (auth, _session, callback) => {
      if (auth.username === 'demo' && auth.password === 'demo') callback(null, { user: 'demo' })
      else callback(reply(535, '5.7.8 Username and password not accepted'))
    },
    onMailFrom: (address, session, callback) => {
      const call = noteCall(world.calls, 'smtp', 'MAIL', address.address)
      const fault = takeFault(world.faults, 'smtp')
      transactions.set(session.id, { call, fault })
      if (fault === null) return callback()
      call.fault = fault.mode
      world.news.tell('smtp')
      if (fault.afterAccepting) callback()
      else meet(fault, call, callback, () => hangUp(session.remotePort))
    },
    onRcptTo: (address, session, callback) => {
      const refusal = recipientRefusal(address.address)
      if (refusal === null) return callback()
      const transaction = transactions.get(session.id)
      if (transaction) transaction.call.status = refusal.responseCode
      world.mailbox.refused.push({ at: Date.now(), address: address.address, reply: refusal.message })
      world.news.tell('smtp')
      callback(refusal)
    },
    onData: (stream, session, callback) => {
      const { mailFrom, rcptTo } = session.envelope
      const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map((recipient) => recipient.address) }
      const { call, fault } = transactions.get(session.id) ?? {}
      readAll(stream)
        .then((raw) => keepLetter(world.mailbox, raw, envelope))
        .then((letter) => {
          if (call) call.status = 250
          world.news.tell('smtp')
          if (call && fault?.afterAccepting) meet(fault, call, callback, () => hangUp(session.remotePort))
          else callback()
          comeBackByAddress(world, letter)
        })
        .catch((cause: unknown) => callback(reply(451, '4.3.0 The letter could not be read', cause)))
    },
    onClose: (session) => transactions.delete(session.id),
  }
}

/** `…@refused.example` does not exist, `…@busy.example` is to be tried again later. What is taken may come back: `late.ts`. */
function recipientRefusal(address: string): Reply | null {
  const domain = address.toLowerCase().split('@').at(-1)
  if (domain === 'refused.example') return reply(550, '5.1.1 The email account that you tried to reach does not exist')
  if (domain === 'busy.example') return reply(451, '4.3.2 System not accepting network messages, try again later')
  return null
}

const faultReplies: Partial<Record<FaultMode, [number, string]>> = {
  '429': [451, '4.7.1 Too many messages, slow down'],
  '500': [554, '5.3.0 Internal server error'],
  '401': [530, '5.7.0 Authentication required'],
}

/** A hang answers nothing: the conversation stays open until the client gives up. */
function meet(fault: Fault, call: Call, done: Done, hangUp: () => void): void {
  const words = faultReplies[fault.mode]
  call.status = words?.[0] ?? null
  if (words) done(reply(...words))
  else if (fault.mode === 'close') hangUp()
  else if (fault.mode === 'slow') void waitOut(fault).then(() => done())
}

type Reply = Error & { responseCode: number }

function reply(responseCode: number, message: string, cause?: unknown): Reply {
  return Object.assign(new Error(message, { cause }), { responseCode })
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
