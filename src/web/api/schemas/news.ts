import { z } from 'zod'
import { categories, eventTypes } from '../../../events/catalogue.ts'
import { pageOf, rowPageQuery, time } from './list.ts'
import { connectorNames } from './settings.ts'

/** Something that happened, as a time line shows it. */
export const event = z
  .object({
    id: z.number().int(),
    type: z.enum(eventTypes),
    /** What the event is called, such as 申し込み完了. */
    label: z.string(),
    category: z.enum(categories),
    /** One sentence with names and amounts. */
    summary: z.string(),
    /** Who did it, in words: お客様, システム, or the member of staff. */
    actor: z.string(),
    /** Why staff did it, where they said so. */
    note: z.string().nullable(),
    occurredAt: time,
    customerId: z.uuid().nullable(),
    applicationId: z.uuid().nullable(),
    contractId: z.uuid().nullable(),
  })
  .meta({ id: 'Event' })
export type Event = z.infer<typeof event>

/** GET /events. */
export const eventQuery = rowPageQuery.extend({
  category: z.enum(categories).optional(),
  type: z.enum(eventTypes).optional(),
})
export type EventQuery = z.infer<typeof eventQuery>
export const eventPage = pageOf(event)
export type EventPage = z.infer<typeof eventPage>

/**
 * How a delivery stands. Open: `waiting` (its turn or its next try comes), `blocked` (staff must set something first), `sending`, `unsettled` (we look whether it
 * arrived). Final: the others.
 */
export const deliveryOutcomes = [
  'waiting',
  'blocked',
  'sending',
  'unsettled',
  'delivered',
  'refused',
  'rate_limited',
  'unknown',
  'cancelled',
] as const
export type DeliveryOutcome = (typeof deliveryOutcomes)[number]

/** One row of the 連携ログ: an event told (or not) through one channel to one destination. */
export const delivery = z
  .object({
    id: z.number().int(),
    event: z.object({
      id: z.number().int(),
      type: z.enum(eventTypes),
      label: z.string(),
      summary: z.string(),
      occurredAt: time,
    }),
    applicationId: z.uuid().nullable(),
    connector: z.enum(connectorNames),
    /** The connector as staff call it. */
    channel: z.string(),
    /** In words: the room's name, the mail address, the plan id, the Zendesk account. */
    destination: z.string(),
    outcome: z.enum(deliveryOutcomes),
    outcomeLabel: z.string(),
    /** Why it stands so, in words; null when there is nothing to say. */
    reason: z.string().nullable(),
    /** Why this channel was told in place of another (a mail that stands in for Chatwork); null otherwise. */
    cause: z.string().nullable(),
    attempts: z.number().int(),
    createdAt: time,
    /** When the next try is due, while it is open. */
    nextTryAt: time.nullable(),
    finishedAt: time.nullable(),
    /** The message or ticket at the remote side, where known. */
    remoteId: z.string().nullable(),
    remoteUrl: z.string().nullable(),
  })
  .meta({ id: 'Delivery' })
export type Delivery = z.infer<typeof delivery>

/** GET /deliveries. `from` and `to` bound when the delivery was planned: from inclusive, to exclusive. */
export const deliveryQuery = rowPageQuery.extend({
  connector: z.enum(connectorNames).optional(),
  outcome: z.enum(deliveryOutcomes).optional(),
  from: time.optional(),
  to: time.optional(),
})
export type DeliveryQuery = z.infer<typeof deliveryQuery>
export const deliveryPage = pageOf(delivery)
export type DeliveryPage = z.infer<typeof deliveryPage>

/** One call to the outside: a try to send, or a look whether an unanswered one arrived (`settle`). */
export const attempt = z
  .object({
    id: z.number().int(),
    kind: z.enum(['send', 'settle']),
    startedAt: time,
    finishedAt: time.nullable(),
    /** Null while it runs, or when the process died before it could write the outcome. */
    outcome: z.string().nullable(),
    outcomeLabel: z.string(),
    reason: z.string().nullable(),
    /** The remote's HTTP status, and the beginning of what it answered. */
    status: z.number().int().nullable(),
    answer: z.string().nullable(),
  })
  .meta({ id: 'Attempt' })
export type Attempt = z.infer<typeof attempt>

/** GET /deliveries/{id}. */
export const deliveryDetail = delivery.extend({ attemptLog: z.array(attempt) }).meta({ id: 'DeliveryDetail' })
export type DeliveryDetail = z.infer<typeof deliveryDetail>

/** Which entries of a to-do list are asked for. */
const todoQuery = rowPageQuery.extend({ state: z.enum(['open', 'done']).default('open') })

/** 手動登録が必要: an address that a person must register at ネット商人Pro by hand. */
export const manualRegistration = z
  .object({
    id: z.number().int(),
    deliveryId: z.number().int(),
    familyName: z.string(),
    givenName: z.string(),
    email: z.string(),
    planId: z.string(),
    reason: z.string(),
    createdAt: time,
    doneAt: time.nullable(),
    doneBy: z.string().nullable(),
  })
  .meta({ id: 'ManualRegistration' })
export type ManualRegistration = z.infer<typeof manualRegistration>

/** GET /manual-registrations. */
export const manualRegistrationQuery = todoQuery
export const manualRegistrationPage = pageOf(manualRegistration)
export type ManualRegistrationPage = z.infer<typeof manualRegistrationPage>

/** GET /manual-registrations.csv: all entries of one kind as a file for a spreadsheet. */
export const manualRegistrationFileQuery = z.object({ state: z.enum(['open', 'done']).default('open') })

export const listWorkCauses = [
  'customer_changed',
  'customer_withdrawn',
  'contract_cancelled',
  'application_cancelled',
] as const

/** リストからの削除・変更: what a person must do by hand at a newsletter list that can only be added to. */
export const listWork = z
  .object({
    id: z.number().int(),
    kind: z.enum(['delete', 'change']),
    cause: z.enum(listWorkCauses),
    customerId: z.uuid(),
    planId: z.string(),
    /** As the list has it. */
    familyName: z.string(),
    givenName: z.string(),
    email: z.string(),
    /** As it should be; null when it is to be deleted. */
    newFamilyName: z.string().nullable(),
    newGivenName: z.string().nullable(),
    newEmail: z.string().nullable(),
    createdAt: time,
    doneAt: time.nullable(),
    doneBy: z.string().nullable(),
  })
  .meta({ id: 'ListWork' })
export type ListWork = z.infer<typeof listWork>

/** GET /list-work. */
export const listWorkQuery = todoQuery
export const listWorkPage = pageOf(listWork)
export type ListWorkPage = z.infer<typeof listWorkPage>

/** 要対応: something that a person must look at. */
export const attentionEntry = z
  .object({
    id: z.number().int(),
    kind: z.string(),
    title: z.string(),
    detail: z.string(),
    createdAt: time,
    doneAt: time.nullable(),
    doneBy: z.string().nullable(),
  })
  .meta({ id: 'AttentionEntry' })
export type AttentionEntry = z.infer<typeof attentionEntry>

/** GET /attention. */
export const attentionQuery = todoQuery
export const attentionPage = pageOf(attentionEntry)
export type AttentionPage = z.infer<typeof attentionPage>
