import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { type CustomerLetterWish, writeToCustomer } from '../mail/index.ts'
import { transact } from '../platform/database.ts'
import { type Doorbell, openDoorbell } from '../platform/doorbell.ts'
import { hashOfToken, newToken } from '../platform/ids.ts'
import { createLog } from '../platform/log.ts'
import { createSecrets } from '../platform/secrets.ts'
import { createSettingsStore } from '../platform/settings.ts'
import { findOrAddCustomer } from './commands.ts'
import { issueRegistrationLink } from './registration.ts'
import { resendLetter } from './resend.ts'

const database = testDatabase()
const baseUrl = 'https://shop.example'
const letterParts = { settings: createSettingsStore(createSecrets('test master key of the test, 32+ chars')), baseUrl }
const now = new Date('2026-11-23T05:00:00Z')
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)
let doorbell: Doorbell
beforeAll(() => {
  doorbell = openDoorbell(database.url, createLog('silent'))
})
afterAll(() => doorbell.close())

const resend = (id: number, at = now) => resendLetter({ db: database.db, doorbell, baseUrl }, id, at)
let people = 0
const addCustomer = () =>
  transact(database.db, doorbell, async (tx) => {
    const applicant = { familyName: '山田', givenName: '花子', email: `hanako${++people}@customer.example` }
    return (await findOrAddCustomer(tx, applicant, now)).customer
  })
/** A letter that is out. */
const sentTo = (customer: { id: string; email: string }, wish: CustomerLetterWish, state = 'accepted') =>
  transact(database.db, doorbell, async (tx) => {
    await writeToCustomer(tx, letterParts, { ...customer, familyName: '山田', givenName: '花子' }, wish)
    const written = await tx
      .updateTable('letters')
      .set({ state, finishedAt: now })
      .where('customerId', '=', customer.id)
      .where('kind', '=', wish.kind)
      .returning('id')
      .executeTakeFirstOrThrow()
    return written.id
  })
const rowsOf = (customerId: string) =>
  database.db.selectFrom('letters').selectAll().where('customerId', '=', customerId).orderBy('id').execute()
const invite = (customerId: string) =>
  transact(database.db, doorbell, async (tx) => {
    const { token, expiresAt } = await issueRegistrationLink(tx, customerId, now)
    return {
      token,
      wish: { kind: 'registration_link', invitation: { url: `${baseUrl}/register/${token}`, expiresAt } } as const,
    }
  })
/** A link of 会員ページ, with its key in the query as well as in a path. */
const memberLink = async (customerId: string, url: (key: string) => string) => {
  const key = newToken()
  await database.db
    .insertInto('memberLinks')
    .values({ tokenHash: hashOfToken(key), kind: 'password_reset', customerId, expiresAt: inDays(1) })
    .execute()
  return { key, wish: { kind: 'password_reset', link: { url: url(key), expiresAt: inDays(1) } } as const }
}

describe('a letter sent again', () => {
  it.each(['accepted', 'undeliverable'])('after it was %s has the same text and a new Message-ID', async (state) => {
    const customer = await addCustomer()
    const id = await sentTo(customer, { kind: 'registered' }, state)
    const resent = await resend(id)
    const [first, second] = await rowsOf(customer.id)
    expect(resent).toEqual({ kind: 'written', letterId: second?.id })
    expect(second).toMatchObject({
      state: 'queued',
      resendOf: id,
      subject: first?.subject,
      body: first?.body,
      attempts: 0,
    })
    expect(second).toMatchObject({ kind: 'registered', toAddress: customer.email, toName: '山田 花子' })
    expect(second?.messageId).not.toBe(first?.messageId)
  })

  it('follows the customer to a corrected address, unless it is about its address', async () => {
    const customer = await addCustomer()
    const address = `new-${customer.email}`
    const followed = await sentTo(customer, { kind: 'registered' })
    const kept = await sentTo(customer, { kind: 'mail_changed', newAddress: address })
    const correct = { email: address, emailKey: address }
    await database.db.updateTable('customers').set(correct).where('id', '=', customer.id).execute()
    await resend(followed)
    await resend(kept)
    expect((await rowsOf(customer.id)).map(({ kind, toAddress }) => [kind, toAddress])).toEqual([
      ['registered', customer.email],
      ['mail_changed', customer.email],
      ['registered', address],
      ['mail_changed', customer.email],
    ])
  })

  it('is one letter when two ask at once, and may be repeated once it is out', async () => {
    const customer = await addCustomer()
    const id = await sentTo(customer, { kind: 'registered' })
    const both = await Promise.all([resend(id), resend(id)])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['waiting', 'written'])
    await database.db.updateTable('letters').set({ state: 'accepted' }).where('resendOf', '=', id).execute()
    expect(await resend(id)).toMatchObject({ kind: 'written' })
    expect(await rowsOf(customer.id)).toHaveLength(3)
  })

  it.each(['queued', 'sending'])('waits while the first is %s', async (state) => {
    const customer = await addCustomer()
    expect(await resend(await sentTo(customer, { kind: 'registered' }, state))).toEqual({ kind: 'waiting' })
  })
})

describe('a personal link', () => {
  it('of 本登録 is good until it expires', async () => {
    const customer = await addCustomer()
    const { wish } = await invite(customer.id)
    const id = await sentTo(customer, wish)
    expect(await resend(id, inDays(8))).toEqual({ kind: 'link_expired' })
    expect(await resend(id, inDays(6))).toMatchObject({ kind: 'written' })
  })

  it('of 本登録 is no good once the customer has registered, by this one or another', async () => {
    const customer = await addCustomer()
    const { wish } = await invite(customer.id)
    const id = await sentTo(customer, wish)
    await database.db.updateTable('customers').set({ state: 'registered' }).where('id', '=', customer.id).execute()
    expect(await resend(id)).toEqual({ kind: 'link_used' })
    expect(await rowsOf(customer.id)).toHaveLength(1)
  })

  it.each([
    ['a path', (key: string) => `${baseUrl}/mypage/password/${key}`],
    ['a query', (key: string) => `${baseUrl}/mypage/password?key=${key}`],
  ])('of 会員ページ is looked up by its key in %s', async (_where, url) => {
    const customer = await addCustomer()
    const { key, wish } = await memberLink(customer.id, url)
    const id = await sentTo(customer, wish)
    expect(await resend(id, inDays(2))).toEqual({ kind: 'link_expired' })
    await database.db
      .updateTable('memberLinks')
      .set({ usedAt: now })
      .where('tokenHash', '=', hashOfToken(key))
      .execute()
    expect(await resend(id)).toEqual({ kind: 'link_used' })
  })
})

it('letters to administrators, and those that are not there, are not found', async () => {
  const { id } = await database.db
    .insertInto('letters')
    .values({
      audience: 'administrator',
      kind: 'alarm',
      toAddress: 'a@shop.example',
      subject: 's',
      body: 'b',
      messageId: '<a@b>',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  expect([await resend(id), await resend(id + 1_000)]).toEqual([{ kind: 'unknown' }, { kind: 'unknown' }])
})
