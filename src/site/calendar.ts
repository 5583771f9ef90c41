/** A calendar day of the shop, `YYYY-MM-DD`; it has no time zone any more. */
export type Day = string

/** The shop's calendar day at an instant. */
export function dayIn(timeZone: string, instant: Date): Day {
  return kept(dayFormats, timeZone, () => {
    // The Swedish locale writes ISO 8601.
    return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  }).format(instant)
}

/**
 * By time zone. To make a format takes hundreds of times as long as to use it (2 µs), and whatever comes due, and every
 * reading of the site's settings, asks for one.
 */
type Formats = Map<string, Intl.DateTimeFormat>
const dayFormats: Formats = new Map()
const instantFormats: Formats = new Map()

function kept(formats: Formats, timeZone: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = make()
  formats.set(timeZone, made)
  return made
}

/** `2026年12月1日`. Throws on anything that is not a day. */
export function formatDay(day: Day): string {
  const { year, month, date } = partsOf(day)
  return `${year}年${month}月${date}日`
}

/** `2026/11/23 14:05` in the shop's time zone. */
export function formatInstant(timeZone: string, instant: Date): string {
  return new Intl.DateTimeFormat('ja-JP', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(instant)
}

/**
 * The day `months` months after `day`: the same date, or the last of a shorter month (31 January + 1 → 28 or 29
 * February). Count from one anchor and never chain: 31 January + 2 is 31 March.
 */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day)
  const total = year * 12 + (month - 1) + months
  const [newYear, newMonth] = [Math.floor(total / 12), (total % 12) + 1]
  const newDate = Math.min(date, daysInMonth(newYear, newMonth))
  return `${newYear}-${String(newMonth).padStart(2, '0')}-${String(newDate).padStart(2, '0')}`
}

/** The day `days` days after `day`. */
export function addDays(day: Day, days: number): Day {
  const { year, month, date } = partsOf(day)
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10)
}

/**
 * The instant at which it is `hour` o'clock on this day in the shop's time zone. An hour that the clocks skip is taken for
 * the instant at which they skip it; of an hour that comes twice, the first.
 */
export function instantOf(timeZone: string, day: Day, hour: number): Date {
  const { year, month, date } = partsOf(day)
  const asUtc = Date.UTC(year, month - 1, date, hour)
  // The offset before and after the instant that is looked for: they differ only on the day on which clocks change.
  const candidates = [-DAY_MS, DAY_MS]
    .map((nearby) => asUtc - offsetMs(timeZone, new Date(asUtc + nearby)))
    .toSorted((a, b) => a - b)
  const exact = candidates.find((instant) => instant + offsetMs(timeZone, new Date(instant)) === asUtc)
  return new Date(exact ?? candidates.at(-1) ?? asUtc)
}

const DAY_MS = 86_400_000

/** How far the zone's wall clocks are ahead of UTC at an instant. */
function offsetMs(timeZone: string, instant: Date): number {
  const make = () =>
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    })
  const parts = kept(instantFormats, timeZone, make).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value)
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
    instant.getUTCMilliseconds(),
  )
  return wall - instant.getTime()
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function partsOf(day: Day): { year: number; month: number; date: number } {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!match) throw new Error(`not a calendar day: ${day}`)
  return { year: Number(match[1]), month: Number(match[2]), date: Number(match[3]) }
}
