import { sql } from 'kysely'
import type { DomainEvent } from '../events/index.ts'
import type { Reader } from '../platform/database.ts'

/** A mail to an administrator about an event: the other half of the 送信箱, beside the letters. */
export interface MailNotice {
  /** The post's. */
  id: number
  event: DomainEvent
  toAddress: string
  state: 'queued' | 'blocked' | 'sending' | 'accepted' | 'undeliverable' | 'cancelled'
  /** Why it waits or failed, in words. */
  reason: string | null
  /** Why it stands in for Chatwork, or null. */
  cause: string | null
  attempts: number
  createdAt: Date
  /** The next try, while it waits. */
  dueAt: Date | null
  finishedAt: Date | null
}

/** Posts in the words of letters. */
const STATE = sql`case p.state
  when 'waiting' then case when p.failure = 'blocked' then 'blocked' else 'queued' end
  when 'sending' then 'sending' when 'delivered' then case when p.returned is null then 'accepted' else 'undeliverable' end when 'cancelled' then 'cancelled'
  when 'unsettled' then 'queued' else 'undeliverable' end`

interface Row extends Omit<MailNotice, 'event'> {
  eventId: number
  type: string
  payload: unknown
  actor: unknown
  occurredAt: Date
}

/** At most `limit` notices, newest first, older than the notice `after`. */
export async function listMailNotices(
  reader: Reader,
  { state, id }: { state?: string | undefined; id?: number | undefined },
  page: { limit: number; after?: number | undefined },
): Promise<MailNotice[]> {
  const result = await sql<Row>`
    select p.id, d.target as to_address, ${STATE} as state, coalesce(p.returned, p.reason) as reason, p.cause, p.attempts, p.created_at,
      case when p.state in ('waiting', 'unsettled') then p.due_at end as due_at, p.finished_at,
      e.id as event_id, e.type, e.payload, e.actor, e.occurred_at
    from posts p join deliveries d on d.post_id = p.id join events e on e.id = d.event_id
    where p.connector = 'admin-mail'
      and ${id === undefined ? sql`true` : sql`p.id = ${id}`}
      and ${state === undefined ? sql`true` : sql`${STATE} = ${state}`}
      and ${page.after === undefined ? sql`true` : sql`p.id < ${page.after}`}
    order by p.id desc limit ${page.limit}`.execute(reader)
  return result.rows.map(({ eventId, type, payload, actor, occurredAt, ...notice }) => ({
    ...notice,
    // `append` wrote it after the event's own schema, so the parts belong together.
    event: { id: eventId, type, payload, actor, occurredAt } as DomainEvent,
  }))
}
