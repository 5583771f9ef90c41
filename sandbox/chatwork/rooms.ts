import { accounts, viewerAccountId } from './accounts.ts'
import { createLimits, type Limits } from './limits.ts'
import { chatter, roomPlans } from './seeds.ts'

export type RoomType = 'my' | 'direct' | 'group'
export type RoomRole = 'admin' | 'member' | 'readonly'

export type Message = {
  /** Digits beyond 2^53, as the real service sends them: always a string. */
  messageId: string
  roomId: number
  accountId: number
  body: string
  /** Unix seconds. */
  sendTime: number
}

export type Room = {
  roomId: number
  name: string
  type: RoomType
  description: string
  icon: { glyph: string; colour: string }
  /** Role of each account in the room; who is not listed is not in it. */
  roles: Map<number, RoomRole>
  messages: Message[]
  /** How many messages each account has already fetched, for GET messages without `force`. */
  fetched: Map<number, number>
  /** How many messages each account has read. */
  read: Map<number, number>
}

export type Chatwork = { rooms: Map<number, Room>; limits: Limits; lastMessageId: bigint }

/** Chatwork's own sample is 1928374655918273645: a number that JavaScript cannot hold. */
const firstMessageId = 1928374655918273645n

export function createChatwork(): Chatwork {
  const chatwork: Chatwork = { rooms: new Map(), limits: createLimits(), lastMessageId: firstMessageId }
  for (const plan of roomPlans) {
    const roles = new Map<number, RoomRole>(plan.roles)
    chatwork.rooms.set(plan.roomId, { ...plan, roles, messages: [], fetched: new Map(), read: new Map() })
  }
  const now = Date.now()
  for (const line of chatter) {
    const room = chatwork.rooms.get(line.roomId)
    if (room) addMessage(chatwork, room, line.accountId, line.body, now - line.minutesAgo * 60_000)
  }
  for (const room of chatwork.rooms.values()) for (const { accountId } of accounts) markRead(room, accountId)
  return chatwork
}

/** Appends a message at `at` (milliseconds); its author has read everything up to it. */
export function addMessage(chatwork: Chatwork, room: Room, accountId: number, body: string, at: number): Message {
  // Steps of uneven size: callers must not believe that ids are consecutive.
  chatwork.lastMessageId += BigInt(1 + ((at + room.messages.length) % 97))
  const messageId = String(chatwork.lastMessageId)
  const message: Message = { messageId, roomId: room.roomId, accountId, body, sendTime: Math.floor(at / 1000) }
  room.messages.push(message)
  markRead(room, accountId)
  return message
}

export function markRead(room: Room, accountId: number): void {
  room.read.set(accountId, room.messages.length)
}

export function unreadCount(room: Room, accountId: number): number {
  return room.messages.length - (room.read.get(accountId) ?? 0)
}

/** The rooms an account sees, the one with the newest message first. */
export function roomsOf(chatwork: Chatwork, accountId: number): Room[] {
  const rooms = [...chatwork.rooms.values()].filter((room) => room.roles.has(accountId))
  return rooms.sort((a, b) => lastUpdate(b) - lastUpdate(a))
}

/** Unix seconds of the newest message; 0 for a room nobody has written in. */
export function lastUpdate(room: Room): number {
  return room.messages.at(-1)?.sendTime ?? 0
}

/** Every message of every room in the order they came. */
export function allMessages(chatwork: Chatwork): Message[] {
  const messages = [...chatwork.rooms.values()].flatMap((room) => room.messages)
  // Ids all have 19 digits, so their text sorts as the numbers do.
  return messages.sort((a, b) => (a.messageId < b.messageId ? -1 : 1))
}

/** Unread messages of the person who looks at the chat page, over all rooms. */
export function viewerUnread(chatwork: Chatwork): number {
  return roomsOf(chatwork, viewerAccountId).reduce((sum, room) => sum + unreadCount(room, viewerAccountId), 0)
}
