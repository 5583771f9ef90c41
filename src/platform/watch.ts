import type { Doorbell } from './doorbell.ts'
import type { Log } from './log.ts'

/** As with due work: whatever the doorbell says, another process's change is seen within half a second. */
const LOOK_EVERY_MS = 500

/** What a process knows of a row that others change. */
export interface Watch {
  /** Looks now; resolves when that look is over. Throws when the database does not answer: what was known stays. */
  look(): Promise<void>
  /** Ends the watch and waits for a running look. */
  stop(): Promise<void>
}

/** Runs `look` whenever `topic` rings and every 500 ms, one look after the other so that an older one never comes last. */
export function startWatch(topic: string, look: () => Promise<void>, parts: { doorbell: Doorbell; log: Log }): Watch {
  let last: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  const lookNow = (): Promise<void> => {
    const next = last.catch(() => {}).then(look)
    last = next
    return next
  }
  const lookQuietly = () =>
    lookNow().catch((error: unknown) => parts.log.debug({ err: error, watch: topic }, 'could not look'))
  const tick = async () => {
    await lookQuietly()
    if (!stopped) timer = setTimeout(tick, LOOK_EVERY_MS)
  }
  const unlisten = parts.doorbell.listen(topic, () => void lookQuietly())
  timer = setTimeout(tick, LOOK_EVERY_MS)
  return {
    look: lookNow,
    async stop() {
      stopped = true
      unlisten()
      if (timer) clearTimeout(timer)
      await last.catch(() => {})
    },
  }
}
