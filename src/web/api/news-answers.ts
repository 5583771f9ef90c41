import type { ListedDelivery } from '../../deliveries/index.ts'
import type { ListedEvent } from '../../events/index.ts'
import { catalogue, type DomainEvent } from '../../events/index.ts'
import type { ShopFacts } from '../../integrations/connector.ts'
import { newsOf } from '../../integrations/news.ts'
import type { ConnectorName, DeliveryOutcome } from './schemas.ts'
import { connectorLabels, outcomeLabels } from './schemas.ts'
import { actorWords, destinationWords } from './words.ts'

/** An event as time lines show it. */
export function eventAnswer(event: ListedEvent, shop: ShopFacts) {
  const { label, category } = catalogue[event.type]
  const note = 'note' in event.payload ? (event.payload.note ?? null) : null
  return { ...event, label, category, summary: newsOf(event, shop).title, actor: actorWords(event.actor), note }
}

/** A delivery as the 連携ログ shows it. */
export function deliveryAnswer(delivery: ListedDelivery, shop: ShopFacts, roomNames: ReadonlyMap<string, string>) {
  const event = eventOf(delivery)
  return {
    ...delivery,
    event: { ...event, label: catalogue[event.type].label, summary: newsOf(event, shop).title },
    channel: connectorLabels[delivery.connector as ConnectorName],
    destination: destinationWords(delivery.connector, delivery.target, delivery.lane, roomNames),
    outcomeLabel: outcomeLabels[delivery.outcome as DeliveryOutcome],
  }
}

function eventOf(delivery: ListedDelivery): DomainEvent {
  // `append` wrote it after the event's own schema, so the parts belong together.
  return {
    id: delivery.eventId,
    type: delivery.eventType,
    payload: delivery.eventPayload,
    actor: delivery.eventActor,
    occurredAt: delivery.eventOccurredAt,
  } as DomainEvent
}
