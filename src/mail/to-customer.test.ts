import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { findOrAddCustomer } from '../customers/index.ts'
import { transact } from '../platform/database.ts'
import { type Doorbell, openDoorbell } from '../platform/doorbell.ts'
import { createLog } from '../platform/log.ts'
import { createSecrets } from '../platform/secrets.ts'
import { createSettingsStore } from '../platform/settings.ts'
import { type LetterSettings, letterSettings } from './letters/words.ts'
import { stopLetters } from './stops.ts'
import { writeToCustomer } from './to-customer.ts'
import type { CustomerLetterKind, CustomerLetterWish } from './wishes.ts'

const database = testDatabase()
let doorbell: Doorbell
beforeAll(() => {
  doorbell = openDoorbell(database.url, createLog('silent'))
})
afterAll(() => doorbell.close())

const settings = createSettingsStore(createSecrets('test master key of the test, 32+ chars'))
const NOW = new Date('2026-11-23T05:00:00Z')
const parts = { settings, baseUrl: 'https://shop.example' }

const change = (kind: CustomerLetterKind, value: LetterSettings) =>
  transact(database.db, doorbell, async (tx) => {
    await settings.readForSave(tx, letterSettings(kind))
    await settings.write(tx, letterSettings(kind), value, 'test')
  })
const write = (email: string, wish: CustomerLetterWish, onceKey?: string) => {
  const to = { id: null, familyName: '山田\n', givenName: '花子', email }
  return transact(database.db, doorbell, (tx) => writeToCustomer(tx, parts, to, wish, onceKey))
}
const lettersTo = (email: string) =>
  database.db
    .selectFrom('letters')
    .select(['kind', 'subject', 'body', 'toName', 'audience'])
    .where('toAddress', '=', email)
    .execute()

it('a letter has the initial words until staff change them, and then theirs', async () => {
  await write('a@customer.example', { kind: 'registered' })
  await change('registered', { sent: true, subject: '{{お名前}}様、ようこそ', body: null })
  await write('a@customer.example', { kind: 'registered' })
  expect(await lettersTo('a@customer.example')).toMatchObject([
    {
      audience: 'customer',
      kind: 'registered',
      subject: '【オンラインショップ】本登録が完了しました',
      toName: '山田  花子',
    },
    { subject: '山田 花子様、ようこそ', body: expect.stringContaining('本登録のお手続きが完了いたしました。') },
  ])
})

it('a letter that staff switched off is not written, and the others are', async () => {
  const contract = { number: 'C-TEST2345', productName: '動画講座', priceYen: 980 }
  await change('resumed', { sent: false, subject: null, body: null })
  await write('b@customer.example', { kind: 'resumed', contract, owedOn: null })
  await write('b@customer.example', { kind: 'cancelled', contract })
  expect((await lettersTo('b@customer.example')).map(({ kind }) => kind)).toEqual(['cancelled'])
})

it('the same letter is written once', async () => {
  await write('c@customer.example', { kind: 'registered' }, 'key')
  await write('c@customer.example', { kind: 'registered' }, 'key')
  expect(await lettersTo('c@customer.example')).toHaveLength(1)
})

it('what need not be sent is held while letters to the customer stop, and what must be sent goes', async () => {
  const applicant = { familyName: '山田', givenName: '花子', email: 'd@customer.example' }
  const contract = { number: 'C-TEST2345', productName: '動画講座', priceYen: 980 }
  await transact(database.db, doorbell, async (tx) => {
    const { customer } = await findOrAddCustomer(tx, applicant, NOW)
    await stopLetters(tx, customer.id, { cause: 'undeliverable', words: '550 5.1.1', letterId: null, since: NOW })
    await writeToCustomer(tx, parts, customer, { kind: 'cancelled', contract })
    await writeToCustomer(tx, parts, customer, {
      kind: 'recovered',
      contract,
      amountYen: 980,
      nextChargeOn: '2026-12-01',
    })
  })
  const rows = database.db
    .selectFrom('letters')
    .select(['kind', 'state', 'reason'])
    .where('toAddress', '=', applicant.email)
  expect(await rows.orderBy('id').execute()).toEqual([
    { kind: 'cancelled', state: 'queued', reason: null },
    { kind: 'recovered', state: 'held', reason: expect.stringContaining('届かないため') },
  ])
})
