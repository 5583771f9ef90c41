import type { Doorbell } from './doorbell.ts'
import type { Log } from './log.ts'

/** Rows are looked for at least this often, whatever the doorbell says. */
const LOOK_EVERY_MS = 500

/**
 * Work that stands in a table: the row that is due is the job. A claim leases rows to this process; what a lease means
 * when it runs out is the business of the table's owner.
 */
export interface DueWork<Row> {
  /** The doorbell topic, and the name in logs. */
  readonly topic: string
  /** How many rows one process works on at a time. */
  readonly concurrency: number
  /** Leases up to `limit` due rows to this process and returns them. */
  claim(limit: number): Promise<Row[]>
  /** Works on one claimed row. A throw is logged; the row comes back when its lease runs out. */
  perform(row: Row): Promise<void>
  /** Milliseconds until the next row becomes due, or null when nothing is waiting. Asked when a claim came back empty. */
  nextDueInMs?(): Promise<number | null>
}

/** A running loop over one kind of due work. */
export interface DueWorkLoop {
  /** Looks for due work now, as when the doorbell rings: time has moved. */
  look(): void
  /** Stops claiming and waits for what is in flight. */
  drain(): Promise<void>
}

/** Starts the loop: claims when rung, when time has come, and every 500 ms. */
export function startDueWork<Row>(work: DueWork<Row>, doorbell: Doorbell, log: Log): DueWorkLoop {
  let inFlight = 0
  let stopping = false
  let rung = true
  let wake: (() => void) | null = null
  const signal = () => {
    wake?.()
    wake = null
  }
  const look = () => {
    rung = true
    signal()
  }
  const unlisten = doorbell.listen(work.topic, look)

  const waitFor = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(done, ms)
      function done() {
        clearTimeout(timer)
        resolve()
      }
      wake = done
    })

  const run = async (row: Row) => {
    try {
      await work.perform(row)
    } catch (error) {
      log.error({ err: error, work: work.topic }, 'due work failed')
    } finally {
      inFlight--
      // Claiming row by row as each slot frees would cost one statement a row; half-empty is soon enough.
      if (inFlight <= work.concurrency / 2) look()
    }
  }

  const claimOnce = async (): Promise<number> => {
    const free = work.concurrency - inFlight
    if (free <= 0) return 0
    const rows = await work.claim(free)
    for (const row of rows) {
      inFlight++
      void run(row)
    }
    return rows.length
  }

  const idleMs = async (): Promise<number> => {
    const next = (await work.nextDueInMs?.()) ?? null
    return next === null ? LOOK_EVERY_MS : Math.max(1, Math.min(LOOK_EVERY_MS, next))
  }

  const loop = async () => {
    while (!stopping) {
      rung = false
      try {
        const claimed = await claimOnce()
        if (claimed > 0 && inFlight < work.concurrency) continue
        const idle = claimed > 0 ? LOOK_EVERY_MS : await idleMs()
        if (!rung && !stopping) await waitFor(idle)
      } catch (error) {
        log.warn({ err: error, work: work.topic }, 'could not look for due work')
        await waitFor(LOOK_EVERY_MS)
      }
    }
  }
  const ended = loop()

  return {
    look,
    async drain() {
      stopping = true
      unlisten()
      signal()
      await ended
      while (inFlight > 0) await waitFor(50)
    },
  }
}
