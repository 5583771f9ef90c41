import { headerInIso2022Jp, inIso2022Jp } from './iso-2022-jp.ts'
import { domainOf, headersGivenBack, mailDate, messageOf, type Posted, queueId, relay } from './posted.ts'

/*
 * Bounces about mail boxes of Japanese mobile carriers: words and no report, so that nothing but the words tells. What
 * docomo and au answer to an unknown user was never documented by them; integrators have recorded it.
 */

/** docomo refuses a dead address at RCPT; the server that tried writes the bounce, as sendmail did of old. */
export function docomoUnknown(posted: Posted): Buffer {
  const { to } = posted
  return plain(posted, {
    host: relay,
    from: `Mail Delivery Subsystem <MAILER-DAEMON@${relay}>`,
    subject: 'Returned mail: see transcript for details',
    charset: 'us-ascii',
    text: [
      `The original message was received at ${mailDate(posted.at)}`,
      'from shop [192.0.2.20]',
      '',
      '   ----- The following addresses had permanent fatal errors -----',
      `<${to}>`,
      `    (reason: 550 Unknown user ${to})`,
      '',
      '   ----- Transcript of session follows -----',
      `... while talking to mx.${domainOf(to)}.:`,
      `>>> RCPT To:<${to}>`,
      `<<< 550 Unknown user ${to}`,
      `550 5.1.1 <${to}>... User unknown`,
      '',
      '   ----- Original message follows -----',
      '',
      ...headersGivenBack(posted),
    ],
  })
}

/** au takes the letter and writes itself. With the address before its words the user is unknown; without, a filter refused. */
export function auUnknown(posted: Posted): Buffer {
  const { to } = posted
  return plain(posted, {
    host: domainOf(to),
    from: `Postmaster <Postmaster@${domainOf(to)}>`,
    subject: 'Mail System Error - Returned Mail',
    charset: 'iso-2022-jp',
    text: [
      'Each of the following recipients was rejected by a remote mail server.',
      '',
      `    Recipient: <${to}>`,
      `    Reason:    <${to}>: User unknown`,
      '',
      '----- Original message follows -----',
      '',
      ...headersGivenBack(posted),
    ],
  })
}

/** A provider of a carrier's name: Japanese first, English below. */
export function providerUnknown(posted: Posted): Buffer {
  const { to } = posted
  return plain(posted, {
    host: `mta.${domainOf(to)}`,
    from: `no-reply@mta.${domainOf(to)}`,
    subject: headerInIso2022Jp('メールエラー通知'),
    charset: 'iso-2022-jp',
    text: [
      inIso2022Jp('送信先のメールアドレスが見つからないため、送信できませんでした。'),
      '',
      `Your mail sent on: ${mailDate(posted.at)}`,
      `     Could not be delivered to: <${to}>`,
      '     As the user is unknown.',
      '',
      '----- Original message follows -----',
      '',
      ...headersGivenBack(posted),
    ],
  })
}

type Plain = { host: string; from: string; subject: string; charset: string; text: string[] }

function plain(posted: Posted, { host, from, subject, charset, text }: Plain): Buffer {
  return messageOf([
    'Return-Path: <>',
    `Date: ${mailDate(posted.at)}`,
    `From: ${from}`,
    `To: ${posted.from}`,
    `Subject: ${subject}`,
    `Message-ID: <${posted.at}.${queueId(posted)}@${host}>`,
    'MIME-Version: 1.0',
    `Content-Type: text/plain; charset=${charset}`,
    'Content-Transfer-Encoding: 7bit',
    '',
    ...text,
    '',
  ])
}
