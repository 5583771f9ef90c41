import type { ReturnedMessage } from '../returns.ts'
import type { Argument } from './wire.ts'

/** A command that is answered NO (not done) or BAD (not understood), in these words. */
export class Refusal extends Error {
  readonly status: 'NO' | 'BAD'

  constructor(status: 'NO' | 'BAD', message: string) {
    super(message)
    this.status = status
  }
}

/** A message and its place in the mail box, from 1, as one client sees it. */
export type Placed = { place: number; message: ReturnedMessage }

/** The messages that a set such as `1:3,7,9:*` names, by UID or by place. */
export function messagesIn(view: readonly ReturnedMessage[], set: Argument | undefined, byUid: boolean): Placed[] {
  const chosen = numbersIn(set, (byUid ? view.at(-1)?.uid : view.length) ?? 0)
  return view
    .map((message, index) => ({ place: index + 1, message }))
    .filter(({ place, message }) => chosen(byUid ? message.uid : place))
}

/** `*` is the last number; a range may be written from its end. */
function numbersIn(set: Argument | undefined, last: number): (number: number) => boolean {
  if (typeof set !== 'string' || !/^(?:(?:\d+|\*)(?::(?:\d+|\*))?(?:,|$))+$/.test(set))
    throw new Refusal('BAD', 'A set of messages is expected')
  const ranges = set.split(',').map((range) => {
    const ends = range.split(':').map((end) => (end === '*' ? last : Number(end)))
    return { from: Math.min(...ends), to: Math.max(...ends) }
  })
  return (number) => ranges.some(({ from, to }) => number >= from && number <= to)
}

/** The messages that fit every key. */
export function search(view: readonly ReturnedMessage[], keys: readonly Argument[]): Placed[] {
  let found = messagesIn(view, '1:*', false)
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at]
    const name = typeof key === 'string' ? key.toUpperCase() : ''
    if (name === 'ALL') continue
    const state = states[name]
    if (state) found = found.filter(({ message }) => state(message))
    else {
      const byUid = name === 'UID'
      if (byUid) at++
      else if (!/^[\d*]/.test(name)) throw new Refusal('BAD', `The sandbox does not search by ${name}`)
      const named = new Set(messagesIn(view, keys[at], byUid).map(({ message }) => message))
      found = found.filter(({ message }) => named.has(message))
    }
  }
  return found
}

const states: Readonly<Record<string, (message: ReturnedMessage) => boolean>> = {
  SEEN: ({ seen }) => seen,
  UNSEEN: ({ seen }) => !seen,
  DELETED: ({ deleted }) => deleted,
  UNDELETED: ({ deleted }) => !deleted,
}

export function flagsOf({ seen, deleted }: ReturnedMessage): string {
  return `(${[seen ? '\\Seen' : '', deleted ? '\\Deleted' : ''].filter((flag) => flag !== '').join(' ')})`
}

/** `FLAGS`, `+FLAGS`, `-FLAGS`, each with or without `.SILENT`. */
export function changeFlags(message: ReturnedMessage, operation: string, flags: Argument | undefined): void {
  const [, sign = ''] = /^([+-]?)FLAGS(?:\.SILENT)?$/.exec(operation) ?? [undefined, null]
  if (sign === null) throw new Refusal('BAD', `The sandbox does not store ${operation}`)
  const named = [flags ?? []].flat().map((flag) => String(flag).toLowerCase())
  const changed = (was: boolean, flag: string) => (named.includes(flag) ? sign !== '-' : sign === '' ? false : was)
  message.seen = changed(message.seen, '\\seen')
  message.deleted = changed(message.deleted, '\\deleted')
}

/** One item of a FETCH answer: its name, and its value as it goes over the wire. */
export type Item = { name: string; value: string | Buffer }

/** The items that are asked for, the UID among them where it was asked by UID. Bodies come as bytes, the rest as text. */
export function itemsOf(message: ReturnedMessage, asked: Argument | undefined, byUid: boolean): Item[] {
  const names = [asked ?? []].flat().flatMap((name) => macros[String(name).toUpperCase()] ?? [String(name)])
  if (byUid && !names.some((name) => name.toUpperCase() === 'UID')) names.unshift('UID')
  return names.map((name) => itemOf(message, name.toUpperCase()))
}

const macros: Readonly<Record<string, string[]>> = { FAST: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'] }

function itemOf(message: ReturnedMessage, name: string): Item {
  switch (name) {
    case 'UID':
      return { name, value: String(message.uid) }
    case 'FLAGS':
      return { name, value: flagsOf(message) }
    case 'RFC822.SIZE':
      return { name, value: String(message.raw.length) }
    case 'INTERNALDATE':
      return { name, value: `"${internalDate(message.at)}"` }
  }
  const [asked, peek, section = '', start, length] =
    /^BODY(\.PEEK)?\[(|HEADER|TEXT)\](?:<(\d+)\.(\d+)>)?$/.exec(name) ?? []
  if (asked === undefined) throw new Refusal('BAD', `The sandbox does not fetch ${name}`)
  if (!peek) message.seen = true
  const bytes = sectionOf(message.raw, section)
  if (start === undefined) return { name: `BODY[${section}]`, value: bytes }
  const from = Number(start)
  return { name: `BODY[${section}]<${from}>`, value: bytes.subarray(from, from + Number(length)) }
}

function sectionOf(raw: Buffer, section: string): Buffer {
  if (section === '') return raw
  const blank = raw.indexOf('\r\n\r\n')
  const end = blank < 0 ? raw.length : blank + 4
  return section === 'HEADER' ? raw.subarray(0, end) : raw.subarray(end)
}

/** `28-Nov-2026 17:45:34 +0000`. */
function internalDate(at: number): string {
  const [, day, month, year, time] = new Date(at).toUTCString().split(' ')
  return `${day}-${month}-${year} ${time} +0000`
}
