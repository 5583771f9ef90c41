import type { LetterParts } from '../mail/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Ringer } from '../platform/database.ts'

/** What changing customers needs, put together in `app.ts`. */
export interface CustomersContext extends LetterParts {
  db: Database
  doorbell: Ringer
  clock: Clock
}
