/** A calendar day of the shop, `YYYY-MM-DD`; it has no time zone any more. */
export type Day = string

/** The shop's calendar day at an instant. */
export function dayIn(timeZone: string, instant: Date): Day {
  // The Swedish locale writes ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    instant,
  )
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

/** The day so many days after `day`. */
export function addDays(day: Day, days: number): Day {
  const { year, month, date } = partsOf(day)
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10)
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
