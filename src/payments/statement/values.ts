import type { Day } from '../../site/index.ts'

/** The year before the first of each era, by what files write for it. */
const eras: Readonly<Record<string, number>> = { 令和: 2018, 令: 2018, R: 2018, 平成: 1988, 平: 1988, H: 1988 }

/**
 * A day as banks write it: 2026/11/25, 2026-11-25, 2026年11月25日, 20261125, 令和8年11月25日, R8.11.25, 261125 or 081125
 * (Western or 和暦, whichever is nearer to today), 11/25 (of the year nearest to today); a time behind it is left out. Null
 * for anything else.
 */
export function readDay(text: string, today: Day): Day | null {
  const plain = text.normalize('NFKC').replace(/\s+/g, ' ').trim().replace('元年', '1年')
  const [, era = '', rest = plain] = /^(令和|平成|令|平|[RH](?=[\d.]))\.? ?(.*)$/i.exec(plain) ?? []
  const numbers = numbersOf(rest)
  if (numbers === null) return null
  const [first = 0, month = 0, date = 0] = numbers
  if (numbers.length === 2) {
    const year = Number(today.slice(0, 4))
    return nearest(
      [year - 1, year, year + 1].map((each) => dayOf(each, first, month)),
      today,
    )
  }
  const before = eras[era.toUpperCase()]
  if (before !== undefined) return dayOf(before + first, month, date)
  if (first > 99) return dayOf(first, month, date)
  return nearest(
    [2000, 2018, 1988].map((each) => dayOf(each + first, month, date)),
    today,
  )
}

const SEPARATED = /^(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?=$|[ T(（])/
const WITHOUT_YEAR = /^(\d{1,2})[/月](\d{1,2})日?(?=$|[ (（])/
const PACKED = /^(\d{4}|\d{2})(\d{2})(\d{2})(?=$| )/

function numbersOf(text: string): number[] | null {
  const found = SEPARATED.exec(text) ?? PACKED.exec(text) ?? WITHOUT_YEAR.exec(text)
  return found === null ? null : found.slice(1).map(Number)
}

/** Null for a day that the calendar does not have. */
function dayOf(year: number, month: number, date: number): Day | null {
  const day = new Date(Date.UTC(year, month - 1, date))
  const exists = day.getUTCFullYear() === year && day.getUTCMonth() === month - 1 && day.getUTCDate() === date
  return exists ? day.toISOString().slice(0, 10) : null
}

function nearest(days: readonly (Day | null)[], today: Day): Day | null {
  const distance = (day: Day) => Math.abs(Date.parse(day) - Date.parse(today))
  const sorted = days.filter((day) => day !== null).toSorted((a, b) => distance(a) - distance(b))
  return sorted[0] ?? null
}

/** An amount of yen as banks write it: `3,980`, `¥3,980`, `3980円`, `+3,980`; negative for money that went out. Null for anything else. */
export function readAmount(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[\s,円¥\\*]/g, '')
  const [, sign = '', digits] = /^([-+▲△−]?)(\d{1,12})(?:\.0+)?$/.exec(plain) ?? []
  if (digits === undefined) return null
  return sign === '' || sign === '+' ? Number(digits) : -Number(digits)
}
