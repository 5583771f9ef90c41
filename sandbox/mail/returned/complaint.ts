import { domainOf, headersGivenBack, mailDate, messageOf, type Posted, queueId, relay } from './posted.ts'

/**
 * An abuse report (RFC 5965): the reader pressed 迷惑メール and the provider tells the sender. It withholds who that was,
 * as most providers do (RFC 6590), and gives back the headers only, since a body may name the reader too.
 */
export function abuseReport(posted: Posted): Buffer {
  const boundary = `arf-${queueId(posted)}`
  const provider = domainOf(posted.to)
  return messageOf([
    `Return-Path: <feedback@${provider}>`,
    `Date: ${mailDate(posted.at)}`,
    `From: Feedback Loop <feedback@${provider}>`,
    `To: ${posted.from}`,
    'Subject: Abuse report about a message of yours',
    `Message-ID: <${posted.at}.${queueId(posted)}@${provider}>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=feedback-report;\n\tboundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This is an email abuse report: a reader marked a message as unwanted that',
    `came from 192.0.2.20 (${relay}) on ${mailDate(posted.at)}.`,
    '',
    `--${boundary}`,
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    'User-Agent: Yubin-Feedback/1.0',
    'Version: 1',
    `Original-Mail-From: <${posted.from}>`,
    `Arrival-Date: ${mailDate(posted.at)}`,
    `Reporting-MTA: dns; mx.${provider}`,
    'Source-IP: 192.0.2.20',
    '',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    '',
    ...headersGivenBack(posted).map((field) => withheld(field, posted.to)),
    '',
    `--${boundary}--`,
    '',
  ])
}

/** `To` may bear the reader's name beside the address. */
function withheld(field: string, address: string): string {
  const nobody = `redacted@${domainOf(address)}`
  return /^to:/i.test(field) ? `To: <${nobody}>` : field.replaceAll(address, nobody)
}
