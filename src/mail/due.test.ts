import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox/index.ts'
import { lettersTo } from '../../sandbox/mail/mailbox.ts'
import { testDatabase } from '../../tests/support/database.ts'
import { findListedCustomer, findOrAddCustomer, letterCustomers } from '../customers/index.ts'
import { transact } from '../platform/database.ts'
import { type Doorbell, openDoorbell } from '../platform/doorbell.ts'
import { startDueWork } from '../platform/due-work.ts'
import { createLog } from '../platform/log.ts'
import { createSecrets } from '../platform/secrets.ts'
import { createSettingsStore } from '../platform/settings.ts'
import { createSmtp, type Smtp } from '../platform/smtp.ts'
import { createAlarm, type NewLetter, writeLetter } from './commands.ts'
import { type LettersContext, sendLetters } from './due.ts'
import { createMailer } from './mailer.ts'
import { type MailSettings, mailDefinition } from './settings.ts'
import { nameOf, tokenOf, withToken } from './tokens.ts'

const database = testDatabase()
const log = createLog('silent')
const secrets = createSecrets('test master key of the test, 32+ chars')
const settings = createSettingsStore(secrets)
const baseUrl = 'https://shop.example'
const now = new Date('2026-11-23T05:00:00Z')
let sandbox: Sandbox
let doorbell: Doorbell
let smtp: Smtp
let context: LettersContext

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  doorbell = openDoorbell(database.url, log)
  smtp = createSmtp()
  const mailer = createMailer(database.db, settings, smtp, secrets)
  const alarm = createAlarm({ baseUrl, addresses: async () => ['owner@shop.example'] })
  const parts = { settings, baseUrl, clock: { now: () => now }, customers: letterCustomers, alarm }
  context = { ...parts, db: database.db, doorbell, mailer }
})
afterAll(async () => {
  smtp.close()
  await Promise.all([doorbell.close(), sandbox.close()])
})
beforeEach(() => saveMail({}))

const saveMail = (change: Partial<MailSettings>) =>
  transact(database.db, doorbell, async (tx) => {
    await settings.readForSave(tx, mailDefinition)
    const here: MailSettings = {
      ...mailDefinition.defaults,
      ...sandbox.smtp,
      security: 'plain',
      fromName: 'こもれび音楽教室',
      fromAddress: 'shop@shop.example',
    }
    await settings.write(tx, mailDefinition, { ...here, ...change }, 'test')
  })

/** A customer and a letter to them. */
const writeTo = (address: string) =>
  transact(database.db, doorbell, async (tx) => {
    const { customer } = await findOrAddCustomer(tx, { familyName: '山田', givenName: '花子', email: address }, now)
    const letter: NewLetter = {
      audience: 'customer',
      kind: 'application_completed',
      customerId: customer.id,
      to: { address, name: '山田 花子' },
      subject: 'お申し込みありがとうございます',
      body: '山田 花子 様\n\nありがとうございます。\n',
    }
    await writeLetter(tx, baseUrl, letter)
    return customer.id
  })
/** One round of the due work. */
const sendDue = async () => {
  const work = sendLetters(context)
  const claimed = await work.claim(20)
  await Promise.all(claimed.map((letter) => work.perform(letter)))
  return claimed.length
}
const tokenFor = (id = 0) => tokenOf(secrets, nameOf({ kind: 'letter', id }))
const rowOf = (address: string) =>
  database.db.selectFrom('letters').selectAll().where('toAddress', '=', address).executeTakeFirstOrThrow()
const makeDue = () => sql`update letters set due_at = now() where state = 'queued'`.execute(database.db)
const secondsUntilDue = async (address: string) => {
  const due = await sql<{
    seconds: number
  }>`select extract(epoch from due_at - now())::float8 as seconds from letters where to_address = ${address}`.execute(
    database.db,
  )
  return Math.round(due.rows[0]?.seconds ?? 0)
}
const undeliverableOf = (customerId: string) =>
  database.db
    .selectFrom('events')
    .select('payload')
    .where('customerId', '=', customerId)
    .where('type', '=', 'mail.undeliverable')
    .execute()

