import { afterAll, beforeAll } from 'vitest'
import { publishableKey, secretKey } from '../../sandbox/gateway/charges.ts'
import { type Sandbox, startSandbox } from '../../sandbox/index.ts'
import {
  type Application,
  type ApplicationsContext,
  newSubmissionKey,
  type PayBy,
  type Submission,
  submit,
} from '../../src/applications/index.ts'
import type { Applicant } from '../../src/customers/index.ts'
import { type PaymentsSettings, paymentsDefinition } from '../../src/payments/index.ts'
import { type Database, transact } from '../../src/platform/database.ts'
import { openDoorbell } from '../../src/platform/doorbell.ts'
import { createHttp } from '../../src/platform/http-client.ts'
import { createLog } from '../../src/platform/log.ts'
import { createSecrets } from '../../src/platform/secrets.ts'
import { createSettingsStore } from '../../src/platform/settings.ts'
import { createProduct, type Product, type ProductInput, productSchema } from '../../src/products/index.ts'
import { siteDefinition } from '../../src/site/index.ts'
import type { TestDatabase } from './database.ts'

/** The part of the program that sells, put together as in app.ts but around one database of a test. */
export interface Selling {
  context: ApplicationsContext
  sandbox: Sandbox
  /** A clock that stands still until a test moves it. */
  clock: { now(): Date; set(instant: string): void }
  product: Product
  addProduct(fields: Partial<ProductInput>): Promise<Product>
  setGateway(settings: Partial<PaymentsSettings>): Promise<void>
  /** Submits the product, as it is, by somebody of whom nobody has heard; the change is of the submission. */
  sell(product: Product, change?: Partial<Submission>): Promise<Application>
  /** A token of a test card, as the browser gets it. */
  cardToken(number?: string): Promise<string>
  /** The same as a way to pay. */
  byCard(number?: string): Promise<PayBy>
  /** A submission of `product` by somebody of whom nobody has heard. */
  submission(change?: Partial<Submission>): Promise<Submission>
  /** The types of all events so far that concern this application's mail address, in order. */
  eventsOf(email: string): Promise<string[]>
  close(): Promise<void>
}

/** A selling shop for the whole test file, opened before its tests and closed after them. */
export function sellingShop(database: TestDatabase): Selling {
  const shop = {} as Selling
  beforeAll(async () => {
    Object.assign(shop, await startSelling(database.db, database.url))
  })
  afterAll(() => shop.close())
  return shop
}

export const CARD = '4242424242424242'
export const BANK_ACCOUNT = 'みどり銀行 本店 普通 1234567\nコモレビオンガクキヨウシツ'
const START = '2026-11-23T05:00:00Z'

/** A shop with one monthly product that charges through the sandbox's gateway and waits 400 ms for its answer. */
export async function startSelling(db: Database, url: string): Promise<Selling> {
  const sandbox = await startSandbox({ port: 0 })
  const log = createLog('silent')
  const doorbell = openDoorbell(url, log)
  const secrets = createSecrets('test master key of the test, 32+ chars')
  const settings = createSettingsStore(secrets)
  let now = new Date(START)
  const clock = {
    now: () => now,
    set: (instant: string) => {
      now = new Date(instant)
    },
  }
  const http = createHttp(new Set([new URL(sandbox.url).host]))
  const baseUrl = 'http://shop.example'
  const context = { db, doorbell, clock, secrets, settings, http, log, baseUrl, chargeTimeoutMs: 400 }

  const setGateway = (change: Partial<PaymentsSettings>) =>
    transact(db, doorbell, async (tx) => {
      const value: PaymentsSettings = {
        ...paymentsDefinition.defaults,
        bankAccount: BANK_ACCOUNT,
        gateway: 'tokenpay',
        apiBase: `${sandbox.url}/gateway`,
        publishableKey,
        secretKey,
        ...change,
      }
      await settings.readForSave(tx, paymentsDefinition)
      await settings.write(tx, paymentsDefinition, value, 'test')
    })
  await setGateway({})
  await transact(db, doorbell, async (tx) => {
    await settings.readForSave(tx, siteDefinition)
    const site = {
      ...siteDefinition.defaults,
      shopName: 'こもれび音楽教室',
      timeZone: 'Asia/Tokyo',
      contactEmail: 'help@shop.example',
      legalUrl: '',
    }
    await settings.write(tx, siteDefinition, site, 'test')
  })
  const addProduct = async (fields: Partial<ProductInput>): Promise<Product> => {
    const result = await createProduct(db, productSchema.parse({ ...MONTHLY, ...fields }), clock.now())
    if (result.refused) throw new Error(result.message)
    return result.product
  }
  const product = await addProduct({})
  const cardToken = (number = CARD) => tokenise(sandbox.url, number)
  let visitors = 0
  const submission = async (change: Partial<Submission> = {}): Promise<Submission> => {
    visitors++
    return {
      key: newSubmissionKey(),
      productId: product.id,
      confirmed: { name: product.name, kind: product.kind, priceYen: product.priceYen },
      applicant: applicantNamed(`hanako${visitors}@customer.example`),
      customerId: null,
      answers: [],
      newsletter: false,
      payBy: { method: 'card', cardToken: await cardToken() },
      clientAddress: `192.0.2.${visitors}`,
      ...change,
    }
  }
  return {
    context,
    sandbox,
    clock,
    product,
    addProduct,
    setGateway,
    cardToken,
    byCard: async (number) => ({ method: 'card', cardToken: await cardToken(number) }),
    submission,
    async sell(sold, change = {}) {
      const confirmed = { name: sold.name, kind: sold.kind, priceYen: sold.priceYen }
      const result = await submit(context, await submission({ productId: sold.id, confirmed, ...change }))
      if (result.kind !== 'completed') throw new Error(JSON.stringify(result))
      return result.application
    },
    async eventsOf(email) {
      const rows = await db.selectFrom('events').select(['type', 'payload']).orderBy('id').execute()
      return rows.filter((row) => JSON.stringify(row.payload).includes(email)).map((row) => row.type)
    },
    async close() {
      await doorbell.close()
      await sandbox.close()
    },
  }
}

const MONTHLY: ProductInput = {
  name: 'ピアノ・オンラインレッスン',
  slug: 'piano',
  kind: 'monthly',
  priceYen: 3_980,
  description: '月4回のオンラインレッスンです。',
  state: 'published',
  netshoninPlanId: '201',
}

/** 山田 花子 at this address. */
export function applicantNamed(email: string, names = { familyName: '山田', givenName: '花子' }): Applicant {
  return { ...names, familyKana: '', givenKana: '', email }
}

async function tokenise(sandboxUrl: string, number: string): Promise<string> {
  const card = { number, exp_month: 12, exp_year: 2040, cvc: '123' }
  const response = await fetch(`${sandboxUrl}/gateway/v1/tokens`, {
    method: 'POST',
    body: JSON.stringify({ publishable_key: publishableKey, card }),
  })
  if (!response.ok) throw new Error(`no token for ${number}: ${await response.text()}`)
  return ((await response.json()) as { token: string }).token
}
