import { createHmac } from 'node:crypto'
import { Hono } from 'hono'
import { afterAll, beforeAll } from 'vitest'
import type { Submission } from '../../src/applications/index.ts'
import { createMemberAccounts } from '../../src/customers/index.ts'
import { newId, newToken } from '../../src/platform/ids.ts'
import type { Product } from '../../src/products/index.ts'
import { mypagePages } from '../../src/web/mypage/index.ts'
import { type Listening, listen } from '../../src/web/server.ts'
import { testDatabase } from './database.ts'
import { openDoors } from './open-doors.ts'
import { type Selling, startSelling } from './selling.ts'
import { type Subscriber, subscribe, subscribeByTransfer } from './subscribers.ts'
import { createVisitor, type Page, type Visitor } from './visitor.ts'

/** A customer with a contract, logged in. */
export type Member = Subscriber & { visitor: Visitor }

/** A customer who bought something, logged in. */
export interface Buyer {
  applicationId: string
  customerId: string
  visitor: Visitor
}

const DAY_MS = 86_400_000

/** 会員ページ over real HTTP, and members who use it. Made before a file's tests and closed after them. */
export function memberPages() {
  const database = testDatabase()
  let selling: Selling
  let site: Listening
  let visitors = 0
  beforeAll(async () => {
    selling = await startSelling(database.db, database.url)
    const { secrets, baseUrl } = selling.context
    const accounts = createMemberAccounts({ pool: database.pool, secrets, baseUrl })
    // Each from an address of its own: how many cards one may try is not what is tried here.
    const parts = { ...selling.context, ...openDoors, accounts, clientAddress: () => `198.51.100.${visitors++ % 250}` }
    const listening = await listen(new Hono().route('/', mypagePages(parts)).fetch as never, {
      host: '127.0.0.1',
      port: 0,
    })
    if (listening === 'port_taken') throw new Error(listening)
    site = listening
  })
  afterAll(async () => {
    await site.close()
    await selling.close()
  })

  /** What 本登録 and a login leave, without the hashing of a password (0.1 s each); `mypage.test.ts` goes the real way. */
  async function logIn(customerId: string): Promise<Visitor> {
    const [userId, token, now] = [newId(), newToken(), new Date()]
    const times = { createdAt: now, updatedAt: now }
    const { db } = database
    await db
      .insertInto('memberUser')
      .values({ id: userId, name: '', email: `${customerId}@customer.invalid`, emailVerified: true, ...times })
      .execute()
    const expiresAt = new Date(now.getTime() + DAY_MS)
    await db
      .insertInto('memberSession')
      .values({ id: newId(), userId, token, expiresAt, ...times })
      .execute()
    await db
      .updateTable('customers')
      .set({ state: 'registered', memberUserId: userId })
      .where('id', '=', customerId)
      .execute()
    const visitor = createVisitor(site.url)
    const signature = createHmac('sha256', selling.context.secrets.derive('member-auth')).update(token).digest('base64')
    visitor.cookies.set('luxliner-member.session_token', encodeURIComponent(`${token}.${signature}`))
    return visitor
  }

  return {
    database,
    get selling() {
      return selling
    },
    logIn,
    /** Somebody new who pays monthly with this card, or by transfer; logged in. */
    async member(card?: string | 'by transfer'): Promise<Member> {
      const subscriber = await (card === 'by transfer' ? subscribeByTransfer(selling) : subscribe(selling, card))
      return { ...subscriber, visitor: await logIn(subscriber.customerId) }
    },
    /** Somebody new who bought this product, logged in; the change is of the submission. */
    async buyer(product: Product, change: Partial<Submission> = {}): Promise<Buyer> {
      const { id } = await selling.sell(product, change)
      const { customerId } = await database.db
        .selectFrom('applications')
        .select('customerId')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      if (customerId === null) throw new Error(`application ${id} has no customer`)
      return { applicationId: id, customerId, visitor: await logIn(customerId) }
    },
    stranger: () => createVisitor(site.url),
  }
}

/** What a page says, as it is read: without tags, those of words leaving no blank. */
export function wordsOf({ html }: Pick<Page, 'html'>): string {
  const [, main = ''] = /<main>([\s\S]*)<\/main>/.exec(html) ?? []
  return main
    .replace(/<!-- -->|<\/?(a|span|strong)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
