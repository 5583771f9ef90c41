import type { FaultService } from './faults.ts'

/** Tells open pages that something of a service changed; carries no data, the page fetches what it shows. */
export type News = {
  tell: (service: FaultService) => void
  /** Calls back on each change until the returned function is called. */
  listen: (listener: (service: FaultService) => void) => () => void
}

/** A fan-out in memory: listeners run at once and in the order they came. */
export function createNews(): News {
  const listeners = new Set<(service: FaultService) => void>()
  return {
    tell: (service) => {
      for (const listener of listeners) listener(service)
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
