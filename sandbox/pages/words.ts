import type { FaultMode, FaultService } from '../faults.ts'

export const serviceName: Record<FaultService, string> = {
  chatwork: 'Chatwork',
  zendesk: 'Zendesk',
  newsletter: 'ネット商人Pro',
  gateway: 'テスト決済',
  smtp: 'メール',
}

export const servicePage: Record<FaultService, string> = {
  chatwork: '/chatwork',
  zendesk: '/zendesk',
  newsletter: '/newsletter',
  gateway: '/gateway',
  smtp: '/mail',
}

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
const clockTime = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', timeStyle: 'medium' })

/** `11/23 15:04` in Tokyo; `at` in milliseconds or ISO 8601. */
export function shortTime(at: number | string): string {
  return dateTime.format(new Date(at))
}

/** `2026年11月23日月曜日` in Tokyo. */
export function dayOf(at: number): string {
  return fullDate.format(new Date(at))
}

/** `15:04:05` in Tokyo. */
export function timeOf(at: number): string {
  return clockTime.format(new Date(at))
}

export function yen(amount: number): string {
  return `${amount.toLocaleString('ja-JP')}円`
}