describe('a letter', () => {
  it('goes out as soon as its transaction has committed', async () => {
    const loop = startDueWork(sendLetters(context), doorbell, log)
    await writeTo('a@customer.example')
    const arrived = () => lettersTo(sandbox.world.mailbox, 'a@customer.example')
    await expect.poll(arrived, { timeout: 5_000, interval: 20 }).toMatchObject([
      {
        from: 'こもれび音楽教室 <shop@shop.example>',
        subject: 'お申し込みありがとうございます',
        text: expect.stringContaining('山田 花子 様'),
      },
    ])
    await loop.drain()
    expect(await rowOf('a@customer.example')).toMatchObject({ state: 'accepted', reason: null, attempts: 1 })
  })

  it('waits a minute, then five, when the server puts it off, and keeps its Message-ID', async () => {
    await writeTo('b@busy.example')
    await sendDue()
    const first = await rowOf('b@busy.example')
    expect(first).toMatchObject({ state: 'queued', attempts: 1, reason: expect.stringContaining('4.3.2') })
    expect(await secondsUntilDue('b@busy.example')).toBe(60)
    await makeDue()
    await sendDue()
    expect(await secondsUntilDue('b@busy.example')).toBe(300)
    expect((await rowOf('b@busy.example')).messageId).toBe(first.messageId)
  })

  it('waits for a mail server without using up its tries', async () => {
    await saveMail({ host: '', fromAddress: '' })
    await writeTo('c@customer.example')
    await sendDue()
    expect(await rowOf('c@customer.example')).toMatchObject({
      state: 'queued',
      attempts: 0,
      reason: expect.stringContaining('送信設定'),
    })
    expect(await secondsUntilDue('c@customer.example')).toBe(60)
    await saveMail({})
    await makeDue()
    await sendDue()
    expect((await rowOf('c@customer.example')).state).toBe('accepted')
  })

  it('that was being sent by a process that died is sent again under the same Message-ID', async () => {
    await writeTo('d@customer.example')
    const [abandoned] = await sendLetters(context).claim(1)
    expect(await sendDue()).toBe(0)
    await sql`update letters set lease_until = now() - interval '1 second' where state = 'sending'`.execute(database.db)
    expect(await sendDue()).toBe(1)
    const [arrived] = lettersTo(sandbox.world.mailbox, 'd@customer.example')
    expect(arrived?.messageId).toBe(withToken(abandoned?.messageId ?? '', '.', tokenFor(abandoned?.id)))
    if (abandoned) await sendLetters(context).perform(abandoned)
    expect(await rowOf('d@customer.example')).toMatchObject({ state: 'accepted', attempts: 2 })
  })
})

describe('what comes back', () => {
  it('goes to the sender, or to the return address with the letter’s token where one is set', async () => {
    await writeTo('g@customer.example')
    await sendDue()
    await saveMail({ returnAddress: 'returns@shop.example' })
    await writeTo('h@customer.example')
    await sendDue()
    const token = tokenFor((await rowOf('h@customer.example')).id)
    expect(lettersTo(sandbox.world.mailbox, 'g@customer.example')).toMatchObject([
      { envelope: { from: 'shop@shop.example' } },
    ])
    expect(lettersTo(sandbox.world.mailbox, 'h@customer.example')).toMatchObject([
      {
        envelope: { from: `returns+${token}@shop.example`, to: ['h@customer.example'] },
        messageId: expect.stringContaining(`.${token}@shop.example>`),
        headers: expect.arrayContaining([{ name: 'X-Luxliner-Letter', value: token }]),
      },
    ])
  })
})

describe('a letter that finally did not arrive', () => {
  it('is news with the server’s words, and marks a dead address', async () => {
    const customerId = await writeTo('e@refused.example')
    await sendDue()
    const row = await rowOf('e@refused.example')
    expect(row).toMatchObject({ state: 'undeliverable', reason: expect.stringContaining('5.1.1') })
    expect(await undeliverableOf(customerId)).toMatchObject([
      {
        payload: { class: 'dead', letter: { id: row.id, kind: 'application_completed' }, customer: { id: customerId } },
      },
    ])
    expect((await findListedCustomer(database.db, customerId))?.mailState).toBe('undeliverable')
  })

  it('to somebody who applied and became no customer is a 要対応 entry', async () => {
    await transact(database.db, doorbell, (tx) =>
      writeLetter(tx, baseUrl, {
        ...{ audience: 'customer', kind: 'application_not_charged', to: { address: 'i@refused.example' } },
        ...{ subject: 'お申し込みが完了していません', body: '…' },
      }),
    )
    await sendDue()
    const entry = database.db.selectFrom('attention').select(['title', 'detail']).where('kind', '=', 'mail.applicant')
    expect(await entry.execute()).toMatchObject([
      {
        title: 'i@refused.example へのメールが届いていません(お申し込みが完了していません)',
        detail: expect.stringContaining('550 5.1.1'),
      },
    ])
  })

  it('is given up after the last try', async () => {
    const customerId = await writeTo('f@busy.example')
    await sql`update letters set attempts = 12 where to_address = 'f@busy.example'`.execute(database.db)
    await sendDue()
    expect((await rowOf('f@busy.example')).state).toBe('undeliverable')
    expect(await undeliverableOf(customerId)).toMatchObject([{ payload: { class: 'given_up' } }])
  })
})

describe('an alarm', () => {
  const alarm = createAlarm({
    baseUrl: 'https://shop.example',
    addresses: async () => ['owner@shop.example', 'gone@refused.example'],
  })
  const raise = () =>
    transact(database.db, doorbell, (tx) =>
      alarm(tx, { key: 'chatwork broke', subject: '連携の異常', body: '設定をご確認ください。' }),
    )

  it('is one letter to each administrator, once, and no news when it does not arrive', async () => {
    await raise()
    await raise()
    await sendDue()
    const letters = await database.db
      .selectFrom('letters')
      .select(['toAddress', 'state'])
      .where('kind', '=', 'alarm')
      .orderBy('id')
      .execute()
    expect(letters).toEqual([
      { toAddress: 'owner@shop.example', state: 'accepted' },
      { toAddress: 'gone@refused.example', state: 'undeliverable' },
    ])
    const news = await sql<{
      count: number
    }>`select count(*) as count from events where payload::text like '%gone@refused%'`.execute(database.db)
    expect(news.rows[0]?.count).toBe(0)
  })
})
