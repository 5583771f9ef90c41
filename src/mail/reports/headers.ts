import { bounds } from './bounds.ts'

/** A block of `Name: value` lines: names in lower case, values unfolded, as bytes. */
export interface Headers {
  list: readonly { name: string; value: string }[]
}

export const noHeaders: Headers = { list: [] }

const FIELD = /^([!-9;-~]{1,100}?)[ \t]{0,20}:/

/** Reads the header block at the start of `text` (line ends `\n`), with the offset where the body begins. */
export function readHeaders(text: string): { headers: Headers; body: number } {
  const list: { name: string; value: string }[] = []
  let from = 0
  const limit = Math.min(text.length, bounds.headerBlock)
  while (from < limit) {
    let to = text.indexOf('\n', from)
    if (to < 0) to = text.length
    if (to === from) return { headers: { list }, body: to + 1 }
    addLine(list, text.slice(from, Math.min(to, from + bounds.headerValue)))
    from = to + 1
  }
  const blank = text.indexOf('\n\n', Math.max(0, from - 1))
  return { headers: { list }, body: from >= text.length || blank < 0 ? text.length : blank + 2 }
}

function addLine(list: { name: string; value: string }[], line: string): void {
  const last = list.at(-1)
  if ((line.startsWith(' ') || line.startsWith('\t')) && last !== undefined) {
    if (last.value.length < bounds.headerValue) last.value += ` ${line.trim()}`
    return
  }
  const field = FIELD.exec(line)
  if (field === null || list.length >= bounds.headers) return
  list.push({ name: (field[1] ?? '').toLowerCase(), value: line.slice(field[0].length).trim() })
}

/** The first value of a header; null when it is absent. */
export function header(headers: Headers, name: string): string | null {
  return headers.list.find((field) => field.name === name)?.value ?? null
}

export function allOf(headers: Headers, name: string): string[] {
  return headers.list.filter((field) => field.name === name).map((field) => field.value)
}

/**
 * `text/plain; charset="x"` as its value and its parameters, names in lower case. A parameter that somebody set after a
 * blank instead of a semicolon is one too.
 */
export function parametersOf(value: string): { value: string; parameters: Record<string, string> } {
  const first = /^[^\s;]{0,200}/.exec(value.trim())?.[0] ?? ''
  const parameters: Record<string, string> = {}
  for (const piece of value
    .trim()
    .slice(first.length)
    .split(/;|\s(?=[\w*-]{1,40}=)/, 40)) {
    const equals = piece.indexOf('=')
    if (equals < 0) continue
    const name = piece.slice(0, equals).trim().toLowerCase().replace(/\*.*$/, '')
    const plain = piece.slice(equals + 1).trim()
    parameters[name] = plain.startsWith('"') ? (plain.slice(1).split('"')[0] ?? '') : (plain.split(/\s/)[0] ?? '')
  }
  return { value: first.toLowerCase().replaceAll('"', ''), parameters }
}
