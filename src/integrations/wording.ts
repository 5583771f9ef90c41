import { formatYen } from '../platform/money.ts'
import { shorten } from '../platform/plain-text.ts'

/** Lines of what staff are told: what it is, and its value. */
export type Facts = readonly (readonly [label: string, value: string])[]

/** Somebody as events name them. */
export interface Person {
  familyName: string
  givenName: string
  email: string
}

/** `山田 花子` */
export function fullName(person: Person): string {
  return `${person.familyName} ${person.givenName}`
}

/** Who it is about. */
export function personFacts(who: Person): Facts {
  return [
    ['お名前', `${fullName(who)} 様`],
    ['メール', who.email],
  ]
}

/** Characters of a name within a title: a telephone shows no more. */
const IN_TITLE = 40

/** `【申し込み】オンライン講座 / 山田 花子 様`: what happened comes first, so that a telephone's notification tells it. */
export function titleOf(what: string, ...of: string[]): string {
  return `【${what}】${of.map((part) => shorten(part, IN_TITLE)).join(' / ')}`
}

/** `山田 花子 様`, for titles. */
export function dear(person: Person): string {
  return `${shorten(fullName(person), IN_TITLE - 2)} 様`
}

/** `月額 3,980円` or `3,980円(一回払い)`, tax included. */
export function priceOf(kind: 'one_time' | 'monthly', amountYen: number): string {
  return kind === 'monthly' ? `月額 ${formatYen(amountYen)}` : `${formatYen(amountYen)}(一回払い)`
}

/** `2026/11/23(月) 14:05` in the shop's time zone. */
export function formatTime(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('ja-JP', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
}

/** `2026/12/01(火)` of a day such as `2026-12-01`, which has no time zone. */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat('ja-JP', {
    timeZone: 'UTC',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
  }).format(new Date(`${day}T00:00:00Z`))
}
