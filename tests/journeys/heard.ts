import { OWNER } from '../../sandbox/demo/shop.ts'
import type { World } from '../../sandbox/index.ts'
import { lettersTo } from '../../sandbox/mail/mailbox.ts'
import { userByEmail } from '../../sandbox/zendesk/desk.ts'
import type { Category, EventType } from '../../src/events/index.ts'
import { dayIn } from '../../src/site/index.ts'
import type { Event, TimeLineEntry } from '../../src/web/api/schemas.ts'
import type { RunningShop } from '../support/running-shop.ts'
import type { Staff } from './staff.ts'

/** The rooms of the four 通知先, as the connected shop has chosen them. */
export const rooms: Record<Category, string> = {
  general: '全体のお知らせ',
  application: 'お申し込み通知',
  payment: '決済トラブル対応',
  contract: '契約・解約',
}

/** Something that arrived in the outside world. */
export interface Arrived {
  /** Unlike anything else's. */
  id: string
  /** The room's name, `mail` (to the administrators), `ticket`, `list <plan>`, or `letter` (to the customer). */
  channel: string
  title: string
  text: string
}

/** What arrived about whoever these words name, by channel, in the order in which each channel got it. */
export function arrivedFor(world: World, words: string): Arrived[] {
  const posts = [...world.chatwork.rooms.values()].flatMap((room) =>
    room.messages.flatMap(({ messageId, body }) =>
      // One post may tell several events, a box for each.
      [...body.matchAll(/\[info\]\[title\](.*?)\[\/title\](.*?)\[\/info\]/gs)].map(
        ([, title = '', text = ''], box) => ({
          ...{ id: `post ${messageId}/${box}`, channel: room.name, title, text },
        }),
      ),
    ),
  )
  const mails = lettersTo(world.mailbox, OWNER.email).map(({ id, subject, text }) => ({
    ...{ id: `letter ${id}`, channel: 'mail', title: subject, text: text ?? '' },
  }))
  const requester = userByEmail(world.zendesk, words)?.id
  const tickets = world.zendesk.tickets
    .filter(({ requesterId }) => requesterId === requester)
    .map(({ id, subject, comment }) => ({
      id: `ticket ${id}`,
      channel: 'ticket',
      title: subject ?? '',
      text: comment.body,
    }))
  const lists = world.newsletter.registrations
    .filter(({ mail }) => mail === words)
    .map(({ planId }, entry) => ({ id: `entry ${entry}`, channel: `list ${planId}`, title: '', text: '' }))
  const letters = lettersTo(world.mailbox, words).map(({ id, subject, text }) => ({
    ...{ id: `letter ${id}`, channel: 'letter', title: subject, text: text ?? '' },
  }))
  const naming = [...posts, ...mails].filter(({ title, text }) => `${title}\n${text}`.includes(words))
  return [...naming, ...tickets, ...lists, ...letters]
}

/** Hears what is told of somebody. */
export interface Ear {
  /**
   * What happened since this was last asked, in its order: each event with its day, what staff read of it and every place
   * that was told (`nobody` for none), and each letter with its subject. What arrived for no reason is named last.
   */
  hears(): Promise<string[]>
}

/** Whom an ear is for: the words that name them outside, and what happened to them, oldest first. */
export interface Subject {
  words: string
  happened(staff: Staff): Promise<Happening[]>
}

type Happening = Extract<TimeLineEntry, { kind: 'event' | 'letter' }>

/** The shop itself: its events belong to no customer and no application. */
export const tellShop: Subject = {
  words: '会員サイト',
  happened: async (staff) =>
    (await staff.events())
      .filter((event) => event.customerId === null && event.applicationId === null)
      .map((event) => ({ kind: 'event', id: `E${event.id}`, event, deliveries: [] })),
}

/** The place where a story happens. */
export interface Place {
  shop: RunningShop
  /** Waits until all that happened is told. */
  told(): Promise<void>
  staff: Staff
}

