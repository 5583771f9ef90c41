import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMailgun } from './read.ts'

const common = {
  id: 'G9Bn5sl1TC6nu79C8C0bwg',
  timestamp: 1_795_849_200.389,
  recipient: 'hana@kyaku.example',
  message: { headers: { 'message-id': 'abc.l2s-token@shop.example' } },
}
const signature = { timestamp: '1795849200', token: 'a-token', signature: '' }
const read = (event: object) =>
  readMailgun(Buffer.from(JSON.stringify({ signature, 'event-data': { ...common, ...event } })))
const failed = (more: object, status: object) =>
  read({ event: 'failed', severity: 'permanent', reason: 'bounce', ...more, 'delivery-status': status })

describe('an event of Mailgun', () => {
  it('tells a bounce in the words of a verdict', () => {
    const message = '5.1.1 The email account that you tried to reach does not exist.'
    expect(failed({}, { code: 550, message, 'enhanced-code': '5.1.1' })).toEqual([
      {
        dedupeKey: 'G9Bn5sl1TC6nu79C8C0bwg:1795849200.389',
        kind: 'bounce',
        recipient: 'hana@kyaku.example',
        class: 'dead',
        reason: 'user_unknown',
        feedbackType: null,
        status: '5.1.1',
        diagnostic: message,
        messageId: '<abc.l2s-token@shop.example>',
        at: new Date(1_795_849_200_389),
      },
    ])
  })

  it.each([
    [{}, { code: 552, message: 'mailbox full' }, 'bounce', 'mailbox_full'],
    [{}, { code: 605, message: 'Not delivering to previously bounced address' }, 'bounce', 'user_unknown'],
    [{ reason: 'suppress-bounce' }, {}, 'bounce', 'user_unknown'],
    [{ reason: 'suppress-complaint' }, {}, 'bounce', 'refused_by_recipient'],
    [{ reason: 'suppress-unsubscribe' }, {}, 'bounce', 'refused_by_recipient'],
    [{ reason: 'espblock' }, { code: 550, message: 'zzz' }, 'bounce', 'blocked'],
    [{ reason: 'old' }, { code: 602, message: 'Too old' }, 'bounce', 'timed_out'],
    [{ reason: 'generic' }, { code: 550, description: '', message: '' }, 'bounce', 'unclear'],
    [
      { severity: 'temporary', reason: 'generic' },
      { code: 498, message: 'No MX for nomx.example' },
      'notice',
      'delayed',
    ],
    [{ event: 'delivered' }, { code: 250, message: 'OK' }, 'notice', 'delivered'],
  ])('%j %j: %s, %s', (more, status, kind, reason) => {
    expect(failed(more, status)).toMatchObject([{ kind, reason }])
  })

  it('tells who complained and who unsubscribed', () => {
    expect(read({ event: 'complained' })).toMatchObject([{ kind: 'complaint', feedbackType: 'abuse' }])
    expect(read({ event: 'unsubscribed' })).toMatchObject([{ kind: 'complaint', feedbackType: 'opt-out' }])
  })

  it('that Mailgun would not take is our fault', () => {
    expect(
      read({ event: 'rejected', reject: { reason: 'Sandbox subdomains are for test purposes only' } }),
    ).toMatchObject([
      { kind: 'bounce', class: 'own_fault', diagnostic: 'Sandbox subdomains are for test purposes only' },
    ])
  })

  it('of any shape does not throw', () => {
    expect(read({ event: 'opened' })).toEqual([])
    const event = fc.record({
      event: fc.constantFrom('failed', 'complained'),
      'delivery-status': fc.jsonValue(),
      recipient: fc.jsonValue(),
      timestamp: fc.jsonValue(),
      message: fc.jsonValue(),
    })
    fc.assert(fc.property(event, (each) => read(each).length === 1))
    fc.assert(fc.property(fc.uint8Array(), (raw) => readMailgun(raw).length === 0))
  })
})
