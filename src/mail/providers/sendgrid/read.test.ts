import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSendGrid } from './read.ts'

const common = {
  email: 'hana@kyaku.example',
  timestamp: 1_795_849_200,
  'smtp-id': '<abc.l2s-token@shop.example>',
  sg_event_id: 'e1',
}
const read = (...events: unknown[]) => readSendGrid(Buffer.from(JSON.stringify(events)))
const bounce = { ...common, event: 'bounce', type: 'bounce' }

describe('an event of SendGrid', () => {
  it('tells a bounce in the words of a verdict', () => {
    const words = { status: '5.1.1', reason: '550 5.1.1 The email account that you tried to reach does not exist.' }
    expect(read({ ...bounce, ...words })).toEqual([
      {
        dedupeKey: 'e1',
        kind: 'bounce',
        recipient: 'hana@kyaku.example',
        class: 'dead',
        reason: 'user_unknown',
        feedbackType: null,
        status: '5.1.1',
        diagnostic: words.reason,
        messageId: '<abc.l2s-token@shop.example>',
        at: new Date(1_795_849_200_000),
      },
    ])
  })

  it.each([
    [
      { ...bounce, type: 'blocked', status: '5.2.2', reason: '552 5.2.2 The email account is over quota' },
      'bounce',
      'mailbox_full',
    ],
    [{ ...bounce, reason: '550 zzz', bounce_classification: 'Invalid Address' }, 'bounce', 'user_unknown'],
    [{ ...bounce, bounce_classification: 'Reputation' }, 'bounce', 'blocked'],
    [{ ...bounce, bounce_classification: 'Unclassified' }, 'bounce', 'unclear'],
    [{ ...bounce, email: 'hana@docomo.ne.jp', reason: '550 Unknown user hana@docomo.ne.jp' }, 'bounce', 'user_unknown'],
    [{ ...common, event: 'dropped', reason: 'Bounced Address' }, 'bounce', 'user_unknown'],
    [{ ...common, event: 'dropped', reason: 'Spam Reporting Address' }, 'bounce', 'refused_by_recipient'],
    [{ ...common, event: 'dropped', reason: 'Unsubscribed Address' }, 'bounce', 'refused_by_recipient'],
    [{ ...common, event: 'dropped', reason: 'Invalid' }, 'bounce', 'user_unknown'],
    [{ ...common, event: 'dropped', reason: 'constructor' }, 'bounce', 'policy'],
    [{ ...common, event: 'deferred', response: '400 try again later' }, 'notice', 'delayed'],
    [{ ...common, event: 'delivered', response: '250 OK' }, 'notice', 'delivered'],
  ])('%j: %s, %s', (event, kind, reason) => {
    expect(read(event)).toMatchObject([{ kind, reason }])
  })

  it('tells who complained and who unsubscribed', () => {
    expect(
      read(
        { ...common, event: 'spamreport' },
        { ...common, event: 'unsubscribe' },
        { ...common, event: 'group_unsubscribe' },
      ),
    ).toMatchObject(['abuse', 'opt-out', 'opt-out'].map((feedbackType) => ({ kind: 'complaint', feedbackType })))
  })

  it('that says nothing of arriving is left out of its batch', () => {
    expect(
      read({ ...common, event: 'processed' }, { ...common, event: 'open' }, 7, null, { ...bounce, sg_event_id: 'e9' }),
    ).toMatchObject([{ dedupeKey: 'e9' }])
  })

  it('without an id has a key of its own that stays', () => {
    const { sg_event_id: _, ...nameless } = bounce
    const [one, two] = [read(nameless, nameless), read(nameless, nameless)]
    expect(one).toEqual(two)
    expect(one[0]?.dedupeKey).not.toBe(one[1]?.dedupeKey)
  })

  it('of any shape does not throw', () => {
    const event = fc.record({
      event: fc.constantFrom('bounce', 'dropped', 'spamreport', 'delivered'),
      reason: fc.jsonValue(),
      email: fc.jsonValue(),
      timestamp: fc.jsonValue(),
      status: fc.jsonValue(),
    })
    fc.assert(fc.property(event, (each) => read(each).length === 1))
    fc.assert(fc.property(fc.uint8Array(), (raw) => readSendGrid(raw).length === 0))
  })
})
