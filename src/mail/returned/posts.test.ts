import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { openReturnDesk, type ReturnDesk } from '../../../tests/support/return-desk.ts'
import type { SentLetter } from '../../../tests/support/sent-letters.ts'
import { findListedCustomer } from '../../customers/index.ts'
import { remoteIdIn } from '../remote-id.ts'
import { listReports } from './list.ts'
import { keepPost } from './store.ts'

const database = testDatabase()
let desk: ReturnDesk

beforeEach(() => {
  desk = openReturnDesk(database.db, new Date('2026-11-02T03:00:00Z'))
})

const keep = (source: 'ses' | 'sendgrid' | 'mailgun', key: string, post: unknown) =>
  keepPost(database.db, source, key, Buffer.from(JSON.stringify(post)))
const messageIdOf = ({ token }: SentLetter) => `<abc.${token}@shop.example>`
const statesOf = async ({ id }: SentLetter) =>
  (await listReports(database.db, {}, { limit: 100 }))
    .filter(({ letterId }) => letterId === id)
    .map(({ state, reporter, kind }) => `${reporter} ${kind} ${state}`)

describe('SendGrid', () => {
  const bounce = (letter: SentLetter, id: string) => ({
    ...{ event: 'bounce', email: letter.address, sg_event_id: id, 'smtp-id': messageIdOf(letter) },
    ...{ reason: '550 5.1.1 <x>: Recipient address rejected: User unknown', status: '5.1.1' },
  })

  it('tells each event once, in whatever posts', async () => {
    const [first, second] = [await desk.send('s1@kyaku.example'), await desk.send('s2@kyaku.example')]
    await keep('sendgrid', 'a', [bounce(first, 'e1'), bounce(second, 'e2'), { event: 'open', sg_event_id: 'e3' }])
    await keep('sendgrid', 'b', [bounce(second, 'e2'), bounce(first, 'e4')])
    await desk.understandAll()
    expect([await statesOf(first), await statesOf(second)]).toEqual([
      ['SendGrid bounce known', 'SendGrid bounce counted'],
      ['SendGrid bounce counted'],
    ])
    expect([await desk.eventsOf(first), await desk.eventsOf(second)]).toMatchObject([
      [{ class: 'dead', stopsLetters: true }],
      [{ class: 'dead' }],
    ])
  })

  it('that a letter was delivered counts as an arrival at once', async () => {
    for (let times = 0; times < 4; times += 1) {
      await desk.comesBack('s3@full.example', 'full')
      desk.later(1)
    }
    const letter = await desk.send('s3@full.example')
    const event = { event: 'delivered', email: letter.address, sg_event_id: 'e5', 'smtp-id': messageIdOf(letter) }
    await keep('sendgrid', 'c', [event])
    await desk.understandAll()
    await desk.comesBack('s3@full.example', 'full')
    expect(await desk.stopsOf(letter)).toEqual([])
  })
})

describe('Amazon SES', () => {
  it('names a letter by what its mail server answered, where it does not give our Message-ID', async () => {
    const letter = await desk.send('a1@kyaku.example')
    const answer = '250 Ok 0106019ac0ffee00-0123abcd-4567-89ef-0123-456789abcdef-000000'
    const remoteId = remoteIdIn(answer)
    expect(remoteId).toBe('0106019ac0ffee00-0123abcd-4567-89ef-0123-456789abcdef-000000')
    await database.db.updateTable('letters').set({ remoteId }).where('id', '=', letter.id).execute()
    const complaint = { feedbackId: 'f1', complainedRecipients: [{ emailAddress: letter.address }] }
    const event = { notificationType: 'Complaint', mail: { messageId: remoteId }, complaint }
    const rest = { TopicArn: 't', Timestamp: 'x', SignatureVersion: '1', Signature: 's', SigningCertURL: 'u' }
    await keep('ses', 'm1', { Type: 'Notification', MessageId: 'm1', Message: JSON.stringify(event), ...rest })
    await desk.understandAll()
    expect(await desk.eventsOf(letter)).toMatchObject([{ type: 'mail.complaint_reported', source: 'Amazon SES' }])
    expect((await findListedCustomer(database.db, letter.customerId ?? ''))?.mailState).toBe('complained')
  })

  it.each(['250 2.0.0 Ok: queued as 4F2A', '250 Great success', '250 Ok'])(
    'other servers’ answers name nothing: %s',
    (answer) => {
      expect(remoteIdIn(answer)).toBeNull()
    },
  )
})

describe('nonsense', () => {
  it('in a post or in a header is stored without what no database can hold', async () => {
    const letter = await desk.send('n1@kyaku.example')
    const words = {
      event: 'bounce',
      email: `${letter.address}\0`,
      sg_event_id: 'n\0\ud800',
      reason: '550 5.1.1 no\0 user\ud800',
    }
    await keep('sendgrid', 'n', [{ ...words, 'smtp-id': messageIdOf(letter) }])
    await desk.keep(Buffer.from('From: =?utf-8?B?AA==?= <a@b.example>\nSubject: =?utf-8?B?AAAA?=\n\n\0\n'))
    await desk.understandAll()
    expect(await statesOf(letter)).toEqual(['SendGrid bounce counted'])
    expect(await listReports(database.db, { state: 'open' }, { limit: 5 })).toMatchObject([{ kind: 'unrecognised' }])
  })
})

describe('Mailgun', () => {
  it('cannot be told another event under a token that was taken', async () => {
    const [first, second] = [await desk.send('m1@kyaku.example'), await desk.send('m2@kyaku.example')]
    const failed = (letter: SentLetter) => ({
      signature: { token: 'once' },
      'event-data': {
        ...{ event: 'failed', severity: 'permanent', id: `id-${letter.id}`, timestamp: 1_795_000_000 },
        ...{ recipient: letter.address, message: { headers: { 'message-id': messageIdOf(letter).slice(1, -1) } } },
        'delivery-status': { code: 550, message: '5.1.1 no such user' },
      },
    })
    expect(await keep('mailgun', 'once', failed(first))).toBe(true)
    expect(await keep('mailgun', 'once', failed(second))).toBe(false)
    await desk.understandAll()
    expect([await statesOf(first), await statesOf(second)]).toEqual([['Mailgun bounce counted'], []])
  })
})
