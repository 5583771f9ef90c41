import {
  type Category,
  categoryOf,
  type DomainEvent,
  type EventType,
  eventTypes,
  sampleEvent,
} from '../../events/index.ts'
import type { Http } from '../../platform/http-client.ts'
import type { ShopFacts } from '../connector.ts'
import { isChoosable } from './checks.ts'
import { chatworkClient, type Room } from './client.ts'
import { messageOf } from './messages.ts'
import type { ChatworkSettings } from './settings.ts'

const KEEP_MS = 60_000

/** The rooms of the token's account as the chooser shows them. */
export interface RoomList {
  rooms: (Room & { choosable: boolean })[]
  fetchedAt: Date | null
  /** Why the list could not be fetched, for staff. */
  reason: string | null
}

/** A room list that asks Chatwork at most once a minute: the calls belong to the news. */
export function createRoomList(apiBase: string, now: () => Date) {
  const lists = new Map<string, { list: RoomList; at: number }>()
  return async (settings: ChatworkSettings, http: Http, refresh: boolean): Promise<RoomList> => {
    if (settings.apiToken === '')
      return { rooms: [], fetchedAt: null, reason: 'APIトークンを保存すると、ルームを選べます。' }
    const kept = lists.get(settings.apiToken)
    if (kept && !refresh && now().getTime() - kept.at < KEEP_MS) return kept.list
    const answer = await chatworkClient(http, apiBase, settings.apiToken).rooms()
    if (answer.kind !== 'ok') {
      const reason =
        answer.kind === 'bad_token' ? 'APIトークンが無効です。' : 'Chatworkからルームの一覧を取得できませんでした。'
      return { rooms: kept?.list.rooms ?? [], fetchedAt: kept?.list.fetchedAt ?? null, reason }
    }
    const rooms = answer.value
      .map((room) => ({ ...room, choosable: isChoosable(room) }))
      .sort((a, b) => a.name.localeCompare(b.name, 'ja'))
    const list = { rooms, fetchedAt: now(), reason: null }
    lists.clear()
    lists.set(settings.apiToken, { list, at: now().getTime() })
    return list
  }
}

/** Every event as Chatwork will show it: of the latest real one, or of an invented one before it ever happened. */
export function previews(latest: ReadonlyMap<EventType, DomainEvent>, shop: ShopFacts, now: Date) {
  return eventTypes.map((type): { type: EventType; category: Category; body: string; source: 'latest' | 'sample' } => {
    const real = latest.get(type)
    const event = real ?? sampleEvent(type, now)
    return {
      type,
      category: categoryOf(type),
      body: messageOf([event], shop, 'XXXXXXXXXX'),
      source: real ? 'latest' : 'sample',
    }
  })
}
