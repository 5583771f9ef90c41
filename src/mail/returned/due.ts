import { Buffer } from 'node:buffer'
import { sql } from 'kysely'
import { type Database, type Tx, transact } from '../../platform/database.ts'
import type { Doorbell } from '../../platform/doorbell.ts'
import type { DueWork } from '../../platform/due-work.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { type CountParts, countReport } from './count.ts'
import { readReturned } from './read.ts'
import type { Report } from './report.ts'
import { RETURNED_TOPIC, type ReturnedSource } from './store.ts'

/** Reading takes milliseconds; a post of thousands of events some seconds. */
const LEASE_MS = 60_000
/** A letter that is being sent is that for two minutes at most. */
const LATER_MS = 2_000
/** What so many processes took and none finished is not read again: it may be what ended them. */
const MOST_CLAIMS = 5

/** What understanding needs. */
export interface ReturnedContext extends CountParts {
  db: Database
  doorbell: Doorbell
  secrets: Secrets
}

/** Something that came back, leased to this process; `attempts` includes this one. */
export interface ClaimedReturned {
  id: number
  source: ReturnedSource
  key: string
  raw: Buffer | null
  attempts: number
  leaseToken: string
}

/** Understands what came back and draws the consequences. A kill in between repeats the reading, never what follows from it. */
export function understandReturned(context: ReturnedContext): DueWork<ClaimedReturned> {
  return {
    topic: RETURNED_TOPIC,
    concurrency: 5,
    claim: (limit) => claimReturned(context.db, limit),
    async perform(returned) {
      const reports = reportsOf(context.secrets, returned)
      const [last, others] = [reports.at(-1), reports.slice(0, -1)]
      let waits = false
      for (const report of others) {
        const counted = await transact(context.db, context.doorbell, (tx) =>
          countReport(tx, context, returned.id, report),
        )
        waits ||= counted === 'later'
      }
      // Nearly everything that comes back is one report: then all of it is one commit.
      await transact(context.db, context.doorbell, async (tx) => {
        const counted = last === undefined ? 'nothing' : await countReport(tx, context, returned.id, last)
        await (waits || counted === 'later' ? putOff(tx, returned) : finish(tx, returned))
      })
    },
  }
}

async function claimReturned(db: Database, limit: number): Promise<ClaimedReturned[]> {
  const claimed = await sql<ClaimedReturned>`
    update returned_mail set attempts = attempts + 1, lease_token = gen_random_uuid(),
      lease_until = now() + ${LEASE_MS} * interval '1 ms'
    where id in (
      select id from returned_mail
      where state = 'received' and due_at <= now() and (lease_until is null or lease_until < now())
      order by due_at, id limit ${limit} for update skip locked)
    returning id, source, key, raw, attempts, lease_token`.execute(db)
  return claimed.rows
}

function reportsOf(secrets: Secrets, { source, key, raw, attempts }: ClaimedReturned): Report[] {
  if (attempts > MOST_CLAIMS) return [unreadable(key)]
  return readReturned(secrets, { source, key, raw: raw ?? Buffer.alloc(0) })
}

/** For a person, who sees its bytes. */
function unreadable(key: string): Report {
  return {
    ...{ key, kind: 'unrecognised', recipient: null, class: null, reason: null, status: null, diagnostic: '' },
    ...{ feedbackType: null, reporter: '', sender: null, subject: null, named: null, remoteId: null },
  }
}

/** Waiting for a letter to be sent is no failed reading. */
async function putOff(tx: Tx, { id, leaseToken }: ClaimedReturned): Promise<void> {
  await sql`update returned_mail set due_at = now() + ${LATER_MS} * interval '1 ms', attempts = 0, lease_token = null,
      lease_until = null where id = ${id} and lease_token = ${leaseToken}`.execute(tx)
}

async function finish(tx: Tx, { id, leaseToken }: ClaimedReturned): Promise<void> {
  await sql`update returned_mail set state = 'read', lease_token = null, lease_until = null
    where id = ${id} and lease_token = ${leaseToken}`.execute(tx)
}
