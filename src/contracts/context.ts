import { type GatewayParts, paymentsDefinition } from '../payments/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Reader } from '../platform/database.ts'
import type { Doorbell } from '../platform/doorbell.ts'
import type { Log } from '../platform/log.ts'
import type { Secrets } from '../platform/secrets.ts'
import { siteDefinition } from '../site/index.ts'
import type { Schedule } from './due-on.ts'

/** What running contracts needs, put together in `app.ts`. */
export interface ContractsContext extends GatewayParts {
  db: Database
  doorbell: Doorbell
  clock: Clock
  secrets: Secrets
  log: Log
  /** Public address of the program without a slash at the end. */
  baseUrl: string
}

/** The shop's schedule as saved. */
export async function readSchedule(
  reader: Reader,
  { settings }: Pick<ContractsContext, 'settings'>,
): Promise<Schedule> {
  const { timeZone } = (await settings.read(reader, siteDefinition)).value
  const { chargeHour, retryDays } = (await settings.read(reader, paymentsDefinition)).value
  return { timeZone, chargeHour, retryDays }
}
