import { sql } from 'kysely'
import type { DeliveriesContext } from '../../deliveries/index.ts'
import { type DomainEvent, type EventType, eventTypes } from '../../events/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Administration } from '../administration.ts'
import { createRoomList, previews, type RoomList } from './rooms.ts'
import { chatworkDefinition } from './settings.ts'

/** What the settings screen asks of Chatwork besides saving and testing. */
export interface ChatworkDesk {
  rooms(refresh: boolean): Promise<RoomList>
  preview(): Promise<ReturnType<typeof previews>>
  /** Names of the chosen rooms by id, without asking Chatwork. */
  roomNames(): Promise<ReadonlyMap<string, string>>
}

/** The desk for the stored token; its calls come out of the account's budget. */
export function createChatworkDesk(
  context: DeliveriesContext,
  administration: Administration,
  options: { apiBase: string; clock: Clock },
): ChatworkDesk {
  const list = createRoomList(options.apiBase, () => options.clock.now())
  const connector = context.connectors.find(({ settings }) => settings.name === chatworkDefinition.name)
  if (!connector) throw new Error('Chatwork is not among the connectors')
  return {
    async rooms(refresh) {
      const { value } = await context.settings.read(context.db, chatworkDefinition)
      const tools = await administration.toolsFor(connector, value)
      return list(value, tools.http, refresh)
    },
    async preview() {
      return previews(await latestEvents(context), await context.readShop(context.db), options.clock.now())
    },
    async roomNames() {
      const { value } = await context.settings.read(context.db, chatworkDefinition)
      return new Map(Object.entries(value.roomNames))
    },
  }
}

async function latestEvents(context: DeliveriesContext): Promise<Map<EventType, DomainEvent>> {
  const result = await sql<DomainEvent>`
    select latest.* from unnest(${eventTypes}::text[]) as wanted (type) cross join lateral (
      select id, type, payload, actor, occurred_at from events where events.type = wanted.type order by id desc limit 1
    ) latest`.execute(context.db)
  return new Map(result.rows.map((event) => [event.type, event]))
}
