import { describe, expect, it } from 'vitest'
import { bytesOf, letterTo, type Report, report } from '../../../tests/support/returned-mail.ts'
import { understand } from './understand.ts'

const HANA = 'hana@kyaku.example'

function verdictOf(one: Omit<Report, 'address'> & { address?: string }) {
  const { kind, recipients } = understand(bytesOf(report({ address: HANA, ...one })))
  return [kind, recipients[0]?.class, recipients[0]?.reason]
}

describe('a report of RFC 3464', () => {
  it('tells who, why, in whose words, and which letter', () => {
    const diagnostic =
      'smtp; 550 5.1.1 <hana@kyaku.example>: Recipient address rejected: User unknown in virtual mailbox table'
    const text =
      '<hana@kyaku.example>: host mx.kyaku.example[192.0.2.7] said: 550 5.1.1 … (in reply to RCPT TO command)'
    const verdict = understand(bytesOf(report({ address: HANA, status: '5.1.1', diagnostic, text })))
    expect(verdict).toMatchObject({
      kind: 'bounce',
      recognisedBy: 'rfc3464',
      reportingMta: 'mx.kaeri.example',
      envelopeId: '41.a1b2c3',
      letter: { messageId: '<letter.41.a1b2c3@hanare.example>', extra: { 'x-luxliner-letter': '41.a1b2c3' } },
      report: { to: 'bounce+k3y.7@hanare.example', returnPath: '<>' },
    })
    expect(verdict.recipients).toEqual([
      {
        address: HANA,
        originalAddress: null,
        class: 'dead',
        reason: 'user_unknown',
        action: 'failed',
        status: '5.1.1',
        reply: 550,
        stage: 'rcpt',
        diagnostic: diagnostic.slice(6),
        remoteMta: null,
      },
    ])
  })

  it.each<[string, Omit<Report, 'address'> & { address?: string }, string, string]>([
    [
      'a full box under a status of a dead address',
      { status: '5.1.1', diagnostic: 'smtp; 552 5.1.1 user over quota' },
      'given_up',
      'mailbox_full',
    ],
    [
      'a block list under a status of a dead address',
      { status: '5.1.1', diagnostic: 'smtp; 550 5.1.1 rejected, see dnsbl.example: is listed' },
      'own_fault',
      'blocked',
    ],
    [
      'SPF',
      { status: '5.7.1', diagnostic: 'smtp; 550 5.7.1 SPF check: 192.0.2.1 is not allowed to send mail' },
      'own_fault',
      'authentication',
    ],
    [
      'DMARC',
      { status: '5.7.26', diagnostic: "smtp; 550-5.7.26 rejected per hanare.example's DMARC policy" },
      'own_fault',
      'authentication',
    ],
    ['spam', { status: '5.7.1', diagnostic: 'smtp; 554 5.7.1 message looks like spam' }, 'own_fault', 'content'],
    [
      'size',
      { status: '5.3.4', diagnostic: 'smtp; 552 5.3.4 Message size exceeds fixed limit' },
      'own_fault',
      'too_large',
    ],
    ['relaying', { status: '5.7.1', diagnostic: 'smtp; 550 5.7.1 Relaying denied' }, 'own_fault', 'relay_denied'],
    [
      'too fast',
      { status: '4.7.0', diagnostic: 'smtp; 421 4.7.0 too many connections from your host' },
      'own_fault',
      'rate_limited',
    ],
    [
      'the sender refused',
      { status: '5.1.8', diagnostic: 'smtp; 553 5.1.8 Domain of sender address does not exist' },
      'own_fault',
      'sender_refused',
    ],
    [
      'a closed account',
      { status: '5.2.1', diagnostic: 'smtp; 550 5.2.1 The account is disabled' },
      'given_up',
      'suspended',
    ],
    ['nothing but a status', { status: '5.1.1' }, 'dead', 'user_unknown'],
    [
      'no such domain',
      {
        status: '5.4.4',
        diagnostic: 'X-Postfix; Host or domain name not found. Name service error for name=kyaku.example',
      },
      'dead',
      'host_unknown',
    ],
    [
      'names that were not answered for',
      { status: '5.4.4', diagnostic: 'X-Postfix; Malformed or unexpected name server reply' },
      'given_up',
      'network',
    ],
    [
      'a domain that takes no mail',
      { status: '5.1.10', diagnostic: 'smtp; 556 5.1.10 domain does not accept mail (nullMX)' },
      'dead',
      'accepts_no_mail',
    ],
    ['a program of the recipient', { status: '5.3.0', diagnostic: 'x-unix; 75' }, 'given_up', 'system'],
    ['time', { status: '4.4.7', diagnostic: 'smtp; 450 4.4.7 delivery time expired' }, 'given_up', 'timed_out'],
    [
      'docomo at RCPT',
      {
        address: 'a..b.@docomo.ne.jp',
        diagnostic: 'smtp; 550 Unknown user a..b.@docomo.ne.jp',
        text: '>>> RCPT TO:<x>\n<<< 550 Unknown user',
      },
      'dead',
      'user_unknown',
    ],
    [
      'docomo after DATA',
      {
        address: 'ab@docomo.ne.jp',
        status: '5.2.0',
        diagnostic: 'smtp; 550 Unknown user ab@docomo.ne.jp',
        text: '>>> DATA\n<<< 550 Unknown user',
      },
      'given_up',
      'refused_by_recipient',
    ],
    [
      'au without an address',
      { address: 'ab@ezweb.ne.jp', diagnostic: 'smtp; 550 : User unknown' },
      'given_up',
      'refused_by_recipient',
    ],
    [
      'au with the address',
      { address: 'ab@ezweb.ne.jp', diagnostic: 'smtp; 550 <ab@ezweb.ne.jp>: User unknown' },
      'dead',
      'user_unknown',
    ],
    [
      'a user unknown only after DATA',
      { diagnostic: 'smtp; 550 User unknown', text: `<${HANA}>: (in reply to end of DATA command)` },
      'given_up',
      'refused_by_recipient',
    ],
    [
      'a mail box that is not there, said after DATA',
      {
        diagnostic: 'smtp; 552 1 Requested mail action aborted, mailbox not found',
        text: `<${HANA}>: (in reply to end of DATA command)`,
      },
      'dead',
      'user_unknown',
    ],
  ])('%s', (_, one, expected, reason) => {
    expect(verdictOf(one)).toEqual(['bounce', expected, reason])
  })

  it.each([
    ['delayed', 'delayed'],
    ['delivered', 'delivered'],
    ['relayed', 'delivered'],
    ['expanded', 'delivered'],
  ])('Action: %s loses nothing', (action, reason) => {
    expect(verdictOf({ action, status: '4.4.1' })).toEqual(['notice', 'notice', reason])
  })

  it('is a bounce as soon as one of several is lost, each with its own verdict', () => {
    const raw = report(
      { address: HANA, action: 'delayed', status: '4.4.1' },
      { address: 'jiro@kyaku.example', status: '5.1.1', diagnostic: 'smtp; 550 no such user' },
    )
    const { kind, recipients } = understand(bytesOf(raw))
    expect([kind, ...recipients.map((one) => one.class)]).toEqual(['bounce', 'notice', 'dead'])
  })

  it('keeps the address before forwarding beside the one that failed', () => {
    const { recipients } = understand(bytesOf(report({ address: 'box7@host.example', original: HANA })))
    expect(recipients[0]).toMatchObject({ address: 'box7@host.example', originalAddress: HANA })
  })

  it('reads addresses of RFC 6533', () => {
    const raw = report({ address: 'x' })
      .replace('rfc822; x', 'utf-8; 花子@例え.example')
      .replace('message/delivery-status', 'message/global-delivery-status')
    expect(understand(Buffer.from(raw)).recipients[0]?.address).toBe('花子@例え.example')
  })
})

