/** A calendar day of the shop, as `2032-02-29`. The model counts days by itself: the product's calendar is under test. */
export type Day = string

const DAY_MS = 86_400_000
/** Tokyo has no summer time. */
const TOKYO_MS = 9 * 3_600_000

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The same date so many months later, or the last of a shorter month. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastDate = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastDate))).toISOString().slice(0, 10)
}

/** The instant of an hour of that day in Tokyo. */
export function at(day: Day, hour: number): Date {
  return new Date(Date.parse(day) + hour * 3_600_000 - TOKYO_MS)
}

/** The day in Tokyo. */
export function dayOf(instant: Date): Day {
  return new Date(instant.getTime() + TOKYO_MS).toISOString().slice(0, 10)
}
