import { createFormEncoder } from '../../src/platform/form-charsets.ts'

/** Messages that come back, as mail systems write them. All of them were written for these tests. */

export interface Returned {
  from?: string
  subject?: string
  /** More header lines, without a line end. */
  headers?: readonly string[]
  text: string
  charset?: 'utf-8' | 'iso-2022-jp' | 'shift_jis' | 'euc-jp'
  /** What the header says, where that is not true. */
  labelled?: string
}

const LETTER = [
  'Return-Path: <bounce+k3y.7@hanare.example>',
  'Received: from app.hanare.example by mx.hanare.example; Tue, 2 Jun 2026 09:00:00 +0900',
  'From: 離れ座 <info@hanare.example>',
  'Message-ID: <letter.41.a1b2c3@hanare.example>',
  'X-Luxliner-Letter: 41.a1b2c3',
  'Subject: Welcome',
]

/** The headers of a letter of ours to an address. */
export function letterTo(address: string): string {
  return [...LETTER, `To: ${address}`].join('\n')
}

/** Text as bytes of a charset, one a character, so that it can stand in a message beside ASCII. */
export function inCharset(text: string, charset: NonNullable<Returned['charset']>): string {
  return Buffer.from(createFormEncoder(charset)(text)).toString('latin1')
}

export function bytesOf(message: string): Uint8Array {
  return Buffer.from(message, 'latin1')
}

/** A bounce in words, with our letter below it where `to` is given. */
export function inWords(returned: Returned, to?: string): Uint8Array {
  const charset = returned.charset ?? 'utf-8'
  const below =
    to === undefined ? '' : `\n\n--- Below this line is a copy of the message.\n\n${letterTo(to)}\n\nHello\n`
  return bytesOf(
    [
      `From: ${returned.from ?? 'MAILER-DAEMON@mx.kaeri.example'}`,
      'To: bounce+k3y.7@hanare.example',
      `Subject: ${returned.subject ?? 'failure notice'}`,
      ...(returned.headers ?? []),
      'MIME-Version: 1.0',
      `Content-Type: text/plain; charset=${returned.labelled ?? charset}`,
      '',
      inCharset(`${returned.text}${below}`, charset),
    ].join('\n'),
  )
}

export interface Report {
  address: string
  action?: string
  status?: string
  diagnostic?: string
  /** What stands in the part that people read. */
  text?: string
  original?: string
}

/** A report of RFC 3464 as Postfix and sendmail write it. */
export function report(...recipients: readonly Report[]): string {
  const blocks = recipients.map((one) =>
    [
      ...(one.original === undefined ? [] : [`Original-Recipient: rfc822;${one.original}`]),
      `Final-Recipient: rfc822; ${one.address}`,
      `Action: ${one.action ?? 'failed'}`,
      `Status: ${one.status ?? '5.0.0'}`,
      ...(one.diagnostic === undefined ? [] : [`Diagnostic-Code: ${one.diagnostic}`]),
    ].join('\n'),
  )
  return [
    'Return-Path: <>',
    'From: Mail Delivery System <MAILER-DAEMON@mx.kaeri.example>',
    'To: bounce+k3y.7@hanare.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="kaeri/1"',
    '',
    '--kaeri/1',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    recipients.map((one) => one.text ?? `<${one.address}>: could not be delivered`).join('\n\n'),
    '',
    '--kaeri/1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.kaeri.example',
    'Original-Envelope-Id: 41.a1b2c3',
    '',
    blocks.join('\n\n'),
    '',
    '--kaeri/1',
    'Content-Type: text/rfc822-headers',
    '',
    letterTo(recipients[0]?.address ?? 'nobody@example.jp'),
    '',
    '--kaeri/1--',
    '',
  ].join('\n')
}

export interface AbuseReport {
  fields: readonly string[]
  to?: string
  text?: string
}

/** An abuse report of RFC 5965. */
export function abuseReport({
  fields,
  to = 'hana@kyaku.example',
  text = 'This is an email abuse report.',
}: AbuseReport): string {
  return [
    'From: Feedback <fbl@loop.example>',
    'To: fbl@hanare.example',
    'Subject: FW: Welcome',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="arf.1"',
    '',
    '--arf.1',
    'Content-Type: text/plain',
    '',
    text,
    '',
    '--arf.1',
    'Content-Type: message/feedback-report',
    '',
    ...fields,
    '',
    '--arf.1',
    'Content-Type: message/rfc822',
    '',
    letterTo(to),
    '',
    'Hello',
    '--arf.1--',
    '',
  ].join('\n')
}
