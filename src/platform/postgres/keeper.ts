import { setTimeout as delay } from 'node:timers/promises'
import type { PostgresLog } from './log.ts'
import type { Postmaster } from './postmaster.ts'
import type { Watchdog } from './watchdog.ts'

/** Keeps the server running from its first start until `stop`. */
export type Keeper = {
  postmasterPid(): number
  /** Ends the server and everything of it. Idempotent. */
  stop(): Promise<void>
}

export type KeeperNeeds = {
  readonly first: Postmaster
  /** Starts the server again, with the port and the password it had. */
  readonly startAgain: () => Promise<Postmaster>
  /** Ends what a killed postmaster left behind; its shared memory forbids a new one. */
  readonly clear: () => Promise<void>
  /** Told after each restart. */
  readonly restarted: (postmaster: Postmaster) => Promise<void>
  readonly watchdog: Watchdog
  readonly log: PostgresLog
}

/** A server that lived this long did not die of its start: the next restart is immediate again. */
const STEADY_MS = 60_000
const LONGEST_WAIT_MS = 30_000

const pauseAfter = (failures: number): number => (failures === 0 ? 0 : Math.min(LONGEST_WAIT_MS, 100 * 2 ** failures))

/** Watches the server; its restarts wait longer after each failure, up to 30 s, and never give up. */
export const keepRunning = (needs: KeeperNeeds): Keeper => {
  const { watchdog, log } = needs
  const stopping = new AbortController()
  let current = needs.first
  let failures = 0

  const startOnce = async (): Promise<boolean> => {
    await needs.clear()
    if (stopping.signal.aborted) return false
    current = await needs.startAgain()
    watchdog.guard(current.pid)
    // stop() may have looked at the postmaster before this one.
    if (stopping.signal.aborted) await current.shutDown()
    if ((await current.readiness) !== 'ready') return false
    // It serves already; a disk too full for the news must not end it again.
    await needs.restarted(current).catch((error) => log.error(`the restart could not be noted: ${error}`))
    return true
  }

  const startUntilReady = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await delay(pauseAfter(failures), undefined, { signal: stopping.signal }).catch(() => undefined)
      failures += 1
      try {
        if (await startOnce()) return log.warn(`PostgreSQL is back, process ${current.pid}`)
        if (!stopping.signal.aborted) log.error(`PostgreSQL did not start again: ${current.lastWords()}`)
      } catch (error) {
        log.error(`PostgreSQL could not be started again: ${error}`)
      }
    }
  }

  const life = (async () => {
    while (!stopping.signal.aborted) {
      const since = performance.now()
      await current.ended
      watchdog.guard(undefined)
      if (stopping.signal.aborted) return
      if (performance.now() - since > STEADY_MS) failures = 0
      log.error(`PostgreSQL (process ${current.pid}) ended by itself; starting it again`)
      await startUntilReady()
    }
  })()

  const stop = async (): Promise<void> => {
    stopping.abort()
    await current.shutDown()
    await life
    await needs.clear()
    watchdog.guard(undefined)
  }
  let stopped: Promise<void> | undefined
  return { postmasterPid: () => current.pid, stop: () => (stopped ??= stop()) }
}
