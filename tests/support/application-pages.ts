import { Hono } from 'hono'
import { afterAll, beforeAll } from 'vitest'
import { createMemberAccounts, type MemberAccounts } from '../../src/customers/index.ts'
import { applyPages, offerPages } from '../../src/web/apply/index.ts'
import { type Listening, listen } from '../../src/web/server.ts'
import { testDatabase } from './database.ts'
import { openDoors } from './open-doors.ts'
import { type Selling, startSelling } from './selling.ts'
import { createVisitor, type Page, type Visitor } from './visitor.ts'

/** The application pages over real HTTP, and visitors who use them. Made before a file's tests and closed after them. */
export function applicationPages() {
  const database = testDatabase()
  let selling: Selling
  let site: Listening
  let accounts: MemberAccounts
  let visitors = 0
  let address = ''
  beforeAll(async () => {
    selling = await startSelling(database.db, database.url)
    const { secrets, baseUrl } = selling.context
    accounts = createMemberAccounts({ pool: database.pool, secrets, baseUrl })
    const parts = { ...selling.context, ...openDoors, accounts, clientAddress: () => address }
    const app = new Hono().route('/', applyPages(parts)).route('/', offerPages(parts))
    const listening = await listen(app.fetch as never, { host: '127.0.0.1', port: 0 })
    if (listening === 'port_taken') throw new Error(listening)
    site = listening
  })
  afterAll(async () => {
    await site.close()
    await selling.close()
  })
  return {
    database,
    get selling() {
      return selling
    },
    get accounts() {
      return accounts
    },
    get url() {
      return site.url
    },
    /** Where the visitor who came last sits. */
    get address() {
      return address
    },
    /** Somebody new, at an address of their own, and what they type. */
    newVisitor(): { visitor: Visitor; typed: Record<string, string> } {
      visitors++
      address = `198.51.100.${visitors}`
      const email = `visitor${visitors}@customer.example`
      return {
        visitor: createVisitor(site.url),
        typed: { familyName: '山田', givenName: '花子', email, emailAgain: email },
      }
    },
    /** Fills in the form as the page's script does. */
    async confirm(visitor: Visitor, typed: Record<string, string>, cardNumber?: string, slug = 'piano'): Promise<Page> {
      const form = await visitor.open(`/apply/${slug}`)
      const card = { cardToken: await selling.cardToken(cardNumber), cardBrand: 'visa', cardLast4: '4242' }
      return visitor.send(`/apply/${slug}/confirm`, { ...form.fields, ...typed, ...card })
    },
    complete: (visitor: Visitor, page: Page, slug = 'piano') => visitor.send(`/apply/${slug}/complete`, page.fields),
    applicationsOf: (email: string | undefined) =>
      database.db
        .selectFrom('applications')
        .select(['number', 'state'])
        .where('email', '=', email ?? '')
        .orderBy('startedAt')
        .execute(),
    chargeCount: () => selling.sandbox.world.gateway.charges.length,
  }
}
