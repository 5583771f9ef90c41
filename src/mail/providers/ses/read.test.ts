import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSes } from './read.ts'

function posted(event: unknown, Type = 'Notification'): Buffer {
  const Message = typeof event === 'string' ? event : JSON.stringify(event)
  const rest = {
    MessageId: 'm',
    TopicArn: 't',
    Timestamp: 'x',
    SignatureVersion: '1',
    Signature: 's',
    SigningCertURL: 'u',
  }
  return Buffer.from(JSON.stringify({ Type, Message, ...rest, Token: 't', SubscribeURL: 'u' }))
}

const mail = {
  messageId: '0106019a-0001-000000',
  destination: ['hana@kyaku.example', 'taro@kyaku.example'],
  headers: [{ name: 'Message-ID', value: '<abc.l2s-token@shop.example>' }],
}
const hana = { emailAddress: 'hana@kyaku.example' }

function bounced(bounceType: string, bounceSubType: string, recipient: object, more: object = {}) {
  const bounce = { bounceType, bounceSubType, feedbackId: 'f-1', timestamp: '2026-11-28T07:00:00.000Z', ...more }
  return readSes(
    posted({ notificationType: 'Bounce', mail, bounce: { ...bounce, bouncedRecipients: [{ ...hana, ...recipient }] } }),
  )
}

describe('a bounce told by SES', () => {
  it('is about who bounced, with the letter it belongs to', () => {
    const recipient = {
      action: 'failed',
      status: '5.1.1',
      diagnosticCode: 'smtp; 550 5.1.1 <hana@kyaku.example>... User unknown',
    }
    expect(bounced('Permanent', 'General', recipient)).toEqual([
      {
        dedupeKey: 'bounce:f-1:hana@kyaku.example',
        kind: 'bounce',
        recipient: 'hana@kyaku.example',
        class: 'dead',
        reason: 'user_unknown',
        feedbackType: null,
        status: '5.1.1',
        diagnostic: 'smtp; 550 5.1.1 <hana@kyaku.example>... User unknown',
        messageId: '<abc.l2s-token@shop.example>',
        at: new Date('2026-11-28T07:00:00Z'),
      },
    ])
  })

  it.each([
    [
      'Permanent',
      'General',
      { status: '5.7.1', diagnosticCode: 'smtp; 550 5.7.1 blocked using zen.spamhaus.org' },
      'blocked',
    ],
    ['Permanent', 'General', { status: '5.2.2', diagnosticCode: 'smtp; 552 mailbox full' }, 'mailbox_full'],
    ['Permanent', 'General', { status: '5.1.1' }, 'user_unknown'],
    ['Permanent', 'General', {}, 'unclear'],
    ['Permanent', 'NoEmail', {}, 'user_unknown'],
    ['Permanent', 'NoEmail', { diagnosticCode: 'smtp; 550 zzz' }, 'user_unknown'],
    [
      'Permanent',
      'Suppressed',
      { status: '5.1.1', diagnosticCode: 'Amazon SES has suppressed sending to this address' },
      'user_unknown',
    ],
    [
      'Permanent',
      'OnAccountSuppressionList',
      { diagnosticCode: 'Amazon SES did not send the message' },
      'user_unknown',
    ],
    [
      'Permanent',
      'OnAccountSuppressionList',
      { status: '5.7.1', diagnosticCode: 'Amazon SES: blocked' },
      'user_unknown',
    ],
    ['Permanent', 'UnsubscribedRecipient', {}, 'refused_by_recipient'],
    ['Transient', 'General', { action: 'failed', status: '5.0.0' }, 'unclear'],
    ['Transient', 'MailboxFull', {}, 'mailbox_full'],
    ['Transient', 'MessageTooLarge', {}, 'too_large'],
    ['Transient', 'ContentRejected', {}, 'content'],
    ['Transient', 'AttachmentRejected', {}, 'content'],
    ['Undetermined', 'Undetermined', {}, 'unclear'],
    ['Permanent', 'constructor', {}, 'unclear'],
  ])('%s %s %j: %s', (type, subtype, recipient, reason) => {
    expect(bounced(type, subtype, recipient)).toMatchObject([{ kind: 'bounce', reason }])
  })

  it('is none when somebody is out of office, or the server still tries', () => {
    expect(bounced('Transient', 'General', {})).toMatchObject([{ kind: 'notice', reason: 'delivered' }])
    expect(bounced('Transient', 'General', {}, { reportingMTA: 'dns; mx' })).toMatchObject([{ kind: 'bounce' }])
    expect(bounced('Permanent', 'General', { action: 'delayed', status: '4.0.0' })).toMatchObject([
      { kind: 'notice', reason: 'delayed' },
    ])
  })

  it("has SES's own id where the headers are not given", () => {
    const event = {
      notificationType: 'Bounce',
      mail: { messageId: mail.messageId },
      bounce: { bouncedRecipients: [hana] },
    }
    expect(readSes(posted(event))).toMatchObject([{ messageId: '0106019a-0001-000000', at: null }])
    const named = { ...event, mail: { ...mail, commonHeaders: { messageId: ' bare@shop.example' } } }
    expect(readSes(posted(named))).toMatchObject([{ messageId: '<bare@shop.example>' }])
  })
})

