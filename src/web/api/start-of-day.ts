import { dayIn } from '../../site/index.ts'

const HOUR_MS = 3_600_000

/** The shop's calendar day at `now`, and the instant at which it began. */
export function startOfDay(now: Date, timeZone: string): { day: string; start: Date } {
  const day = dayIn(timeZone, now)
  // Midnight in UTC is wrong by the zone's offset, which is read off the clock there.
  const guess = new Date(`${day}T00:00:00Z`)
  const first = new Date(guess.getTime() - offsetMs(guess, timeZone))
  // Once more with the offset of that instant: on a day that changes to or from summer time the two differ.
  const start = new Date(guess.getTime() - offsetMs(first, timeZone))
  // A zone may skip midnight itself; then the day begins an hour later.
  return { day, start: dayIn(timeZone, start) === day ? start : new Date(start.getTime() + HOUR_MS) }
}

function offsetMs(at: Date, timeZone: string): number {
  const wall = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(at)
  return new Date(`${wall.replace(' ', 'T')}Z`).getTime() - Math.floor(at.getTime() / 1_000) * 1_000
}
