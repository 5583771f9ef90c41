import { tmpdir } from 'node:os'
import { sql } from 'kysely'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { type App, createApp } from '../../../src/app.ts'
import { readConfig } from '../../../src/config.ts'
import { paymentsDefinition } from '../../../src/payments/index.ts'
import { transact } from '../../../src/platform/database.ts'
import { createLog } from '../../../src/platform/log.ts'
import { createProduct, productSchema, updateProduct } from '../../../src/products/index.ts'
import { listen } from '../../../src/web/server.ts'
import { environment, furnish } from '../../faults/furnish.ts'
import { again, hurry } from '../../faults/passing-time.ts'
import { signIn } from '../../support/api-server.ts'
import { createTestDatabase } from '../../support/database.ts'
import { freePort } from '../../support/free-port.ts'
import { type Staff, staffOf } from '../staff.ts'
import { fateOf } from './fates.ts'
import { type LedgerGateway, startLedgerGateway } from './ledger-gateway.ts'
import { isOfferPrice, WARES, type Ware } from './offering.ts'

const OWNER = { name: '店主 太郎', email: 'owner@shop.example', password: 'a year of a small shop' }
/** Shorter than the program's 20 s, so that a gateway that hangs does not hold the year up. */
const CHARGE_TIMEOUT_MS = 300
/** Calls left, of 300. */
const LOW_BUDGET = 100
/** How often what is put off for minutes is made due. */
const TICK_MS = 40

/** The whole program in this process, its outside world, and a gateway with books of its own. */
export interface YearShop {
  readonly app: App
  readonly url: string
  readonly sandbox: Sandbox
  readonly gateway: LedgerGateway
  /** Asks the API as the owner's browser does; throws when refused. */
  readonly staff: Staff['ask']
  /** Ids by slug. */
  readonly products: ReadonlyMap<string, string>
  close(): Promise<void>
}

export async function openYearShop(seed: number): Promise<YearShop> {
  const [sandbox, database, port] = await Promise.all([startSandbox({ port: 0 }), createTestDatabase(), freePort()])
  const url = `http://127.0.0.1:${port}`
  let now = () => new Date()
  const gateway = await startLedgerGateway({
    fateOf: (card, amountYen, nth) => fateOf(seed, card, amountYen, nth, isOfferPrice(amountYen)),
    now: () => now(),
  })
  // 通知メールの停止 is on: each piece of news has exactly one way.
  await furnish(database.db, sandbox, { quietMail: true })
  const hosts = [sandbox.url, gateway.url].map((address) => new URL(address).host).join()
  const env = environment(sandbox, { DATABASE_URL: database.url, PORT: String(port), LOG_LEVEL: 'fatal' })
  const read = readConfig({ ...env, LUXLINER_DATA_DIR: tmpdir(), LUXLINER_TRUSTED_HOSTS: hosts })
  if ('faults' in read) throw new Error(read.faults.join('\n'))
  const { config } = read
  const secretKey = config.secretKey ?? ''
  const log = createLog(config.logLevel)
  const app = await createApp({ config, databaseUrl: database.url, secretKey, log, chargeTimeoutMs: CHARGE_TIMEOUT_MS })
  now = () => app.clock.now()
  await chargeAt(app, gateway)
  const products = await stock(app)
  await app.createOwner(OWNER)
  const site = await listen(app.fetch, config)
  if (site === 'port_taken') throw new Error(site)
  app.startWorker()
  const staff = staffOf(await signIn(url, OWNER)).ask
  const pace = hurry({ db: app.db, deadBefore: () => new Date(0) })
  const patience = hurryCharges(app, gateway)
  return {
    ...{ app, url, sandbox, gateway, staff, products },
    async close() {
      await Promise.all([pace.stop(), patience.stop()])
      await site.close()
      await app.close()
      await Promise.all([gateway.close(), sandbox.close()])
      await database.drop()
    },
  }
}

async function chargeAt({ db, doorbell, settings }: App, gateway: LedgerGateway): Promise<void> {
  await transact(db, doorbell, async (tx) => {
    const { value } = await settings.readForSave(tx, paymentsDefinition)
    await settings.write(tx, paymentsDefinition, { ...value, apiBase: gateway.url }, 'test')
  })
}

/** Puts the wares on sale; the lists of the newsletter are those of the sandbox. */
async function stock({ db, clock }: App): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const ware of WARES) {
    const made = await createProduct(db, productSchema.parse(fieldsOf(ware)), clock.now())
    if (made.refused) throw new Error(made.message)
    ids.set(ware.slug, made.product.id)
  }
  for (const { slug, offers } of WARES) {
    const [id, offerProductId] = [ids.get(slug), offers === undefined ? undefined : ids.get(offers)]
    if (id && offerProductId)
      await updateProduct(db, id, { offerProductId, offerText: 'ご一緒にいかがですか。' }, clock.now())
  }
  return ids
}

function fieldsOf({ slug, kind, priceYen, card, transfer, planId }: Ware) {
  const paying = { cardAccepted: card, transferAccepted: transfer }
  return {
    name: slug,
    slug: `year-${slug}`,
    kind,
    priceYen,
    ...paying,
    state: 'published',
    netshoninPlanId: planId ?? null,
  }
}

/** What the gateway left without a proper answer is looked up at once, and what it does not know of by then it never will. */
function hurryCharges({ db }: App, { troubled }: LedgerGateway): { stop(): Promise<void> } {
  return again(TICK_MS, async () => {
    // The year's news would use the chat budget of an hour; in a year each five minutes have their own.
    await sql`update budgets set resets_at = now() where resets_at > now() and remaining < ${LOW_BUDGET}`.execute(db)
    await sql`update refunds set due_at = now() where state = 'started' and due_at > now() and lease_until is null`.execute(
      db,
    )
    if (troubled.size === 0) return
    await sql`update payments set settle_due_at = now(), sent_at = sent_at - interval '1 hour' where id in (
      select id from payments where state = 'unknown' and lease_until is null and settle_due_at > now()
        and order_id = any(${[...troubled]}) for update skip locked)`.execute(db)
  })
}
