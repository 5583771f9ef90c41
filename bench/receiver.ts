import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { Cleanup } from './cleanup.ts'
import { machineNowMs } from './measure.ts'

/** The argument that makes the bench this process instead. */
export const RECEIVER = 'receiver'
/** Names what a POST tells, so that an arrival can be matched with its commit. */
export const KEY_HEADER = 'x-bench-key'

/** A POST as it arrived: its key, and when its last byte was read. */
export type Arrival = [key: string, atMs: number]

/** A web server and a mail server in a process of their own, which note what arrives and take it at once. */
export interface Receiver {
  url: string
  /** On loopback, without TLS or a login. */
  smtpPort: number
  /** How many POSTs and mails arrived since the last `take`. */
  count(): Promise<number>
  /** The POSTs since the last `take`, oldest first; a mail has no key. */
  take(): Promise<Arrival[]>
}

type Question = 'count' | 'take'
type Ports = { port: number; smtpPort: number }

/** Runs in the child: serves until the parent is gone. */
export async function receive(): Promise<void> {
  // Ctrl-C reaches every process of the terminal; the parent decides when this one ends.
  process.on('SIGINT', () => {})
  process.on('disconnect', () => process.exit(0))
  // Without the callback an answer to a parent that is just gone would be an error nobody catches.
  const tell = (message: number | Arrival[] | Ports) => process.send?.(message, () => {})
  let arrivals: Arrival[] = []
  let answered = 0
  const server = http.createServer((request, response) => {
    request.resume().once('end', () => {
      if (request.method === 'POST') arrivals.push([String(request.headers[KEY_HEADER] ?? ''), machineNowMs()])
      const { status, body } = answerTo(request.url ?? '', ++answered)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const smtpPort = await takeMail(() => arrivals.push(['', machineNowMs()]))
  process.on('message', (question: Question) => {
    tell(question === 'count' ? arrivals.length : arrivals)
    if (question === 'take') arrivals = []
  })
  tell({ port: (server.address() as AddressInfo).port, smtpPort })
}

/** Takes every mail; the port. */
async function takeMail(note: () => void): Promise<number> {
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], disableReverseLookup: true, logger: false },
    onData: (stream, _session, done) => {
      stream.resume().once('end', () => {
        note()
        done()
      })
    },
  })
  // Its clients hang up when they are measured to the end.
  server.on('error', () => {})
  const listening = once(server.server, 'listening')
  server.listen(0, '127.0.0.1')
  await listening
  return (server.server.address() as AddressInfo).port
}

/** Zendesk's word of a new ticket and of the agent whose credentials are being saved, a card gateway's of a charge. */
function answerTo(path: string, id: number): { status: number; body: object } {
  if (path.endsWith('/users/me')) return { status: 201, body: { user: { id: 1, name: 'bench', role: 'admin' } } }
  if (!path.endsWith('/v1/charges')) return { status: 201, body: { ticket: { id } } }
  const card = { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2040 }
  const nothing = { redirect_url: null, decline_code: null, decline_message: null }
  return { status: 200, body: { charge: { id: `ch_${id}`, status: 'succeeded', card, customer: 'cus', ...nothing } } }
}

/** Starts the receiver. Questions are asked one at a time. */
export async function startReceiver(cleanup: Cleanup): Promise<Receiver> {
  const child = fork(process.argv[1] ?? '', [RECEIVER])
  cleanup.defer(() => end(child))
  const { port, smtpPort } = await hear<Ports>(child)
  let asking: Promise<unknown> = Promise.resolve()
  const ask = <T>(question: Question): Promise<T> => {
    const answered = asking.then(() => {
      const answer = hear<T>(child)
      child.send(question)
      return answer
    })
    asking = answered.catch(() => {})
    return answered
  }
  return { url: `http://127.0.0.1:${port}`, smtpPort, count: () => ask('count'), take: () => ask('take') }
}

async function hear<T>(child: ChildProcess): Promise<T> {
  const [message] = await once(child, 'message')
  return message as T
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.disconnect()
  await exited
}
