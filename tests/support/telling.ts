import { type Sandbox, startSandbox } from '../../sandbox/index.ts'
import { type Alarm, type DeliveriesContext, startDeliveries } from '../../src/deliveries/index.ts'
import { append, type NewEvent } from '../../src/events/index.ts'
import { administratorAddresses, adminMail, adminMailDefinition } from '../../src/integrations/admin-mail/index.ts'
import { type ChatworkSettings, chatwork, chatworkDefinition } from '../../src/integrations/chatwork/index.ts'
import { asConnector, type Connector } from '../../src/integrations/connector.ts'
import { type Database, transact } from '../../src/platform/database.ts'
import { type Doorbell, openDoorbell } from '../../src/platform/doorbell.ts'
import { createHttp } from '../../src/platform/http-client.ts'
import { createLog } from '../../src/platform/log.ts'
import { createSecrets } from '../../src/platform/secrets.ts'
import { createSettingsStore } from '../../src/platform/settings.ts'
import { createSmtp } from '../../src/platform/smtp.ts'

export const SANDBOX_TOKEN = 'sandbox-chatwork-token'
const NOTHING_SET = { host: '', port: 0, security: 'plain', user: '', password: '' } as const

/** The part of the program that tells news, put together as in app.ts but around one database of a test. */
export interface Telling {
  context: DeliveriesContext
  sandbox: Sandbox
  doorbell: Doorbell
  alarms: Alarm[]
  saveChatwork(patch: Partial<ChatworkSettings>): Promise<void>
  tell(event: NewEvent): Promise<number>
  /** Starts the loops; `stop` drains them. */
  start(): void
  close(): Promise<void>
}

/**
 * Chatwork and the administrators' mail against a sandbox, with two administrators. `chatworkBase`: another Chatwork than
 * the sandbox's, on loopback.
 */
export async function startTelling(
  db: Database,
  url: string,
  more: readonly Connector[] = [],
  chatworkBase?: string,
): Promise<Telling> {
  const sandbox = await startSandbox({ port: 0 })
  const log = createLog('silent')
  const doorbell = openDoorbell(url, log)
  const settings = createSettingsStore(createSecrets('test master key of the test, 32+ chars'))
  const smtp = createSmtp()
  const server = { ...NOTHING_SET, ...sandbox.smtp }
  const mail = asConnector(adminMail({ messageIdHost: 'shop.example' }))
  const apiBase = chatworkBase ?? `${sandbox.url}/chatwork/v2`
  const alarms: Alarm[] = []
  const context: DeliveriesContext = {
    db,
    doorbell,
    settings,
    log,
    http: createHttp(new Set([new URL(sandbox.url).host, new URL(apiBase).host])),
    mailer: {
      isConfigured: async () => true,
      send: (letter) => smtp.send(server, { ...letter, from: { name: 'テストの店', address: 'shop@shop.example' } }),
    },
    connectors: [asConnector(chatwork({ apiBase })), ...more, mail],
    lastResort: { connector: mail, recipients: administratorAddresses },
    readShop: async () => ({ shopName: 'テストの店', baseUrl: 'https://shop.example', timeZone: 'Asia/Tokyo' }),
    // As the real one: the same key is written once.
    alarm: async (_tx, alarm) => {
      if (!alarms.some(({ key }) => key === alarm.key)) alarms.push(alarm)
    },
  }
  await transact(db, doorbell, async (tx) => {
    await settings.readForSave(tx, adminMailDefinition)
    await settings.write(tx, adminMailDefinition, { recipients: ['owner@shop.example', 'staff@shop.example'] }, 'test')
  })
  let loops: ReturnType<typeof startDeliveries> = []
  return {
    context,
    sandbox,
    doorbell,
    alarms,
    saveChatwork: (patch) =>
      transact(db, doorbell, async (tx) => {
        const { value } = await settings.readForSave(tx, chatworkDefinition)
        await settings.write(tx, chatworkDefinition, { ...value, ...patch }, 'test')
      }),
    tell: (event) => transact(db, doorbell, (tx) => append(tx, event)),
    start: () => {
      loops = startDeliveries(context)
    },
    close: async () => {
      await Promise.all(loops.map((loop) => loop.drain()))
      await doorbell.close()
      smtp.close()
      await sandbox.close()
    },
  }
}

/** An accepted application, as the business appends it. */
export function applicationCompleted(number = 'A-TEST2345', familyName = '佐藤'): NewEvent {
  return {
    type: 'application.completed',
    actor: { kind: 'visitor' },
    occurredAt: new Date('2026-11-23T05:00:00Z'),
    about: {},
    payload: {
      application: { id: `application-${number}`, number, kind: 'standard', amountYen: 3_980, method: 'card' },
      customer: { id: 'customer-1', familyName, givenName: '花子', email: 'hanako@customer.example' },
      newCustomer: true,
      product: { id: 'product-1', name: 'オンライン講座', kind: 'monthly', priceYen: 3_980 },
      contract: { id: 'contract-1', number: 'C-TEST2345' },
      netshoninPlanId: '201',
    },
  }
}

/** Waits until `read` gives something that passes, at most `seconds`; throws with the last value otherwise. */
export async function until<T>(read: () => T | Promise<T>, passes: (value: T) => boolean, seconds = 10): Promise<T> {
  const end = performance.now() + seconds * 1_000
  for (;;) {
    const value = await read()
    if (passes(value)) return value
    if (performance.now() > end) throw new Error(`waited ${seconds} s, last: ${JSON.stringify(value)?.slice(0, 500)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
