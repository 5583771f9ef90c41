const formats = new Map<string, Intl.DateTimeFormat>()

/** `2026/11/23 14:05`: an ISO instant in the shop's time zone (IANA name). */
export function formatTime(iso: string, timeZone: string): string {
  return formatExactly(iso, timeZone).slice(0, '2026/11/23 14:05'.length)
}

/** `2026/11/23 14:05:09`, for things that happen within seconds of each other. */
export function formatExactly(iso: string, timeZone: string): string {
  const parts = formatOf(timeZone).formatToParts(new Date(iso))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)?.value ?? ''
  return `${part('year')}/${part('month')}/${part('day')} ${part('hour')}:${part('minute')}:${part('second')}`
}

/** `2026/11/23`: a day `2026-11-23`, which already is one of the shop's time zone. */
export function formatDay(day: string): string {
  return day.replaceAll('-', '/')
}

/** The day before a day: `2026-11-30` for `2026-12-01`. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

/** `1.2秒`, `350ミリ秒` or `3分20秒`: from one ISO instant to a later one. */
export function formatSpan(from: string, to: string): string {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from))
  if (ms < 1_000) return `${ms}ミリ秒`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)}秒`
  return `${Math.floor(ms / 60_000)}分${Math.floor((ms % 60_000) / 1_000)}秒`
}

/** `2026-11-23T14:05`: an instant as a field of date and time takes it. */
export function localTimeOf(iso: string, timeZone: string): string {
  return formatTime(iso, timeZone).replaceAll('/', '-').replace(' ', 'T')
}

/** The instant that such a field means in a time zone, as ISO in UTC. */
export function instantOf(local: string, timeZone: string): string {
  return atWallClock(Date.parse(`${local}Z`), timeZone)
}

/** The first instant of a day (`2026-11-23`) in a time zone, as ISO in UTC; `days` later if given. */
export function startOfDay(day: string, timeZone: string, days = 0): string {
  return atWallClock(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000, timeZone)
}

/** When a zone's wall clock shows what a clock in UTC shows at `shown` (milliseconds). */
function atWallClock(shown: number, timeZone: string): string {
  // The zone's offset then, read off its own wall clock; a second look corrects a change of clocks between.
  const first = shown - offsetAt(shown, timeZone)
  return new Date(shown - offsetAt(first, timeZone)).toISOString()
}

function offsetAt(instant: number, timeZone: string): number {
  const wall = formatExactly(new Date(instant).toISOString(), timeZone)
  return Date.parse(`${wall.replaceAll('/', '-').replace(' ', 'T')}Z`) - Math.floor(instant / 1_000) * 1_000
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('ja-JP', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, format)
  return format
}
