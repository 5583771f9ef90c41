import { OWNER } from '../../sandbox/demo/shop.ts'
import type { World } from '../../sandbox/index.ts'
import { lettersTo } from '../../sandbox/mail/mailbox.ts'
import type { Ticket } from '../../sandbox/zendesk/desk.ts'
import { userByEmail } from '../../sandbox/zendesk/desk.ts'

/** The sample shop's rooms by what it sends there, and the staff's own. */
export const rooms = {
  application: 421500011,
  payment: 421500012,
  contract: 421500013,
  general: 421500014,
  staff: 421500015,
} as const

/** What the outside world holds of a person. */
export interface Heard {
  /** お申し込み通知, 決済トラブル対応, 全体のお知らせ. */
  applicationRoom: string[]
  paymentRoom: string[]
  generalRoom: string[]
  /** With the person as requester. */
  tickets: Ticket[]
  /** Plan ids, sorted. */
  lists: string[]
  /** To the person. */
  letters: string[]
  /** Subjects of the mails to the shop's administrators that name the person. */
  administratorsMails: string[]
}

export function heardOf(world: World, email: string): Heard {
  const requester = userByEmail(world.zendesk, email)
  return {
    applicationRoom: messagesIn(world, rooms.application, email),
    paymentRoom: messagesIn(world, rooms.payment, email),
    generalRoom: messagesIn(world, rooms.general, email),
    tickets: world.zendesk.tickets.filter(({ requesterId }) => requesterId === requester?.id),
    lists: world.newsletter.registrations.flatMap(({ mail, planId }) => (mail === email ? planId : [])).sort(),
    letters: lettersTo(world.mailbox, email).map(({ text }) => text ?? ''),
    administratorsMails: lettersTo(world.mailbox, OWNER.email)
      .filter(({ text }) => text?.includes(email))
      .map(({ subject }) => subject),
  }
}

/** The messages of a room that name a person, oldest first. */
export function messagesIn(world: World, room: number, email: string): string[] {
  const messages = world.chatwork.rooms.get(room)?.messages ?? []
  return messages.map(({ body }) => body).filter((body) => body.includes(email))
}

/** How many there are of each, to be waited for; the lists by name. */
export function countHeard(world: World, email: string) {
  const { lists, ...heard } = heardOf(world, email)
  const counts = Object.entries(heard).map(([where, what]): [string, number] => [where, what.length])
  return { ...Object.fromEntries(counts), lists }
}

/** Nobody outside heard of the person. */
export const NOTHING_HEARD = {
  applicationRoom: 0,
  paymentRoom: 0,
  generalRoom: 0,
  tickets: 0,
  lists: [],
  letters: 0,
  administratorsMails: 0,
}
