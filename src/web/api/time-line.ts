import { type ChangeKind, type ListedChange, listChanges } from '../../customers/index.ts'
import { listDeliveries } from '../../deliveries/index.ts'
import { type ListedEvent, listEvents } from '../../events/index.ts'
import { type ListedLetter, listLetters } from '../../mail/index.ts'
import { oneMore } from './answers.ts'
import { letterAnswer } from './letter-answers.ts'
import { deliveryAnswer, eventAnswer } from './news-answers.ts'
import type { ApiParts } from './ports.ts'
import { actorWords } from './words.ts'

const changeLabels: Record<ChangeKind, string> = {
  created: '顧客の登録',
  imported: 'CSVでの登録',
  name: 'お名前の変更',
  kana: 'フリガナの変更',
  email: 'メールアドレスの変更',
  newsletter: 'メルマガの希望の変更',
  link_sent: '本登録の案内メールの送信',
  letters_stopped: 'ご案内メールの停止',
  letters_resumed: 'ご案内メールの停止の解除',
  application_cancelled: '申し込みの取り消し',
  withdrawn: '退会',
}

/** An event may go to a room, a ticket, lists and each administrator: this bound only keeps a defect from filling the page. */
const DELIVERIES_PER_EVENT = 20

type Entry = { at: Date; id: number } & (
  | { kind: 'change'; row: ListedChange }
  | { kind: 'event'; row: ListedEvent }
  | { kind: 'letter'; row: ListedLetter }
)

/** What was written in one transaction has one time: there a change comes before its events, and those before the letter. */
const ranks = { change: 0, event: 1, letter: 2 } as const
const initials = { event: 'E', letter: 'L', change: 'C' } as const

/** A page of all that happened with a customer, newest first: events with whom they were told to, letters, changes. */
export async function readTimeLine(
  parts: ApiParts,
  customerId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const before = readCursor(cursor)
  const all = await readEntries(parts, customerId, before, oneMore(limit))
  const shown = all.slice(0, limit)
  return {
    items: await entryAnswers(parts, shown),
    nextCursor: all.length > limit ? writeCursor(shown, before) : null,
  }
}

async function readEntries({ db }: ApiParts, customerId: string, before: Cursor, limit: number): Promise<Entry[]> {
  const page = (kind: Entry['kind']) => ({ limit, after: before[kind] })
  const [events, letters, changes] = await Promise.all([
    listEvents(db, { customerId }, page('event')),
    listLetters(db, { customerId }, page('letter')),
    listChanges(db, customerId, page('change')),
  ])
  return [
    ...events.map((row): Entry => ({ kind: 'event', id: row.id, at: row.appendedAt, row })),
    ...letters.map((row): Entry => ({ kind: 'letter', id: row.id, at: row.createdAt, row })),
    ...changes.map((row): Entry => ({ kind: 'change', id: row.id, at: row.appendedAt, row })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime() || ranks[b.kind] - ranks[a.kind] || b.id - a.id)
}

async function entryAnswers({ db, readShop, integrations }: ApiParts, shown: readonly Entry[]) {
  const eventIds = shown.flatMap((entry) => (entry.kind === 'event' ? [entry.id] : []))
  const [shop, roomNames, told] = await Promise.all([
    readShop(db),
    integrations.roomNames(),
    listDeliveries(db, { eventIds }, { limit: eventIds.length * DELIVERIES_PER_EVENT }),
  ])
  // Oldest first: in the order in which they were told.
  const deliveriesOf = (id: number) => told.filter(({ eventId }) => eventId === id).toReversed()
  return shown.map((entry) => {
    const id = `${initials[entry.kind]}${entry.id}`
    if (entry.kind === 'letter') return { kind: entry.kind, id, letter: letterAnswer(entry.row) }
    if (entry.kind === 'event') {
      const deliveries = deliveriesOf(entry.id).map((row) => deliveryAnswer(row, shop, roomNames))
      return { kind: entry.kind, id, event: eventAnswer(entry.row, shop), deliveries }
    }
    const { what, actor, ...change } = entry.row
    return { kind: entry.kind, ...change, id, label: changeLabels[what], actor: actorWords(actor) }
  })
}

type Cursor = Partial<Record<Entry['kind'], number>>

/** `E12L34C56`: below which of each kind the page begins; a kind may be missing while none of it was shown. */
function readCursor(cursor = ''): Cursor {
  const of = (kind: Entry['kind']) => {
    const found = new RegExp(`${initials[kind]}(\\d+)`).exec(cursor)?.[1]
    return found === undefined ? {} : { [kind]: Number(found) }
  }
  return { ...of('event'), ...of('letter'), ...of('change') }
}

function writeCursor(shown: readonly Entry[], before: Cursor): string {
  const kinds = ['event', 'letter', 'change'] as const
  return kinds
    .map((kind) => ({ kind, id: shown.findLast((entry) => entry.kind === kind)?.id ?? before[kind] }))
    .map(({ kind, id }) => (id === undefined ? '' : `${initials[kind]}${id}`))
    .join('')
}
