import type { Context } from 'hono'
import type { ContractsContext } from '../../contracts/index.ts'
import type { Category, EventType } from '../../events/index.ts'
import type { ShopFacts } from '../../integrations/connector.ts'
import type { Administration, NetshoninDesk } from '../../integrations/index.ts'
import type { SettleContext } from '../../mail/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Reader, Ringer } from '../../platform/database.ts'
import type { Log } from '../../platform/log.ts'
import type { SettingsStore } from '../../platform/settings.ts'
import type { Mailer } from '../../platform/smtp.ts'
import type { MaintenanceWatch } from '../../site/index.ts'
import type { StaffAuth } from '../../staff/index.ts'

/** A Chatwork room as the chooser shows it. */
export interface ChoosableRoom {
  id: string
  name: string
  iconUrl: string | null
  choosable: boolean
}

/** What the API asks of the integrations. */
export interface Integrations extends Pick<Administration, 'read' | 'save' | 'test'>, NetshoninDesk {
  /** The rooms of the stored token, at most 60 seconds old unless `refresh`. Never throws for what Chatwork does. */
  rooms(refresh: boolean): Promise<{ rooms: ChoosableRoom[]; fetchedAt: Date | null; reason: string | null }>
  /** Every event as Chatwork will show it. */
  preview(): Promise<{ type: EventType; category: Category; body: string; source: 'latest' | 'sample' }[]>
  /** Names of the chosen rooms by id, without asking Chatwork. */
  roomNames(): Promise<ReadonlyMap<string, string>>
}

/** Everything that the API needs, put together in `app.ts`. */
export interface ApiParts {
  db: Database
  doorbell: Ringer
  clock: Clock
  settings: SettingsStore
  maintenance: Pick<MaintenanceWatch, 'look'>
  contracts: ContractsContext
  mailer: Mailer
  integrations: Integrations
  returnedMail: SettleContext
  auth: StaffAuth
  readShop: (reader: Reader) => Promise<ShopFacts>
  /** Public address of the program without a slash at the end. */
  baseUrl: string
  /** The client's own IP address, behind whatever proxies the shop has. */
  clientAddress: (c: Context) => string
  log: Log
}
