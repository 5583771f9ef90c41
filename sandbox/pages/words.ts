import { type FaultMode, type FaultService, faultServices } from '../faults.ts'

export const serviceName: Record<FaultService, string> = {
  chatwork: 'Chatwork',
  zendesk: 'Zendesk',
  newsletter: 'ネット商人Pro',
  gateway: 'テスト決済',
  smtp: 'メール',
  imap: '不達通知の受信箱',
}

export const servicePage: Record<FaultService, string> = {
  chatwork: '/chatwork',
  zendesk: '/zendesk',
  newsletter: '/newsletter',
  gateway: '/gateway',
  smtp: '/mail',
  imap: '/mail',
}

/** Those that the navigation names. The mail box of what comes back has no page of its own. */
export const servicesWithPage = faultServices.filter((service) => service !== 'imap')

export const faultText: Record<FaultMode, string> = {
  none: '正常',
  '429': '使いすぎ(429)',
  '500': 'サーバーエラー(500)',
  hang: '応答なし',
  close: '切断',
  '401': '認証エラー(401)',
  slow: '応答が遅い',
}

const dateTime = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})
const fullDate = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', dateStyle: 'full' })
const wholeTime = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
const clockTime = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', timeStyle: 'medium' })

/** `11/23 15:04` in Tokyo; `at` in milliseconds or ISO 8601. */
export function shortTime(at: number | string): string {
  return dateTime.format(new Date(at))
}

/** `2026年11月23日月曜日` in Tokyo. */
export function dayOf(at: number): string {
  return fullDate.format(new Date(at))
}

/** `2026年11月23日(月) 15:04` in Tokyo. */
export function dateAndTime(at: Date): string {
  return wholeTime.format(at)
}

/** `30日と2時間` or `45分`: how far two moments lie apart, in milliseconds. */
export function distance(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  const [days, hours] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60)]
  if (days > 0) return hours > 0 ? `${days}日と${hours}時間` : `${days}日`
  return hours > 0 ? `${hours}時間` : `${minutes}分`
}

/** `15:04:05` in Tokyo. */
export function timeOf(at: number): string {
  return clockTime.format(new Date(at))
}

export function yen(amount: number): string {
  return `${amount.toLocaleString('ja-JP')}円`
}
