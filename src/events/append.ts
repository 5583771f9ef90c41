import type { Tx } from '../platform/database.ts'
import { type Actor, catalogue, type EventPayload, type EventType } from './catalogue.ts'

/** The doorbell topic of the dispatcher. */
export const DISPATCH_TOPIC = 'dispatch'

/** What is appended: the event, who did it, and what it is about (so that a customer's page can show its history). */
export type NewEvent = {
  [T in EventType]: {
    type: T
    payload: EventPayload<T>
    actor: Actor
    occurredAt: Date
    about: { customerId?: string; applicationId?: string; contractId?: string }
  }
}[EventType]

/**
 * Writes the event in the business transaction, after the conditional update that locked its subject: then the events of
 * one contract are in order. What happened and that it must be told are one commit. Throws when the payload is not of the
 * event's shape: that is a defect of the caller, and nothing is committed.
 */
export async function append(tx: Tx, event: NewEvent): Promise<number> {
  const definition = catalogue[event.type]
  const row = await tx
    .insertInto('events')
    .values({
      type: event.type,
      version: definition.version,
      payload: JSON.stringify(definition.payload.parse(event.payload)),
      actor: JSON.stringify(event.actor),
      customerId: event.about.customerId ?? null,
      applicationId: event.about.applicationId ?? null,
      contractId: event.about.contractId ?? null,
      occurredAt: event.occurredAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  tx.wakes.add(DISPATCH_TOPIC)
  return row.id
}