describe('a complaint told by SES', () => {
  const complained = (complaint: object) =>
    readSes(
      posted({
        eventType: 'Complaint',
        mail,
        complaint: { feedbackId: 'f-2', complainedRecipients: [hana], ...complaint },
      }),
    )

  it.each(['abuse', 'fraud', 'virus', 'other'])('%s', (complaintFeedbackType) => {
    expect(complained({ complaintFeedbackType })).toMatchObject([
      { kind: 'complaint', feedbackType: complaintFeedbackType, class: null, recipient: hana.emailAddress },
    ])
  })

  it('without a type is one, of a broken signature or a rescued letter none', () => {
    expect(complained({})).toMatchObject([{ kind: 'complaint', feedbackType: 'abuse' }])
    for (const type of ['not-spam', 'auth-failure', 'Not_Spam'])
      expect(complained({ complaintFeedbackType: type })).toEqual([])
  })

  it('is none when the letter was held back for an old one', () => {
    expect(complained({ complaintSubType: 'OnAccountSuppressionList' })).toMatchObject([
      { kind: 'bounce', reason: 'refused_by_recipient' },
    ])
  })
})

describe('other events of SES', () => {
  it('delivered, delayed, rejected', () => {
    const delivery = { recipients: [hana.emailAddress], smtpResponse: '250 ok', timestamp: '2026-11-28T07:00:00Z' }
    expect(readSes(posted({ notificationType: 'Delivery', mail, delivery }))).toMatchObject([
      { kind: 'notice', reason: 'delivered', diagnostic: '250 ok', recipient: hana.emailAddress },
    ])
    const deliveryDelay = { delayType: 'MailboxFull', delayedRecipients: [{ ...hana, status: '4.2.2' }] }
    expect(readSes(posted({ eventType: 'DeliveryDelay', mail, deliveryDelay }))).toMatchObject([
      { kind: 'notice', reason: 'delayed', status: '4.2.2' },
    ])
    const all = readSes(posted({ eventType: 'Reject', mail, reject: { reason: 'Bad content' } }))
    expect(all).toMatchObject(mail.destination.map((recipient) => ({ kind: 'bounce', class: 'own_fault', recipient })))
    expect(new Set(all.map(({ dedupeKey }) => dedupeKey)).size).toBe(2)
  })

  it('sent, opened, the test line, confirmations: nothing', () => {
    expect(readSes(posted({ eventType: 'Open', mail }))).toEqual([])
    expect(readSes(posted('Successfully validated SNS topic for Amazon SES event publishing.'))).toEqual([])
    expect(
      readSes(
        posted({ notificationType: 'Bounce', mail, bounce: { bouncedRecipients: [hana] } }, 'SubscriptionConfirmation'),
      ),
    ).toEqual([])
  })

  it('of any shape, without throwing', () => {
    const some = fc.oneof(fc.json(), fc.jsonValue())
    const part = fc.oneof(
      fc.jsonValue(),
      fc.record({ bouncedRecipients: fc.array(fc.jsonValue()), timestamp: fc.jsonValue() }),
    )
    fc.assert(fc.property(some, (event) => Array.isArray(readSes(posted(event)))))
    fc.assert(
      fc.property(part, (bounce) => Array.isArray(readSes(posted({ eventType: 'Bounce', mail: bounce, bounce })))),
    )
    expect(readSes(posted('['.repeat(400_000)))).toEqual([])
  })
})