describe('a report that is not as it should be', () => {
  const whole = report({ address: HANA, status: '5.1.1', diagnostic: 'smtp; 550 5.1.1 no such user' })
  const dead = { kind: 'bounce', recipients: [{ address: HANA, class: 'dead' }] }

  it.each<[string, (raw: string) => string]>([
    ['line ends of DOS', (raw) => raw.replaceAll('\n', '\r\n')],
    ['line ends of an old Mac', (raw) => raw.replaceAll('\n', '\r')],
    ['an mbox line before it', (raw) => `From MAILER-DAEMON Tue Jun  2 09:00:00 2026\n${raw}`],
    ['a boundary that the header does not name', (raw) => raw.replace('boundary="kaeri/1"', 'boundary="other"')],
    ['no content type at all', (raw) => raw.replace(/Content-Type: multipart.*\n/, '')],
    ['the status labelled as plain text', (raw) => raw.replace('message/delivery-status', 'text/plain')],
    ['cut off inside the status', (raw) => raw.slice(0, raw.indexOf('--kaeri/1\nContent-Type: text/rfc822-headers'))],
    ['no closing boundary', (raw) => raw.replace('--kaeri/1--', '')],
    [
      'empty lines between the fields',
      (raw) => raw.replace('\nAction:', '\n\nAction:').replace('\nStatus:', '\n\nStatus:'),
    ],
    ['only the address of before', (raw) => raw.replace('Final-Recipient: rfc822;', 'Original-Recipient: rfc822;')],
    ['a local part only, the letter beside it', (raw) => raw.replace(`rfc822; ${HANA}`, 'LOCAL; <hana>')],
    [
      'one inside another message',
      (raw) =>
        `Subject: Fwd: x\nFrom: a@b.example\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\nsee below\n--o\nContent-Type: message/rfc822\n\n${raw}\n--o--\n`,
    ],
    ['NUL bytes', (raw) => raw.replaceAll('550', '5\u000050')],
  ])('%s', (_, damaged) => {
    expect(understand(bytesOf(damaged(whole)))).toMatchObject(dead)
  })

  it('takes the letter from whichever part gives it back', () => {
    const withBody = whole
      .replace('text/rfc822-headers', 'message/rfc822')
      .replace('--kaeri/1--', '\nHello\n--kaeri/1--')
    expect(understand(bytesOf(withBody)).letter?.messageId).toBe('<letter.41.a1b2c3@hanare.example>')
    expect(letterTo(HANA)).toContain('letter.41')
  })
})
