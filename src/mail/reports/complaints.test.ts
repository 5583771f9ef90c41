import { describe, expect, it } from 'vitest'
import { abuseReport, bytesOf, letterTo } from '../../../tests/support/returned-mail.ts'
import { understand } from './understand.ts'

const HANA = 'hana@kyaku.example'
const FIELDS = ['User-Agent: Loop/1.0', 'Version: 1', 'Source-IP: 192.0.2.1', `Original-Rcpt-To: <${HANA}>`]

describe('an abuse report', () => {
  it.each(['abuse', 'fraud', 'virus', 'other', 'opt-out'])('of the type %s is a complaint', (type) => {
    const verdict = understand(bytesOf(abuseReport({ fields: [`Feedback-Type: ${type}`, ...FIELDS] })))
    expect(verdict).toMatchObject({
      kind: 'complaint',
      complaint: { feedbackType: type, userAgent: 'Loop/1.0', sourceIp: '192.0.2.1' },
      recipients: [{ address: HANA, class: 'notice', reason: 'delivered' }],
      letter: { messageId: '<letter.41.a1b2c3@hanare.example>' },
    })
  })

  it.each(['auth-failure', 'not-spam'])('of the type %s blames no letter', (type) => {
    const verdict = understand(bytesOf(abuseReport({ fields: [`Feedback-Type: ${type}`, ...FIELDS] })))
    expect(verdict.kind).toBe('notice')
  })

  it('takes the address from the letter when the fields withhold it, and nobody when both do', () => {
    const fields = ['Feedback-Type: abuse', 'Original-Rcpt-To: redacted@loop.example']
    const address = (to: string) =>
      understand(bytesOf(abuseReport({ fields, to }))).recipients.map((one) => one.address)
    expect(address(HANA)).toEqual([HANA])
    expect(address('redacted@loop.example')).toEqual([])
  })

  it.each<[string, (raw: string) => string]>([
    ['its part labelled as plain text', (raw) => raw.replace('message/feedback-report', 'text/plain')],
    ['its type not announced', (raw) => raw.replace(' report-type=feedback-report;', '')],
    ['no fields at all', (raw) => raw.replace(/Content-Type: message\/feedback-report[\s\S]*?--arf/, '--arf')],
    ['empty lines between its fields', (raw) => raw.replace('\nVersion', '\n\nVersion')],
  ])('is found with %s', (_, damaged) => {
    const raw = damaged(abuseReport({ fields: ['Feedback-Type: abuse', ...FIELDS] }))
    expect(understand(bytesOf(raw))).toMatchObject({ kind: 'complaint', complaint: { feedbackType: 'abuse' } })
  })

  it("reads Hotmail's form before RFC 5965", () => {
    const raw = `From: staff@hotmail.com\nSubject: complaint about message from 192.0.2.1\nContent-Type: multipart/mixed; boundary=h\n\n--h\nContent-Type: message/rfc822\n\nX-HmXmrOriginalRecipient: ${HANA}\n${letterTo('x@y.example')}\n\nHello\n--h--\n`
    expect(understand(bytesOf(raw))).toMatchObject({ kind: 'complaint', recipients: [{ address: HANA }] })
  })

  it('reads the 配信停止 of Apple Mail', () => {
    const raw = `From: Hana <${HANA}>\nTo: unsubscribe@hanare.example\nSubject: Unsubscribe\nX-Apple-Unsubscribe: true\n\n`
    expect(understand(bytesOf(raw))).toMatchObject({
      kind: 'complaint',
      complaint: { feedbackType: 'opt-out' },
      recipients: [{ address: HANA }],
    })
  })

  it("reads a desk's report in words", () => {
    const raw = `From: abuse@provider.example\nSubject: Spam complaint\nContent-Type: multipart/mixed; boundary=h\n\n--h\n\nOur customer reported your message as spam.\n--h\nContent-Type: message/rfc822\n\n${letterTo(HANA)}\n\nHello\n--h--\n`
    expect(understand(bytesOf(raw))).toMatchObject({ kind: 'complaint', recipients: [{ address: HANA }] })
  })
})
