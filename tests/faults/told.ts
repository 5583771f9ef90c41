import { sql } from 'kysely'
import { botAccountId } from '../../sandbox/chatwork/accounts.ts'
import { allMessages } from '../../sandbox/chatwork/rooms.ts'
import type { World } from '../../sandbox/index.ts'
import type { Database } from '../../src/platform/database.ts'
import { writtenMessageId } from '../support/message-ids.ts'
import { ADMINISTRATORS } from './furnish.ts'

/** How the news went: what is wrong, in words, and how much went which way. */
export interface Telling {
  complaints: string[]
  byChat: number
  byMail: number
  /** News that chat may or may not have got, so that it was mailed with those words. */
  unknown: number
}

/** One thing to be told, as planned: where it went is looked up outside by its reference. */
interface Planned {
  eventId: number
  type: string
  connector: string
  target: string
  reference: string
  state: string
}

/**
 * Counts, outside, how often each event was told: once by chat, or by mail to each administrator; by both only where the
 * program could not know.
 */
export async function lookWhatWasTold(db: Database, world: World): Promise<Telling> {
  const messages = countMessages(world)
  const mails = countMails(world)
  const telling: Telling = { complaints: [], byChat: 0, byMail: 0, unknown: 0 }
  for (const [event, planned] of await readPlanned(db)) {
    const complain = (what: string) => telling.complaints.push(`event ${event}: ${what}`)
    const chat = planned.filter(({ connector }) => connector === 'chatwork')
    const inChat = chat.reduce((sum, { reference }) => sum + take(messages, reference), 0)
    const mailed = ADMINISTRATORS.map((address) => {
      const posts = planned.filter(({ connector, target }) => connector === 'admin-mail' && target === address)
      if (posts.length > 1) complain(`${posts.length} mails are planned to ${address}`)
      return posts.some(({ reference }) => (mails.get(reference) ?? 0) > 0)
    })
    const states = chat.map(({ state }) => state).join()
    if (inChat > 1) complain(`${inChat} chat messages`)
    if (inChat === 1 && !['delivered', 'unknown'].includes(states)) complain(`in chat, but its delivery is ${states}`)
    if (states === 'delivered' && inChat === 0) complain('delivered, but not in chat')
    if (states === 'delivered' && mailed.some(Boolean)) complain('mailed although chat has it')
    if (states !== 'delivered' && !mailed.every(Boolean)) complain(`not mailed to everybody, chat is ${states}`)
    if (states === 'delivered') telling.byChat++
    else telling.byMail++
    if (states === 'unknown') telling.unknown++
  }
  for (const reference of messages.keys()) telling.complaints.push(`nobody planned message ${reference}`)
  return telling
}

async function readPlanned(db: Database): Promise<Map<string, Planned[]>> {
  const result = await sql<Omit<Planned, 'connector'> & { connector: string | null }>`
    select e.id as event_id, e.type, d.connector, d.target, p.reference, p.state
    from events e left join (deliveries d join posts p on p.id = d.post_id) on d.event_id = e.id
    order by e.id`.execute(db)
  const planned = new Map<string, Planned[]>()
  for (const row of result.rows) {
    const key = `${row.eventId} (${row.type})`
    const of = planned.get(key) ?? []
    if (row.connector !== null) of.push({ ...row, connector: row.connector })
    planned.set(key, of)
  }
  return planned
}

/** How many messages of ours carry each 通知番号. */
function countMessages(world: World): Map<string, number> {
  const ours = allMessages(world.chatwork).filter(({ accountId }) => accountId === botAccountId)
  return count(ours.map(({ body }) => /通知番号: (\w+)/.exec(body)?.[1] ?? body))
}

/** How many mails arrived of each post; the reference stands in their Message-ID. */
function countMails(world: World): Map<string, number> {
  return count(
    world.mailbox.letters.map(({ messageId }) => /^<post-(\w+)@/.exec(writtenMessageId(messageId))?.[1] ?? ''),
  )
}

function count(keys: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Takes a count away: what is left in the end was expected by nobody. */
function take(counts: Map<string, number>, key: string): number {
  const found = counts.get(key) ?? 0
  counts.delete(key)
  return found
}
