import {
  domainOf,
  headersGivenBack,
  letterGivenBack,
  mailDate,
  messageOf,
  type Posted,
  queueId,
  relay,
  type WriteReturned,
} from './posted.ts'

/** How the recipient's server answered. */
type Answer = {
  action: 'failed' | 'delayed'
  status: string
  /** Reply code and words about an address. */
  words: (to: string) => string
  /** The command that was answered; null where no server was reached. */
  command: 'RCPT TO' | 'end of DATA' | null
  /** Servers give back the letter, or only its headers. */
  gives: 'letter' | 'headers'
}

/** 宛先不明: the first server took the letter, the recipient's knows no such user. */
export const userUnknown = reportOf({
  action: 'failed',
  status: '5.1.1',
  words: (to) => `550 5.1.1 <${to}>: Recipient address rejected: User unknown in virtual mailbox table`,
  command: 'RCPT TO',
  gives: 'letter',
})

export const mailboxFull = reportOf({
  action: 'failed',
  status: '5.2.2',
  words: (to) => `552 5.2.2 <${to}>: Mailbox full, the user is over quota`,
  command: 'RCPT TO',
  gives: 'headers',
})

/** The shop's own fault: its domain does not vouch for the server that sends. */
export const senderUnauthenticated = reportOf({
  action: 'failed',
  status: '5.7.26',
  words: () =>
    '550 5.7.26 This message was refused: the sender is unauthenticated, neither SPF nor DKIM passed, and the DMARC policy of the domain in From asks to reject it',
  command: 'end of DATA',
  gives: 'letter',
})

/** Nothing is lost yet, and nothing more is heard. */
export const stillTrying = reportOf({
  action: 'delayed',
  status: '4.4.1',
  words: (to) => `connect to mx.${domainOf(to)}[192.0.2.25]:25: Connection timed out`,
  command: null,
  gives: 'headers',
})

/** A report of RFC 3464 in the shape of Postfix's. */
function reportOf(answer: Answer): WriteReturned {
  return (posted) => {
    const boundary = `${queueId(posted)}.${Math.trunc(posted.at / 1_000)}/${relay}`
    const [name, type] =
      answer.gives === 'letter' ? ['Message', 'message/rfc822'] : ['Message Headers', 'text/rfc822-headers']
    return messageOf([
      ...headOf(answer, posted, boundary),
      '',
      'This is a MIME-encapsulated message.',
      '',
      `--${boundary}`,
      'Content-Description: Notification',
      'Content-Type: text/plain; charset=us-ascii',
      '',
      ...notificationOf(answer, posted),
      '',
      `--${boundary}`,
      'Content-Description: Delivery report',
      'Content-Type: message/delivery-status',
      '',
      ...statusOf(answer, posted),
      '',
      `--${boundary}`,
      `Content-Description: Undelivered ${name}`,
      `Content-Type: ${type}`,
      '',
      ...(answer.gives === 'letter' ? letterGivenBack(posted) : headersGivenBack(posted)),
      '',
      `--${boundary}--`,
      '',
    ])
  }
}

function headOf({ action }: Answer, posted: Posted, boundary: string): string[] {
  const id = queueId(posted)
  return [
    'Return-Path: <>',
    `Received: by ${relay} (Postfix) id ${id}; ${mailDate(posted.at)}`,
    `Date: ${mailDate(posted.at)}`,
    `From: Mail Delivery System <MAILER-DAEMON@${relay}>`,
    `Subject: ${action === 'failed' ? 'Undelivered Mail Returned to Sender' : 'Delayed Mail (still being retried)'}`,
    `To: ${posted.from}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status;\n\tboundary="${boundary}"`,
    `Message-Id: <${posted.at}.${id}@${relay}>`,
  ]
}

function notificationOf(answer: Answer, posted: Posted): string[] {
  const what =
    answer.action === 'failed'
      ? ['A message of yours could not be delivered to the address below. This is', 'final: nobody will try again.']
      : [
          'This is a warning only. A message of yours has not been delivered to the',
          'address below so far; delivery will be retried for five days.',
        ]
  const server = serverOf(answer, posted)
  const said = server === null ? '' : `host ${server}[192.0.2.25] said: `
  const asked = answer.command === null ? '' : ` (in reply to ${answer.command} command)`
  return [
    `This is the mail system at host ${relay}.`,
    '',
    ...what,
    '',
    folded(`<${posted.to}>: ${said}${answer.words(posted.to)}${asked}`),
  ]
}

function statusOf(answer: Answer, posted: Posted): string[] {
  const server = serverOf(answer, posted)
  const kind = server === null ? 'X-Postfix' : 'smtp'
  return [
    `Reporting-MTA: dns; ${relay}`,
    `X-Postfix-Queue-ID: ${queueId(posted)}`,
    `X-Postfix-Sender: rfc822; ${posted.from}`,
    `Arrival-Date: ${mailDate(posted.at)}`,
    '',
    `Final-Recipient: rfc822; ${posted.to}`,
    `Original-Recipient: rfc822;${posted.to}`,
    `Action: ${answer.action}`,
    `Status: ${answer.status}`,
    ...(server === null ? [] : [`Remote-MTA: dns; ${server}`]),
    folded(`Diagnostic-Code: ${kind}; ${answer.words(posted.to)}`),
    ...(answer.action === 'delayed' ? [`Will-Retry-Until: ${mailDate(posted.at + 5 * 24 * 60 * 60_000)}`] : []),
  ]
}

function serverOf({ command }: Answer, { to }: Posted): string | null {
  return command === null ? null : `mx.${domainOf(to)}`
}

/** Lines of 75 characters where the words allow it, those after the first indented. */
function folded(text: string): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < 75) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(last === undefined ? word : `    ${word}`)
  }
  return lines.join('\n')
}
