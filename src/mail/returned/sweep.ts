import { sql } from 'kysely'
import type { Database } from '../../platform/database.ts'
import type { DueWork } from '../../platform/due-work.ts'

/** Reports bring the letters back with them: what customers were written is kept no longer than it is of use. */
const KEPT_DAYS = 90

const SWEPT_TOPIC = 'returned-mail-sweep'

/** Empties what is 90 days old and waits for nobody. Its key and what it said stay: it is still known when it comes again. */
export function forgetReturned({ db }: { db: Database }): DueWork<{ id: number }> {
  return {
    topic: SWEPT_TOPIC,
    concurrency: 50,
    async claim(limit) {
      const emptied = await sql<{ id: number }>`
        update returned_mail set raw = null where id in (
          select r.id from returned_mail r
          where r.raw is not null and r.received_at < now() - ${KEPT_DAYS} * interval '1 day' and r.state = 'read'
            and not exists (select 1 from mail_reports m where m.returned_mail_id = r.id and m.state = 'open')
          order by r.received_at limit ${limit} for update skip locked)
        returning id`.execute(db)
      return emptied.rows
    },
    // The claim has done it: a statement over rows that nobody else wants.
    perform: async () => {},
  }
}
