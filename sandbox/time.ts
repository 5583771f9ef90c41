import type { World } from './world.ts'

/** How far the clock may be moved on at once; `next` is the program's next due instant. */
export const timeSteps = ['hour', 'day', 'week', 'month', 'next'] as const
export type TimeStep = (typeof timeSteps)[number]

/** The program's business time, as whoever starts both hands it in: the sandbox itself knows no database. */
export type BusinessTime = {
  now: () => Date
  /** When something comes due next; null when nothing waits. */
  nextDue: () => Promise<Date | null>
  /** Where a step leads to from now; null when there is nothing to go to. */
  target: (step: TimeStep) => Promise<Date | null>
  /** Lets time pass until then, and what falls due happen in its order. Throws when `signal` says to stop. */
  advance: (to: Date, signal: AbortSignal) => Promise<void>
}

/** The clock on the overview. */
export type TimeMachine = {
  readonly time: BusinessTime
  /** While time is passing: where to, and the way to stop it. */
  journey: { to: Date; stop: () => void } | null
  /** The last journey broke. */
  failed: boolean
}

/** How often open pages are told how far time has come. */
const tellEveryMs = 250

export function createTimeMachine(time: BusinessTime): TimeMachine {
  return { time, journey: null, failed: false }
}

/** Sets out and resolves at once; pages follow the way by the news of `clock`. Does nothing while another journey runs. */
export async function setOut(world: World, machine: TimeMachine, step: TimeStep): Promise<void> {
  const to = machine.journey === null ? await machine.time.target(step) : null
  if (to === null || machine.journey !== null) return
  const stopping = new AbortController()
  const telling = setInterval(() => world.news.tell('clock'), tellEveryMs)
  machine.journey = { to, stop: () => stopping.abort() }
  machine.failed = false
  void machine.time
    .advance(to, stopping.signal)
    .catch(() => {
      machine.failed = !stopping.signal.aborted
    })
    .finally(() => {
      clearInterval(telling)
      machine.journey = null
      world.news.tell('clock')
    })
}
