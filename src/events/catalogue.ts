import type { z } from 'zod'
import { applicationCompleted } from '../applications/events.ts'
import {
  cancellationReserved,
  cancellationWithdrawn,
  contractCancelled,
  contractResumed,
  contractSuspended,
} from '../contracts/events.ts'
import { customerProvisionallyRegistered, customerRegistered } from '../customers/events.ts'
import { mailComplaintReported, mailUndeliverable } from '../mail/events.ts'
import { applicationCardFailed, cardRecovered, renewalCardFailed } from '../payments/events.ts'
import { maintenanceEnded, maintenanceStarted } from '../site/events.ts'

/** A category has a Chatwork room (通知先) each. */
export const categories = ['general', 'application', 'payment', 'contract'] as const
export type Category = (typeof categories)[number]

/** The headings of the settings screen. */
export const categoryLabels: Record<Category, string> = {
  general: '一般的なイベント',
  application: '申し込みイベント',
  payment: '決済イベント',
  contract: '契約イベント',
}

interface EventDefinition {
  category: Category
  /** Raised when the payload's shape changes; stored in the row. */
  version: number
  /** What the event is called on screens. */
  label: string
  payload: z.ZodType
}

/** Every event of the product. The names are stored in rows and never change. */
export const catalogue = {
  'customer.provisionally_registered': {
    category: 'general',
    version: 1,
    label: '新規客の仮登録',
    payload: customerProvisionallyRegistered,
  },
  'customer.registered': { category: 'general', version: 1, label: '新規客の本登録完了', payload: customerRegistered },
  'mail.undeliverable': { category: 'general', version: 2, label: 'メールの不達', payload: mailUndeliverable },
  'mail.complaint_reported': {
    category: 'general',
    version: 1,
    label: '迷惑メール報告',
    payload: mailComplaintReported,
  },
  'site.maintenance_started': {
    category: 'general',
    version: 1,
    label: 'メンテナンスモードON',
    payload: maintenanceStarted,
  },
  'site.maintenance_ended': {
    category: 'general',
    version: 1,
    label: 'メンテナンスモードOFF',
    payload: maintenanceEnded,
  },
  'application.completed': {
    category: 'application',
    version: 1,
    label: '申し込み完了',
    payload: applicationCompleted,
  },
  'payment.application_card_failed': {
    category: 'payment',
    version: 1,
    label: '申し込みページでのカード決済失敗',
    payload: applicationCardFailed,
  },
  'payment.renewal_card_failed': {
    category: 'payment',
    version: 1,
    label: '月額課金のカード決済失敗',
    payload: renewalCardFailed,
  },
  'payment.card_recovered': {
    category: 'payment',
    version: 1,
    label: 'カード決済不能状態からの回復',
    payload: cardRecovered,
  },
  'contract.cancellation_reserved': {
    category: 'contract',
    version: 1,
    label: '解約予約',
    payload: cancellationReserved,
  },
  'contract.cancellation_withdrawn': {
    category: 'contract',
    version: 1,
    label: '解約予約の解除',
    payload: cancellationWithdrawn,
  },
  'contract.cancelled': { category: 'contract', version: 1, label: '解約完了', payload: contractCancelled },
  'contract.suspended': { category: 'contract', version: 1, label: '契約の停止', payload: contractSuspended },
  'contract.resumed': { category: 'contract', version: 1, label: '契約の停止解除', payload: contractResumed },
} as const satisfies Record<string, EventDefinition>

export type EventType = keyof typeof catalogue
export type EventPayload<T extends EventType> = z.infer<(typeof catalogue)[T]['payload']>

/** Who did it. `name` is shown to staff. */
export type Actor =
  | { kind: 'visitor' }
  | { kind: 'customer'; id: string }
  | { kind: 'staff'; id: string; name: string }
  | { kind: 'system' }

/** An event as read back from its row, told apart by `type`. */
export type DomainEvent = {
  [T in EventType]: { id: number; type: T; payload: EventPayload<T>; actor: Actor; occurredAt: Date }
}[EventType]

/** All event types, in the order of the catalogue. */
export const eventTypes = Object.keys(catalogue) as EventType[]

/** The category, and so the room, of an event. */
export function categoryOf(type: EventType): Category {
  return catalogue[type].category
}

/** The event types of a category, in the order of the manual. */
export function eventTypesOf(category: Category): EventType[] {
  return eventTypes.filter((type) => catalogue[type].category === category)
}
