import type { FaultService } from './faults.ts'

/** What there is news of: a service, or the program's clock. */
export type NewsOf = FaultService | 'clock'

/** Tells open pages that something changed; carries no data, the page fetches what it shows. */
export type News = {
  tell: (of: NewsOf) => void
  /** Calls back on each change until the returned function is called. */
  listen: (listener: (of: NewsOf) => void) => () => void
}

/** A fan-out in memory: listeners run at once and in the order they came. */
export function createNews(): News {
  const listeners = new Set<(of: NewsOf) => void>()
  return {
    tell: (of) => {
      for (const listener of listeners) listener(of)
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