export function listen({ shop, told, staff }: Place, subject: Subject): Ear {
  const known = new Set<string>()
  return {
    async hears() {
      await told()
      const happened = (await subject.happened(staff)).filter(({ id }) => !known.has(id))
      const arrived = arrivedFor(shop.world, subject.words).filter(({ id }) => !known.has(id))
      const lines = happened.map((each) =>
        each.kind === 'event' ? eventLine(each.event, arrived) : letterLine(each.letter, arrived),
      )
      const unasked = arrived.map(({ channel, title }) => `for no reason: ${channel} ${title}`)
      for (const { id } of [...happened, ...arrivedFor(shop.world, subject.words)]) known.add(id)
      return [...lines, ...unasked]
    },
  }
}

/** What of a message is repeated in a story, by its labels. */
const facts: Partial<Record<EventType, readonly string[]>> = {
  'mail.undeliverable': ['原因'],
  'mail.complaint_reported': ['対象のメール', '報告元'],
  'site.maintenance_started': ['操作した人'],
  'site.maintenance_ended': ['操作した人'],
  'application.completed': ['商品', '種別', 'お支払い'],
  'payment.application_card_failed': ['商品', '種別', '失敗の理由'],
  'payment.renewal_card_failed': ['試行回数', '次回の試行'],
  'payment.card_recovered': ['回復前の状態'],
  'contract.cancellation_reserved': ['操作した人', '解約予定日'],
  'contract.cancellation_withdrawn': ['操作した人'],
  'contract.cancelled': ['解約のきっかけ'],
  'contract.suspended': ['停止の理由'],
  'contract.resumed': ['解除のきっかけ'],
}

/** Takes what arrived of this event out of `arrived`. */
function eventLine(event: Event, arrived: Arrived[]): string {
  const posts = Object.values(rooms).flatMap((room) => {
    // A room gets its events in their order: only the first that it has not told of yet may be this one's.
    const next = arrived.findIndex(({ channel }) => channel === room)
    return arrived[next]?.title === event.summary ? arrived.splice(next, 1) : []
  })
  const others = sentWith(event).flatMap((is) => {
    const found = arrived.findIndex(is)
    return found < 0 ? [] : arrived.splice(found, 1)
  })
  const told = [...posts, ...others]
  const text = told.find(({ channel }) => channel !== 'ticket')?.text ?? ''
  const said = (facts[event.type] ?? []).map((label) => factOf(text, label))
  const why = factOf(text, '理由')
  const where = told.map(({ channel }) => channel).join(' + ') || 'nobody'
  const day = dayIn('Asia/Tokyo', new Date(event.occurredAt))
  return `${[day, event.type, ...said.map((fact) => `(${fact})`)].join(' ')} → ${where}${why && `, for ${why}`}`
}

/** What else may arrive of an event besides the posts. */
function sentWith({ type, summary }: Event): ((arrived: Arrived) => boolean)[] {
  const mail = ({ channel, title }: Arrived) => channel === 'mail' && title === summary
  const list = (everybodys: boolean) => (it: Arrived) =>
    it.channel.startsWith('list') && (it.channel === EVERYBODYS_LIST) === everybodys
  if (type === 'customer.provisionally_registered') return [mail, list(true)]
  if (type === 'application.completed') return [mail, ({ channel }) => channel === 'ticket', list(false)]
  return [mail]
}

const EVERYBODYS_LIST = 'list 101'

/** The value of a line `label: value`; '' where there is none. */
function factOf(text: string, label: string): string {
  return new RegExp(`^${label}\u3000*: (.*)$`, 'm').exec(text)?.[1] ?? ''
}

/** Takes the letter out of `arrived`. */
function letterLine({ subject, state }: { subject: string; state: string }, arrived: Arrived[]): string {
  const found = arrived.findIndex(({ channel, title }) => channel === 'letter' && title === subject)
  if (found >= 0) arrived.splice(found, 1)
  const words = subject.replace(/^【.*?】/, '').replace(/\(A-\w+\)$/, '')
  return `letter: ${words}${found >= 0 ? '' : ` (${state})`}`
}
