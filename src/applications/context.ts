import type { GatewayParts } from '../payments/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Doorbell } from '../platform/doorbell.ts'
import type { Log } from '../platform/log.ts'
import type { Secrets } from '../platform/secrets.ts'

/** What taking applications needs, put together in `app.ts`. */
export interface ApplicationsContext extends GatewayParts {
  db: Database
  doorbell: Doorbell
  clock: Clock
  secrets: Secrets
  log: Log
  /** Public address of the program without a slash at the end. */
  baseUrl: string
}
