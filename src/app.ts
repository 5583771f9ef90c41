import { settleCharges } from './applications/index.ts'
import type { Config } from './config.ts'
import {
  earliestContractDue,
  expectTerm,
  renewContracts,
  settleCardChanges,
  tellOfEndingCards,
  watchTransfers,
} from './contracts/index.ts'
import { createMemberAccounts, importCustomers, letterCustomers } from './customers/index.ts'
import { type DeliveriesContext, noteReturnedNotice, startDeliveries } from './deliveries/index.ts'
import {
  administratorAddresses,
  adminMailDefinition,
  createAdministration,
  createChatworkDesk,
  createConnectors,
  createNetshoninDesk,
} from './integrations/index.ts'
import {
  createAlarm,
  createMailer,
  createSnsCertificates,
  forgetReturned,
  keepMessage,
  keepPost,
  mailReportsDefinition,
  type ProviderSource,
  pollMailbox,
  RETURNED_TOPIC,
  sendLetters,
  understandReturned,
} from './mail/index.ts'
import { earliestPaymentDue, giveBack, watchForLateCharges } from './payments/index.ts'
import { advance, type EarliestDue, nextDue } from './platform/advance.ts'
import { type Clock, openBusinessClock } from './platform/clock.ts'
import { type Database, openDatabase } from './platform/database.ts'
import { type Doorbell, openDoorbell } from './platform/doorbell.ts'
import { type DueWork, type DueWorkLoop, startDueWork } from './platform/due-work.ts'
import { createHttp } from './platform/http-client.ts'
import type { Log } from './platform/log.ts'
import { migrate } from './platform/migrations.ts'
import { createSecrets, type Secrets } from './platform/secrets.ts'
import { createSettingsStore, type SettingsStore } from './platform/settings.ts'
import { createSmtp } from './platform/smtp.ts'
import { readShop, watchMaintenance } from './site/index.ts'
import { createOwner, createStaffAuth, type NewOwner, type OwnerCreation } from './staff/index.ts'
import { createApi, firstStart } from './web/api/index.ts'
import { clientAddress } from './web/client-address.ts'
import { createFaces } from './web/faces.ts'
import type { Fetch } from './web/server.ts'

/** The program, put together by hand: what it is made of, and what it does when asked. */
export interface App {
  db: Database
  settings: SettingsStore
  clock: Clock
  doorbell: Doorbell
  secrets: Secrets
  /** Answers one HTTP request. */
  fetch: Fetch
  /** Starts everything that comes due. */
  startWorker(): void
  /** Makes the first account of the staff, as the command line and the demo do. */
  createOwner(owner: NewOwner): Promise<OwnerCreation>
  /** When something of the business comes due next, in business time; null when nothing waits. */
  nextDue(): Promise<Date | null>
  /** Lets business time pass until `to` (see platform/advance.ts). For the demo and the tests: no face of the program asks. */
  advance(to: Date, signal?: AbortSignal): Promise<void>
  /** Drains the work in flight and closes connections. */
  close(): Promise<void>
}

export interface AppOptions {
  config: Config
  databaseUrl: string
  secretKey: string
  log: Log
  /** How long a charge may take; 20 s unless given. */
  chargeTimeoutMs?: number
}

const MAX_CONNECTIONS = 20

