import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { transact } from '../platform/database.ts'
import { type Doorbell, openDoorbell } from '../platform/doorbell.ts'
import { createLog } from '../platform/log.ts'
import { createSecrets } from '../platform/secrets.ts'
import { createSettingsStore } from '../platform/settings.ts'
import { createMemberAccounts, type MemberAccounts } from './accounts.ts'
import { findOrAddCustomer } from './commands.ts'
import { findCustomerOfAccount } from './queries.ts'
import { issueRegistrationLink, readRegistrationLink, register } from './registration.ts'
import { signIn } from './sign-in.ts'

const database = testDatabase()
const now = new Date('2026-11-23T05:00:00Z')
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)
const PASSWORD = 'correct horse battery'
let doorbell: Doorbell
let accounts: MemberAccounts
const secrets = createSecrets('test master key of the test, 32+ chars')
const letters = { settings: createSettingsStore(secrets), baseUrl: 'http://shop.example' }
beforeAll(() => {
  doorbell = openDoorbell(database.url, createLog('silent'))
  accounts = createMemberAccounts({ pool: database.pool, secrets, baseUrl: 'http://shop.example' })
})
afterAll(() => doorbell.close())

const parts = () => ({ ...letters, db: database.db, doorbell, accounts })
let people = 0
/** A provisional customer with a link. */
async function invited(): Promise<{ id: string; email: string; token: string }> {
  people++
  return transact(database.db, doorbell, async (tx) => {
    // A carrier's address as its owners still use them.
    const applicant = { familyName: '山田', givenName: '花子', email: `Hanako..${people}.@docomo.example` }
    const { customer } = await findOrAddCustomer(tx, applicant, now)
    const { token } = await issueRegistrationLink(tx, customer.id, now)
    return { id: customer.id, email: customer.email, token }
  })
}
const eventsOf = (customerId: string) =>
  database.db.selectFrom('events').select('type').where('customerId', '=', customerId).execute()
const lettersTo = (customerId: string) =>
  database.db.selectFrom('letters').select('kind').where('customerId', '=', customerId).execute()
/** The part of `Set-Cookie` values that a browser sends back. */
const asCookie = (cookies: string[]) =>
  new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') })

describe('本登録', () => {
  it('sets the password, uses the link up and is told once', async () => {
    const { id, email, token } = await invited()
    expect(await register(parts(), token, PASSWORD, inDays(1))).toMatchObject({
      kind: 'registered',
      customer: { id, state: 'registered' },
    })
    expect(await eventsOf(id)).toEqual([{ type: 'customer.registered' }])
    expect(await register(parts(), token, PASSWORD, inDays(1))).toEqual({ kind: 'used' })
    expect(await lettersTo(id)).toEqual([{ kind: 'registered' }])

    const signedIn = await signIn(parts(), email.toLowerCase(), PASSWORD, '192.0.2.1')
    if (signedIn.kind !== 'signed_in') throw new Error(signedIn.kind)
    const account = await accounts.accountOf(asCookie(signedIn.cookies))
    expect(await findCustomerOfAccount(database.db, account ?? '')).toMatchObject({ id })
    await accounts.signOut(asCookie(signedIn.cookies))
    expect(await accounts.accountOf(asCookie(signedIn.cookies))).toBeNull()
  })

  it('happens once when the link is used twice at once', async () => {
    const { id, token } = await invited()
    const results = await Promise.all([1, 2, 3].map(() => register(parts(), token, PASSWORD, now)))
    expect(results.map((result) => result.kind).toSorted()).toEqual(['registered', 'used', 'used'])
    expect(await eventsOf(id)).toEqual([{ type: 'customer.registered' }])
  })

  it('is closed after 7 days, and to links that nobody sent', async () => {
    const { id, token } = await invited()
    expect((await readRegistrationLink(database.db, token, inDays(6.9))).kind).toBe('open')
    expect(await register(parts(), token, PASSWORD, inDays(7))).toEqual({ kind: 'expired' })
    expect(await register(parts(), 'nobody-sent-this', PASSWORD, now)).toEqual({ kind: 'unknown' })
    expect(await eventsOf(id)).toEqual([])
  })

  it('keeps neither the link nor the password readable', async () => {
    const { token } = await invited()
    await register(parts(), token, PASSWORD, now)
    const tables = ['registrationLinks', 'memberUser', 'memberAccount'] as const
    const rows = await Promise.all(tables.map((table) => database.db.selectFrom(table).selectAll().execute()))
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(JSON.stringify(rows)).not.toContain(PASSWORD)
  })
})

describe('signing in', () => {
  it('refuses a wrong password and an unknown address alike, and stops guessing', async () => {
    const { email, token } = await invited()
    await register(parts(), token, PASSWORD, now)
    expect(await signIn(parts(), email.toLowerCase(), 'wrong password', '192.0.2.2')).toEqual({ kind: 'wrong' })
    expect(await signIn(parts(), 'nobody@customer.example', PASSWORD, '192.0.2.2')).toEqual({ kind: 'wrong' })
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => signIn(parts(), 'x@customer.example', 'wrong password', '192.0.2.3')),
    )
    expect(tries.some((result) => result.kind === 'too_many')).toBe(true)
    expect((await signIn(parts(), email.toLowerCase(), PASSWORD, '192.0.2.4')).kind).toBe('signed_in')
  })
})
