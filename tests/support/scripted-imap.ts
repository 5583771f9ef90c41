import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createServer as createTlsServer, TLSSocket } from 'node:tls'

/** The answer to a command: lines of the protocol, in which `TAG` stands for the command's tag. */
export type ImapScript = Readonly<Record<string, string | ((args: string) => string)>>

/** An IMAP server that says what a test wants it to. */
export interface ScriptedImap {
  server: { host: string; port: number }
  /** The commands that came, without their tags. */
  heard: string[]
  close(): Promise<void>
}

const message = (uid: number) => `* ${uid} FETCH (UID ${uid} BODY[]<0> {3}\r\nm-${uid})\r\n`
const size = (uid: number) => `* ${uid} FETCH (UID ${uid} RFC822.SIZE 3)\r\n`

/** Two messages, 1 and 2, in a folder that lets everything be done. */
const ordinary: ImapScript = {
  GREETING: '* OK ready',
  CAPABILITY: '* CAPABILITY IMAP4rev1 UIDPLUS\r\nTAG OK done',
  LOGIN: 'TAG OK done',
  LIST: '* LIST () "/" INBOX\r\nTAG OK done',
  LSUB: 'TAG OK done',
  SELECT: '* 2 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n* OK [UIDNEXT 3] next\r\nTAG OK [READ-WRITE] done',
  'UID SEARCH': '* SEARCH 1 2\r\nTAG OK done',
  'UID FETCH': (args) => `${[1, 2].map(args.includes('RFC822.SIZE') ? size : message).join('')}TAG OK done`,
  'UID STORE': 'TAG OK done',
  'UID EXPUNGE': 'TAG OK done',
  STARTTLS: 'TAG OK begin',
  LOGOUT: '* BYE until next time\r\nTAG OK done',
}

/** Serves on loopback, an ordinary mail box but for `script`; with `tls` from the first byte, or once STARTTLS was asked for. */
export async function scriptedImap(
  script: ImapScript = {},
  tls?: { key: string; cert: string },
  begins: 'tls' | 'starttls' = 'tls',
): Promise<ScriptedImap> {
  const answers = { ...ordinary, ...script }
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const answer = (socket: Socket, name: string, tag = '', args = '') => {
    const said = answers[name] ?? 'TAG BAD unknown'
    socket.write(`${(typeof said === 'string' ? said : said(args)).replaceAll('TAG', tag)}\r\n`)
  }
  const listen = (socket: Socket) => {
    answer(socket, 'GREETING')
    converse(socket)
  }
  const converse = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    let held = ''
    socket.setEncoding('utf8').on('data', (text: string) => {
      const lines = (held + text).split('\r\n')
      held = lines.pop() ?? ''
      for (const line of lines) {
        const [, tag, name = '', args] = /^(\S+) (UID \w+|\w+)(.*)$/.exec(line) ?? []
        heard.push(`${name}${args}`)
        answer(socket, name, tag, args)
        if (name === 'STARTTLS' && tls) {
          socket.removeAllListeners('data')
          return converse(new TLSSocket(socket, { isServer: true, ...tls }))
        }
      }
    })
  }
  const server = tls && begins === 'tls' ? createTlsServer(tls, listen) : createServer(listen)
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    server: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    heard,
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