/** Opens the database, migrates it, and builds the program. Nothing runs yet. */
export async function createApp({ config, databaseUrl, secretKey, log, ...patience }: AppOptions): Promise<App> {
  const { db, pool } = openDatabase(databaseUrl, { maxConnections: MAX_CONNECTIONS, applicationName: 'luxliner' })
  await migrate(db)
  const { baseUrl } = config
  const doorbell = openDoorbell(databaseUrl, log)
  const secrets = createSecrets(secretKey)
  const settings = createSettingsStore(secrets)
  let loops: DueWorkLoop[] = []
  /** Those of them whose work comes due by business time. */
  let dated: DueWorkLoop[] = []
  const clock = await openBusinessClock({ db, doorbell, log }, () => {
    for (const loop of dated) loop.look()
  })
  const maintenance = await watchMaintenance({ db, doorbell, log })
  const http = createHttp(config.trustedHosts)
  const smtp = createSmtp()
  const mailer = createMailer(db, settings, smtp, secrets)
  const parts = { db, pool, doorbell, secrets, settings, clock, maintenance, http, mailer, log, baseUrl }
  const floor = { ...parts, ...patience }

  /** What business time must not pass by. */
  const questions: readonly EarliestDue[] = [earliestContractDue(floor), earliestPaymentDue]

  const deliveries = deliveriesContext(floor, config)
  const letters = { ...floor, customers: letterCustomers, alarm: deliveries.alarm }
  const administration = createAdministration(deliveries)
  const desk = createChatworkDesk(deliveries, administration, { apiBase: config.chatworkApiBase, clock })
  const auth = createStaffAuth({ pool, secrets, baseUrl, log })
  const accounts = createMemberAccounts({ pool, secrets, baseUrl })
  const api = createApi({
    ...floor,
    auth,
    clientAddress,
    readShop: deliveries.readShop,
    contracts: floor,
    returnedMail: letters,
    integrations: { ...administration, ...desk, ...createNetshoninDesk(deliveries) },
  })
  const returning = keepsWhatComesBack(db, doorbell)
  const hooks = {
    settings: async () => (await settings.read(db, mailReportsDefinition)).value,
    store: returning.post,
    certificates: createSnsCertificates(http.request),
    request: http.request,
    ...{ clock, log },
  }
  const faces = createFaces({ ...floor, auth, accounts, clientAddress, api, hooks })

  return {
    db,
    settings,
    clock,
    doorbell,
    secrets,
    fetch: faces.fetch as Fetch,
    startWorker() {
      const start = <Row>(work: DueWork<Row>) => startDueWork(work, doorbell, log)
      dated = [start(renewContracts(floor, expectTerm)), start(watchTransfers(floor)), start(tellOfEndingCards(floor))]
      loops = [
        ...dated,
        ...startDeliveries(deliveries),
        start(settleCharges(floor)),
        start(settleCardChanges(floor)),
        start(giveBack(floor)),
        start(watchForLateCharges(floor)),
        start(importCustomers(floor)),
        start(sendLetters(letters)),
        start(pollMailbox({ ...floor, keep: returning.message })),
        start(understandReturned({ ...letters, notices: { noteReturned: noteReturnedNotice } })),
        start(forgetReturned(floor)),
      ]
    },
    createOwner: (owner) => createOwner({ db, doorbell, auth, onCreated: firstStart(settings, null) }, owner, null),
    nextDue: () => nextDue({ db, questions }),
    advance: (to, signal) => advance({ db, doorbell, questions }, to, signal),
    async close() {
      await Promise.all(loops.map((loop) => loop.drain()))
      await Promise.all([clock.stop(), maintenance.stop()])
      await doorbell.close()
      smtp.close()
      await db.destroy()
    },
  }
}

/** Ways in for what comes back: kept first, then looked at. */
function keepsWhatComesBack(db: Database, doorbell: Doorbell) {
  return {
    post: async (source: ProviderSource, key: string, raw: Uint8Array) => {
      if (await keepPost(db, source, key, raw)) doorbell.ring(RETURNED_TOPIC)
    },
    message: async (raw: Uint8Array) => {
      if (await keepMessage(db, 'mailbox', raw)) doorbell.ring(RETURNED_TOPIC)
    },
  }
}

interface Floor extends Pick<DeliveriesContext, 'db' | 'doorbell' | 'settings' | 'http' | 'mailer' | 'log'> {
  baseUrl: string
}

function deliveriesContext(floor: Floor, config: Config): DeliveriesContext {
  const connectors = createConnectors({ ...config, messageIdHost: new URL(floor.baseUrl).hostname })
  const lastResort = connectors.find((connector) => connector.name === 'admin-mail')
  if (!lastResort) throw new Error("the administrators' mail is missing among the connectors")
  const addresses = async (reader: Parameters<typeof readShop>[0]) =>
    administratorAddresses((await floor.settings.read(reader, adminMailDefinition)).value)
  return {
    ...floor,
    connectors,
    lastResort: { connector: lastResort, recipients: administratorAddresses },
    readShop: (reader) => readShop(reader, floor),
    alarm: createAlarm({ baseUrl: floor.baseUrl, addresses }),
  }
}
