import type { Reader } from '../platform/database.ts'
import type { Doorbell } from '../platform/doorbell.ts'
import type { Log } from '../platform/log.ts'
import { startWatch } from '../platform/watch.ts'

/** The doorbell topic of メンテナンスモード. */
export const MAINTENANCE_TOPIC = 'maintenance'

/** メンテナンスモード: while it is on, the shop's public pages and 会員ページ are closed to everybody but staff. */
export interface Maintenance {
  on: boolean
  /** What visitors read; '' is the usual text. */
  message: string
  /** In business time; null when nobody said. */
  resumesAt: Date | null
  /** The last switch, in business time, and whose it was; null before the first. */
  switchedAt: Date | null
  switchedBy: string | null
}

/** Whether it is on, as this process knows it. */
export interface MaintenanceWatch {
  /** At most half a second old while the database answers; asked for each page, so without a query. */
  current(): Maintenance
  /** Looks now: whoever switched it in this process finds it so on the next page. */
  look(): Promise<void>
  stop(): Promise<void>
}

/** Reads it as it stands in the database. */
export function readMaintenance(reader: Reader): Promise<Maintenance> {
  return selectMaintenance(reader).executeTakeFirstOrThrow()
}

/** The query behind it, for one who will lock the row. */
export function selectMaintenance(reader: Reader) {
  return reader.selectFrom('maintenance').select(['isOn as on', 'message', 'resumesAt', 'switchedAt', 'switchedBy'])
}

/** Keeps it at hand, so that no page has to ask for it. */
export async function watchMaintenance(parts: { db: Reader; doorbell: Doorbell; log: Log }): Promise<MaintenanceWatch> {
  let current = await readMaintenance(parts.db)
  const look = async () => {
    current = await readMaintenance(parts.db)
  }
  const watch = startWatch(MAINTENANCE_TOPIC, look, parts)
  return { current: () => current, look: watch.look, stop: watch.stop }
}
