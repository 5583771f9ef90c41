import type { App } from '../../src/app.ts'
import { addMonths, dayIn } from '../../src/site/index.ts'
import type { BusinessTime, TimeStep } from '../time.ts'

const HOUR_MS = 3_600_000
/** The sample shop's. */
const TIME_ZONE = 'Asia/Tokyo'

/** The program's business time for the clock of the sandbox, which the program's own faces cannot move. */
export function businessTimeOf(app: App): BusinessTime {
  return {
    now: () => app.clock.now(),
    nextDue: () => app.nextDue(),
    target: async (step) => (step === 'next' ? app.nextDue() : later(app.clock.now(), step)),
    advance: (to, signal) => app.advance(to, signal),
  }
}

/** A month later is the same time on the same date, or on the last of a shorter month. */
export function later(now: Date, step: Exclude<TimeStep, 'next'>): Date {
  const today = dayIn(TIME_ZONE, now)
  const ms = {
    hour: HOUR_MS,
    day: 24 * HOUR_MS,
    week: 7 * 24 * HOUR_MS,
    month: Date.parse(addMonths(today, 1)) - Date.parse(today),
  }
  return new Date(now.getTime() + ms[step])
}
