import type { Connector, ShopFacts } from '../integrations/connector.ts'
import type { Database, Reader, Tx } from '../platform/database.ts'
import type { Doorbell } from '../platform/doorbell.ts'
import type { Http } from '../platform/http-client.ts'
import type { Log } from '../platform/log.ts'
import type { SettingsStore } from '../platform/settings.ts'
import type { Mailer } from '../platform/smtp.ts'

/** Everything that telling news needs, put together in `app.ts`. */
export interface DeliveriesContext {
  db: Database
  doorbell: Doorbell
  settings: SettingsStore
  http: Http
  mailer: Mailer
  log: Log
  /** In the order in which they are asked: the administrators' mail last, because it depends on what the others tell. */
  connectors: readonly Connector[]
  /** Who is told when nothing else worked. */
  lastResort: { connector: Connector; recipients: (settings: Record<string, unknown>) => string[] }
  readShop: (reader: Reader) => Promise<ShopFacts>
  /** Writes one letter to the administrators; the same key is written once. */
  alarm: (tx: Tx, alarm: Alarm) => Promise<void>
}

/** News about the program itself: an integration broke. */
export interface Alarm {
  /** The same alarm is written once. */
  key: string
  subject: string
  body: string
}
