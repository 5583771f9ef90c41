import { Buffer } from 'node:buffer'

/** Characters of one field that are looked at; providers' own words are shorter. */
const LONGEST_FIELD = 4_000

/** What JSON bytes say; undefined where they are none. */
export function jsonOf(raw: Uint8Array): unknown {
  return jsonIn(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('utf8'))
}

export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The value under a path of names; undefined where anything on the way is missing or no object. */
export function valueAt(value: unknown, ...path: string[]): unknown {
  let here = value
  for (const name of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined
    here = (here as Record<string, unknown>)[name]
  }
  return here
}

/** A text or a number under a path, trimmed and cut to 4,000 characters; null where there is none or it is empty. */
export function textAt(value: unknown, ...path: string[]): string | null {
  const found = valueAt(value, ...path)
  if (typeof found === 'number' && Number.isFinite(found)) return String(found)
  if (typeof found !== 'string') return null
  const text = found.slice(0, LONGEST_FIELD).trim()
  return text === '' ? null : text
}

/** The first entries of a list under a path; empty where there is none. */
export function listAt(value: unknown, ...path: string[]): unknown[] {
  const found = valueAt(value, ...path)
  return Array.isArray(found) ? found : []
}

/** A moment given as ISO 8601 or as seconds since 1970; null where it is neither, or out of reach of a database. */
export function momentAt(value: unknown, ...path: string[]): Date | null {
  const found = valueAt(value, ...path)
  const moment =
    typeof found === 'number' ? new Date(found * 1_000) : typeof found === 'string' ? new Date(found) : null
  if (moment === null || Number.isNaN(moment.getTime())) return null
  const year = moment.getUTCFullYear()
  return year >= 1970 && year < 3000 ? moment : null
}
