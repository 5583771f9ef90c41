import type { ImapFlow, MailboxObject } from 'imapflow'
import { bounds } from '../reports/bounds.ts'
import { type ClientFault, failureIn, failureOf, MailboxFailure } from './failure.ts'
import type { MailboxSettings } from './settings.ts'

/** How the folder is reached. */
export type MailboxServer = Pick<MailboxSettings, 'host' | 'port' | 'security' | 'user' | 'password' | 'folder'>

/** A message as it lies in the folder. */
export interface FetchedMessage {
  uid: number
  /** Its first bytes, as many as were asked for. */
  raw: Uint8Array
}

/**
 * An open folder. Everything throws a `MailboxFailure` when the server does not do it; after that the connection is of no
 * more use.
 */
export interface OpenMailbox {
  /** As the server writes it; '' where it gives none. */
  uidValidity: string
  /** How many messages there are. */
  messages: number
  /** Whether messages may be deleted here. */
  mayDelete: boolean
  /** The UIDs above `uid`, ascending. */
  uidsAfter(uid: number): Promise<number[]>
  /** Those of `uids` that are there, with their sizes in bytes. */
  sizesOf(uids: readonly number[]): Promise<Map<number, number>>
  /** The messages one after the other, the next one only when it is asked for; those that are gone are left out. */
  read(uids: readonly number[], maxBytes: number): AsyncGenerator<FetchedMessage>
  /** A server that keeps no such mark is left in peace. */
  markSeen(uids: readonly number[]): Promise<void>
  remove(uids: readonly number[]): Promise<void>
  /** Takes leave of the server. */
  leave(): Promise<void>
  /** Drops the connection, whatever is under way. */
  drop(): void
}

const CONNECT_TIMEOUT_MS = 10_000
/** The server says nothing while something is asked of it. */
const SILENCE_TIMEOUT_MS = 20_000
/** A server that sends more than it was asked for is not listened to. */
const LARGEST_LITERAL = bounds.message * 2
/** The UIDs of a few million messages in one line. */
const LONGEST_LINE = 32_000_000

/**
 * Logs in and opens the folder. TLS certificates are verified; `starttls` is demanded. `timeLimitMs` from now the
 * connection is dropped, whatever is under way, and what waits for it fails as `timeout`.
 */
export async function openMailbox(server: MailboxServer, timeLimitMs: number): Promise<OpenMailbox> {
  const client = await clientFor(server)
  let broken: ClientFault | null = null
  client.on('error', (error: ClientFault) => {
    broken = error
  })
  const timer = setTimeout(() => {
    broken = { code: 'ETIMEOUT' }
    client.close()
  }, timeLimitMs)
  client.on('close', () => clearTimeout(timer))
  const drop = () => {
    clearTimeout(timer)
    client.close()
  }
  /** What broke the connection says more than that it is gone. */
  const failure = (fault: unknown): MailboxFailure => failureOf(broken ?? (fault as ClientFault), server)
  try {
    await client.connect()
    const folder = await client.mailboxOpen(server.folder).catch((fault: ClientFault) => {
      throw failureOf(broken ?? fault, server, 'folder')
    })
    return {
      ...standingOf(folder),
      ...commandsOf(client, server, failure),
      leave: () => client.logout().then(drop, drop),
      drop,
    }
  } catch (fault) {
    drop()
    throw fault instanceof MailboxFailure ? fault : failure(fault)
  }
}

/** The library is loaded with the first mail box: it takes 0.2 s and 30 MB, which a shop without one is spared. */
async function clientFor({ host, port, security, user, password }: MailboxServer): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow')
  return new ImapFlow({
    host,
    port,
    secure: security === 'tls',
    // Not both: the client calls it a contradiction.
    ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    auth: { user, pass: password },
    // Its log would hold the mails.
    logger: false,
    clientInfo: { name: 'Luxliner', version: false, vendor: false, 'support-url': false },
    disableAutoIdle: true,
    disableCompression: true,
    disableAutoEnable: true,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    maxLineLength: LONGEST_LINE,
    maxLiteralSize: LARGEST_LITERAL,
    maxResponseSize: LONGEST_LINE + LARGEST_LITERAL,
  })
}

function standingOf(folder: MailboxObject): Pick<OpenMailbox, 'uidValidity' | 'messages' | 'mayDelete'> {
  const { permanentFlags } = folder
  const flags = [...(permanentFlags ?? ['\\Deleted'])].map((flag) => flag.toLowerCase())
  return {
    uidValidity: String(folder.uidValidity ?? ''),
    messages: folder.exists ?? 0,
    mayDelete: !folder.readOnly && flags.includes('\\deleted'),
  }
}

type Commands = Pick<OpenMailbox, 'uidsAfter' | 'sizesOf' | 'read' | 'markSeen' | 'remove'>

/** What the client throws becomes our own failure; what it answers with `false` is told apart by whether it still lives. */
function commandsOf(client: ImapFlow, server: MailboxServer, failure: (fault: unknown) => MailboxFailure): Commands {
  const rethrow = (fault: unknown): never => {
    throw failure(fault)
  }
  const demandAlive = () => {
    if (!client.usable) throw failure({ code: 'NoConnection' })
  }
  return {
    async uidsAfter(uid) {
      const found = await client.search({ uid: `${uid + 1}:*` }, { uid: true }).catch(rethrow)
      demandAlive()
      if (!Array.isArray(found)) throw failureIn('declined', server)
      // `*` is the last message, also where its number is below the range's other end.
      return found.filter((one) => one > uid)
    },
    async sizesOf(uids) {
      const rows = await client.fetchAll(rangeOf(uids), { uid: true, size: true }, BY_UID()).catch(rethrow)
      return new Map(rows.map(({ uid, size }) => [uid, size ?? 0]))
    },
    async *read(uids, maxBytes) {
      const wanted = new Set(uids)
      try {
        const query = { uid: true, source: { start: 0, maxLength: maxBytes } }
        // Other rows are news that nobody asked for. Where a server gives no text, the client has `false`, whatever its types say.
        for await (const { uid, source } of client.fetch(rangeOf(uids), query, BY_UID()))
          if (Buffer.isBuffer(source) && wanted.delete(uid)) yield { uid, raw: source }
      } catch (fault) {
        rethrow(fault)
      }
    },
    async markSeen(uids) {
      await client.messageFlagsAdd(rangeOf(uids), ['\\Seen'], { ...BY_UID(), silent: true }).catch(rethrow)
      demandAlive()
    },
    async remove(uids) {
      const removed = await client.messageDelete(rangeOf(uids), BY_UID()).catch(rethrow)
      demandAlive()
      if (!removed) throw failureIn('not_deleted', server)
    },
  }
}

/** A new object each time: the client writes into it. */
const BY_UID = () => ({ uid: true })

/** `1:3,7` for 1, 2, 3 and 7, ascending: servers look up a range faster than each of its numbers. */
function rangeOf(uids: readonly number[]): string {
  const ranges: { from: number; to: number }[] = []
  for (const uid of uids) {
    const last = ranges.at(-1)
    if (last?.to === uid - 1) last.to = uid
    else ranges.push({ from: uid, to: uid })
  }
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}:${to}`)).join(',')
}
