import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { deskSecrets, openReturnDesk, type ReturnDesk } from '../../../tests/support/return-desk.ts'
import { returned, type SentLetter } from '../../../tests/support/sent-letters.ts'
import { findListedCustomer, listChanges } from '../../customers/index.ts'
import { listMailNotices } from '../../deliveries/index.ts'
import { append } from '../../events/index.ts'
import { transact } from '../../platform/database.ts'
import { nameOf, tokenOf } from '../tokens.ts'
import { findReport, listReports } from './list.ts'
import { settleReport } from './settle.ts'
import { forgetReturned } from './sweep.ts'

const database = testDatabase()
let desk: ReturnDesk

beforeEach(() => {
  desk = openReturnDesk(database.db, new Date('2026-11-02T03:00:00Z'))
})

const reports = () => listReports(database.db, {}, { limit: 100 })
const stateOf = ({ id }: SentLetter) =>
  database.db
    .selectFrom('letters')
    .select(['state', 'failureClass', 'reason', 'complainedAt'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
const attention = (kind: string) =>
  database.db.selectFrom('attention').select(['title', 'detail']).where('kind', '=', kind).orderBy('id').execute()

describe('a letter that comes back', () => {
  it('is undeliverable, is told of with the server’s words, and stops letters to a dead address', async () => {
    const letter = await desk.comesBack('dead1@vanished.example', 'vanished')
    expect(await stateOf(letter)).toMatchObject({
      state: 'undeliverable',
      failureClass: 'dead',
      reason: expect.stringContaining('550 5.1.1'),
    })
    expect(await desk.eventsOf(letter)).toMatchObject([
      {
        type: 'mail.undeliverable',
        letter: { id: letter.id },
        class: 'dead',
        reason: '宛先のアドレスが存在しません',
        stopsLetters: true,
      },
    ])
    expect(await desk.stopsOf(letter)).toMatchObject([
      { cause: 'undeliverable', letterId: letter.id, since: desk.now() },
    ])
    expect(await findListedCustomer(database.db, letter.customerId ?? '')).toMatchObject({ mailState: 'undeliverable' })
    expect(await listChanges(database.db, letter.customerId ?? '', { limit: 5 })).toMatchObject([
      { what: 'letters_stopped', toText: expect.stringContaining('メールが届かないため') },
    ])
  })

  it('counts once, however often and however it is told', async () => {
    const letter = await desk.send('twice@vanished.example')
    const bounce = returned(letter, 'vanished')
    expect(await desk.keep(bounce)).toBe(true)
    // Another server on the way, other line ends, and the line that mbox files put before it.
    const again = Buffer.from(
      `From x\nReceived: by mx.shop.example\nDelivered-To: returns@shop.example\n${bounce.toString('latin1').replaceAll('\r\n', '\n')}`,
      'latin1',
    )
    expect(await desk.keep(again)).toBe(false)
    await desk.keep(returned(letter, 'full', 7))
    await desk.understandAll()
    expect(await desk.eventsOf(letter)).toHaveLength(1)
    expect(
      (await reports())
        .filter(({ letterId }) => letterId === letter.id)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['counted', 'known'])
  })

  it('waits for a letter that is being sent at that moment', async () => {
    const letter = await desk.send('quick@vanished.example')
    await sql`update letters set state = 'sending' where id = ${letter.id}`.execute(database.db)
    await desk.keep(returned(letter, 'vanished'))
    await desk.understandAll()
    expect(await desk.eventsOf(letter)).toEqual([])
    await sql`update letters set state = 'accepted' where id = ${letter.id}`.execute(database.db)
    await sql`update returned_mail set due_at = now()`.execute(database.db)
    await desk.understandAll()
    expect((await stateOf(letter)).state).toBe('undeliverable')
  })

  it('is not sent again when it was taken, nobody knew, and it came back', async () => {
    const letter = await desk.send('unsure@vanished.example')
    await sql`update letters set state = 'queued' where id = ${letter.id}`.execute(database.db)
    await desk.keep(returned(letter, 'vanished'))
    await desk.understandAll()
    expect((await stateOf(letter)).state).toBe('undeliverable')
  })
})

describe('a forged report', () => {
  it.each([
    [
      'of another signature',
      (raw: string, { token }: SentLetter) =>
        raw.replaceAll(token, `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`),
    ],
    [
      'of another letter’s name',
      (raw: string, { token, id }: SentLetter) =>
        raw.replaceAll(token, token.replace(`l${id.toString(36)}-`, `l${(id - 1).toString(36)}-`)),
    ],
    ['without a token', (raw: string, { token }: SentLetter) => raw.replaceAll(token, '')],
  ])('%s changes nothing and lies in 要確認', async (_, forge) => {
    await desk.send('before@vanished.example')
    const letter = await desk.send('victim@vanished.example')
    await desk.keep(Buffer.from(forge(returned(letter, 'vanished', letter.id).toString('latin1'), letter), 'latin1'))
    await desk.understandAll()
    expect([(await stateOf(letter)).state, await desk.eventsOf(letter), await desk.stopsOf(letter)]).toEqual([
      'accepted',
      [],
      [],
    ])
    expect((await reports())[0]).toMatchObject({ state: 'open', kind: 'bounce', letterId: null })
  })
})

describe('what says nothing of arriving', () => {
  it.each(['away', 'slow'] as const)('%s is kept, and nothing follows', async (kind) => {
    const letter = await desk.comesBack(`a@${kind}.example`, kind)
    expect([(await stateOf(letter)).state, await desk.eventsOf(letter)]).toEqual(['accepted', []])
    expect((await reports())[0]).toMatchObject({ state: 'nothing', letterId: letter.id })
  })
})

describe('an administrator’s mail', () => {
  /** News of an event that was mailed to an administrator. */
  const tellByMail = async (target: string, reference: string) => {
    const eventId = await transact(database.db, { ring: () => {} }, (tx) =>
      append(tx, {
        ...{
          type: 'site.maintenance_ended',
          payload: {},
          actor: { kind: 'system' },
          occurredAt: desk.now(),
          about: {},
        },
      }),
    )
    await sql`with post as (
        insert into posts (connector, state, reference, give_up_at) values ('admin-mail', 'delivered', ${reference}, now())
        returning id)
      insert into deliveries (event_id, connector, target, post_id, state)
        select ${eventId}, 'admin-mail', ${target}, id, 'delivered' from post`.execute(database.db)
  }

  it('that comes back is a 要対応 entry and no event', async () => {
    const alarm = await desk.send('gone@vanished.example', 'administrator')
    const token = tokenOf(deskSecrets, nameOf({ kind: 'notice', reference: '7K2MQX9PAB' }))
    const notice = {
      ...alarm,
      address: 'notice@vanished.example',
      token,
      raw: alarm.raw.replaceAll(alarm.token, token),
    }
    await desk.keep(returned(alarm, 'vanished'))
    await desk.understandAll()
    await tellByMail('notice@vanished.example', '7K2MQX9PAB')
    await desk.keep(returned(notice, 'vanished'))
    await desk.keep(returned(notice, 'vanished', 3))
    const before = await database.db.selectFrom('events').select('id').execute()
    await desk.understandAll()
    expect(await attention('mail.administrator')).toMatchObject([
      { title: 'gone@vanished.example へのお知らせメールが届いていません' },
      { title: 'notice@vanished.example へのお知らせメールが届いていません' },
    ])
    expect(await database.db.selectFrom('events').select('id').execute()).toEqual(before)
    expect(await listMailNotices(database.db, {}, { limit: 5 })).toMatchObject([
      { toAddress: 'notice@vanished.example', state: 'undeliverable', reason: expect.stringContaining('550 5.1.1') },
    ])
  })
})

describe('要確認', () => {
  it('is settled by hand, once, with the same consequences', async () => {
    const letter = await desk.send('who@vanished.example')
    const withoutToken = returned(letter, 'vanished').toString('latin1').replaceAll(letter.token, '')
    await desk.keep(Buffer.from(withoutToken, 'latin1'))
    await desk.understandAll()
    const [open] = await reports()
    const settle = () =>
      settleReport(desk.context, open?.id ?? 0, { as: 'bounce', letterId: letter.id, class: 'dead' }, '佐藤')
    expect(await settle()).toBe('settled')
    expect(await settle()).toBe('already_settled')
    expect(await desk.eventsOf(letter)).toMatchObject([{ class: 'dead', stopsLetters: true }])
    expect(await findReport(database.db, open?.id ?? 0)).toMatchObject({
      state: 'settled',
      settledBy: '佐藤',
      settledAs: 'bounce',
      letterId: letter.id,
    })
    expect(await settleReport(desk.context, 0, { as: 'nothing' }, '佐藤')).toBe('unknown_report')
  })

  it('shows the text, without the body of the letter that it gives back', async () => {
    const letter = await desk.send('secret@vanished.example')
    const key = `https://shop.example/register/${'k'.repeat(32)}`
    const told = returned({ ...letter, raw: letter.raw.replace('Hello', key) }, 'vanished').toString('latin1')
    await desk.keep(
      Buffer.from(
        told.replaceAll(letter.token, '').replace('This is the mail system', `${key}\nThis is the mail system`),
        'latin1',
      ),
    )
    await desk.understandAll()
    const [open] = await reports()
    const text = (await findReport(database.db, open?.id ?? 0))?.text
    expect(text).toContain('User unknown in virtual mailbox table')
    expect(text).not.toContain('kkkkkkkk')
  })

  it('keeps its text for ever, everything else for 90 days; a repetition is known even then', async () => {
    const letter = await desk.comesBack('old1@vanished.example', 'vanished')
    await desk.comesBack('p@odd.example', 'odd')
    await sql`update returned_mail set received_at = now() - interval '91 days'`.execute(database.db)
    await forgetReturned(desk.context).claim(1_000)
    const kept = await sql<{
      state: string
    }>`select m.state from mail_reports m join returned_mail r on r.id = m.returned_mail_id where r.raw is not null`.execute(
      database.db,
    )
    expect(new Set(kept.rows.map(({ state }) => state))).toEqual(new Set(['open']))
    expect(await desk.keep(returned(letter, 'vanished'))).toBe(false)
  })

  it('takes what no process could finish reading, and what is no message at all', async () => {
    await desk.keep(Buffer.from([0, 255, 13, 10, 0]))
    await desk.keep(Buffer.from('Subject: poison\n\n'))
    await sql`update returned_mail set attempts = 5 where state = 'received'`.execute(database.db)
    await desk.understandAll()
    expect((await reports()).slice(0, 2)).toMatchObject([
      { kind: 'unrecognised', state: 'open' },
      { kind: 'unrecognised', state: 'open' },
    ])
  })
})
