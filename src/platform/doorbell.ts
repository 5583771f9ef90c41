import pg from 'pg'
import type { Log } from './log.ts'

const CHANNEL = 'luxliner_due'
/** At most one notification per this many milliseconds and process: a NOTIFY in each commit costs half the commits (DESIGN §6). */
const NOTIFY_EVERY_MS = 5
const RECONNECT_MS = 1_000
const CONNECT_TIMEOUT_MS = 10_000

/** Tells waiting work, in this process at once and in the others within a few milliseconds, that something became due. */
export interface Doorbell {
  ring(topic: string): void
  /** Calls `listener` whenever `topic` is rung here or elsewhere, and after a lost connection came back. Returns the way to stop. */
  listen(topic: string, listener: () => void): () => void
  close(): Promise<void>
}

/**
 * Opens the doorbell on a connection of its own (LISTEN needs a direct one, not a transaction pooler).
 * While that connection is down only this process hears its own rings; everyone else looks every 500 ms anyway.
 */
export function openDoorbell(databaseUrl: string, log: Log): Doorbell {
  const listeners = new Map<string, Set<() => void>>()
  const pending = new Set<string>()
  let client: pg.Client | null = null
  let closed = false
  let flushTimer: NodeJS.Timeout | null = null
  let reconnectTimer: NodeJS.Timeout | null = null
  const own = `${process.pid}`

  const wakeTopic = (topic: string) => {
    for (const listener of listeners.get(topic) ?? []) listener()
  }

  const connect = async () => {
    const next = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'luxliner doorbell',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    })
    next.on('error', () => {})
    next.on('end', () => {
      if (client !== next) return
      client = null
      reconnectLater()
    })
    next.on('notification', (message) => {
      const [sender, ...topics] = (message.payload ?? '').split(' ')
      if (sender !== own) for (const topic of topics) wakeTopic(topic)
    })
    client = next
    try {
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
    } catch (error) {
      // Refused in the middle (a database that starts up says so): what is left of the connection must not stay.
      next.end().catch(() => {})
      throw error
    }
    // What was rung while we were away is found by looking, so everyone looks.
    for (const topic of listeners.keys()) wakeTopic(topic)
  }
  // One attempt at a time: a refused one both ends and throws, and two new ones for each would be thousands in a minute.
  const reconnectLater = () => {
    if (closed || reconnectTimer) return
    reconnectTimer = setTimeout(tryConnect, RECONNECT_MS)
  }
  const tryConnect = () => {
    reconnectTimer = null
    if (closed) return
    connect().catch((error: unknown) => {
      log.debug({ err: error }, 'doorbell not connected')
      client = null
      reconnectLater()
    })
  }
  tryConnect()

  let sending: Promise<unknown> = Promise.resolve()
  const flush = () => {
    flushTimer = null
    const payload = [own, ...pending].join(' ')
    pending.clear()
    // One after the other: the connection takes one query at a time.
    sending = sending.then(() => client?.query('select pg_notify($1, $2)', [CHANNEL, payload])).catch(() => {})
  }

  return {
    ring(topic) {
      wakeTopic(topic)
      pending.add(topic)
      flushTimer ??= setTimeout(flush, NOTIFY_EVERY_MS)
    },
    listen(topic, listener) {
      const set = listeners.get(topic) ?? new Set()
      set.add(listener)
      listeners.set(topic, set)
      return () => set.delete(listener)
    },
    async close() {
      closed = true
      if (flushTimer) clearTimeout(flushTimer)
      if (reconnectTimer) clearTimeout(reconnectTimer)
      await client?.end().catch(() => {})
    },
  }
}
