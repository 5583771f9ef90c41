import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { transact } from '../platform/database.ts'
import { admitCardAttempt, networkOf } from './card-attempts.ts'

const database = testDatabase()
const silent = { ring: () => {} }
const attempt = (address: string, emailKey: string) =>
  transact(database.db, silent, (tx) => admitCardAttempt(tx, address, emailKey))

describe('the limit of card attempts', () => {
  it('refuses the 20th from one address within an hour, even when they come at once', async () => {
    const all = await Promise.all(Array.from({ length: 25 }, (_, n) => attempt('192.0.2.1', `a${n}@customer.example`)))
    expect(all.filter((admitted) => admitted).length).toBe(19)
    expect(await attempt('192.0.2.2', 'a0@customer.example')).toBe(true)
  })

  it('refuses the 10th for one e-mail, wherever it comes from', async () => {
    for (let n = 1; n <= 9; n++) expect(await attempt(`198.51.100.${n}`, 'one@customer.example')).toBe(true)
    expect(await attempt('198.51.100.10', 'one@customer.example')).toBe(false)
  })

  it('forgets after an hour', async () => {
    for (let n = 1; n <= 19; n++) await attempt('203.0.113.9', `b${n}@customer.example`)
    expect(await attempt('203.0.113.9', 'b@customer.example')).toBe(false)
    await database.db
      .updateTable('cardAttempts')
      .set((eb) => ({ attemptedAt: eb.fn<Date>('to_timestamp', [eb.val(0)]) }))
      .where('address', '=', '203.0.113.9')
      .execute()
    expect(await attempt('203.0.113.9', 'b@customer.example')).toBe(true)
  })
})

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
])('counts %s under %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
