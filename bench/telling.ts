import { type DeliveriesContext, startDeliveries } from '../src/deliveries/index.ts'
import { append, type NewEvent } from '../src/events/index.ts'
import { asConnector, type Connector } from '../src/integrations/connector.ts'
import type { Tx } from '../src/platform/database.ts'
import { type Doorbell, openDoorbell } from '../src/platform/doorbell.ts'
import { createHttp } from '../src/platform/http-client.ts'
import { newId, newNumber } from '../src/platform/ids.ts'
import { createLog } from '../src/platform/log.ts'
import { createSecrets, type Secrets } from '../src/platform/secrets.ts'
import { createSettingsStore } from '../src/platform/settings.ts'
import type { Cleanup } from './cleanup.ts'
import { benchConnector } from './connector.ts'
import type { BenchDatabase } from './database.ts'

/** The part of the program that tells news, put together as in app.ts, with connectors of the bench's choice. */
export interface Telling {
  context: DeliveriesContext
  secrets: Secrets
  doorbell: Doorbell
  start(): void
  /** Finishes what is in flight and ends the loops. */
  stop(): Promise<void>
}

export interface TellingOptions {
  /** Asked in this order; the last one is the last resort. */
  connectors: readonly [...Connector[], Connector]
  /** Hosts on loopback that are called. */
  trusted: readonly string[]
  lastResort?: DeliveriesContext['lastResort']
  mailer?: DeliveriesContext['mailer']
}

export const MASTER_KEY = 'master key of the bench, 32+ characters'

/** Told nothing: what the bench measures does not write mail unless it says so. */
const noMailer: DeliveriesContext['mailer'] = {
  isConfigured: async () => false,
  send: async () => ({ kind: 'not_configured' }),
}

/** Puts the telling of one database together; `start` starts it. */
export function openTelling({ url, db }: BenchDatabase, cleanup: Cleanup, options: TellingOptions): Telling {
  const log = createLog('error')
  const doorbell = openDoorbell(url, log)
  const secrets = createSecrets(MASTER_KEY)
  const last = options.connectors[options.connectors.length - 1] as Connector
  const context: DeliveriesContext = {
    db,
    doorbell,
    settings: createSettingsStore(secrets),
    log,
    http: createHttp(new Set(options.trusted.map((address) => new URL(address).host))),
    mailer: options.mailer ?? noMailer,
    connectors: options.connectors,
    lastResort: options.lastResort ?? { connector: last, recipients: () => [] },
    readShop: async () => ({ shopName: '計測の店', baseUrl: 'https://shop.example', timeZone: 'Asia/Tokyo' }),
    alarm: async (_tx, alarm) => log.error({ alarm }, 'an integration broke while it was measured'),
  }
  let loops: ReturnType<typeof startDeliveries> = []
  const stop = cleanup.defer(async () => {
    await Promise.all(loops.map((loop) => loop.drain()))
    await doorbell.close()
  })
  return {
    context,
    secrets,
    doorbell,
    start: () => {
      loops = startDeliveries(context)
    },
    stop,
  }
}

/** The telling with the bench's own connector alone, which posts to `receiverUrl`. */
export function openBareTelling(database: BenchDatabase, cleanup: Cleanup, receiverUrl: string): Telling {
  const connector = asConnector(benchConnector(receiverUrl))
  return openTelling(database, cleanup, { connectors: [connector], trusted: [receiverUrl] })
}

/** One accepted application as the business writes it: a customer's row, and the event in the same transaction. */
export async function acceptApplication(tx: Tx, at: Date): Promise<number> {
  const customer = { id: newId(), familyName: '佐藤', givenName: '花子' }
  const email = `${customer.id}@customer.example`
  await tx
    .insertInto('customers')
    .values({ ...customer, email, emailKey: email, createdAt: at })
    .execute()
  return append(tx, applicationCompleted({ ...customer, email }, at))
}

function applicationCompleted(
  customer: { id: string; familyName: string; givenName: string; email: string },
  at: Date,
): NewEvent {
  return {
    type: 'application.completed',
    actor: { kind: 'visitor' },
    occurredAt: at,
    about: { customerId: customer.id },
    payload: {
      application: { id: newId(), number: newNumber('A'), kind: 'standard', amountYen: 3_980, method: 'card' },
      customer,
      newCustomer: true,
      product: { id: newId(), name: 'オンライン講座', kind: 'monthly', priceYen: 3_980 },
      contract: { id: newId(), number: newNumber('C') },
      netshoninPlanId: null,
    },
  }
}
