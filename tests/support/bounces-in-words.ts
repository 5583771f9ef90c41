import type { Returned } from './returned-mail.ts'

export const HANA = 'hana@kyaku.example'
const SAVED = `  ${HANA}\n    SMTP error from remote mail server after`

/** Name, message, class, reason. */
export type Row = [name: string, returned: Returned, expected: string, reason: string]

/** Bounces of no standard, one a mail system; the words are the systems' own, the rest was made up. */
export const bouncesInWords: Row[] = [
  [
    'qmail',
    {
      text: `Hi. This is the qmail-send program at mx.kaeri.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<${HANA}>:\n192.0.2.9 does not like recipient.\nRemote host said: 550 sorry, no mailbox here by that name (#5.1.1)\nGiving up on 192.0.2.9.`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'qmail, waited too long',
    {
      text: `Hi. This is the qmail-send program at mx.kaeri.example.\n\n<${HANA}>:\n192.0.2.9 failed after I sent the message.\nRemote host said: 451 Mailbox is full\nI'm not going to try again; this message has been in the queue too long.`,
    },
    'given_up',
    'mailbox_full',
  ],
  [
    'Exim',
    {
      subject: 'Mail delivery failed: returning message to sender',
      headers: [`X-Failed-Recipients: ${HANA}`, 'Auto-Submitted: auto-replied'],
      text: `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n${SAVED} RCPT TO:<${HANA}>:\n    host mx.kyaku.example [192.0.2.9]: 550 No such person at this address`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'Exim at MAIL',
    {
      headers: [`X-Failed-Recipients: ${HANA}`],
      text: `This message was created automatically by mail delivery software.\n\n${SAVED} MAIL FROM:<x@y.example>:\n    host mx.kyaku.example [192.0.2.9]: 550 no such user here`,
    },
    'own_fault',
    'sender_refused',
  ],
  [
    'sendmail of old',
    {
      subject: 'Returned mail: User unknown',
      text: `   ----- Transcript of session follows -----\n>>> RCPT To:<${HANA}>\n<<< 550 <${HANA}>... User unknown\n550 <${HANA}>... User unknown\n\n   ----- Unsent message follows -----`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'sendmail 8',
    {
      text: `   ----- The following addresses had permanent fatal errors -----\n<${HANA}>\n    (reason: 550 Host unknown)\n\n   ----- Transcript of session follows -----\n550 5.1.2 <${HANA}>... Host unknown`,
    },
    'dead',
    'host_unknown',
  ],
  [
    'Postfix in words',
    {
      text: `This is the mail system at host mx.kaeri.example.\n\n<${HANA}>: host mx.kyaku.example[192.0.2.9] said: 550 5.7.1 Client host rejected:\n    cannot find your reverse hostname (in reply to RCPT TO command)`,
    },
    'own_fault',
    'blocked',
  ],
  [
    'Courier',
    {
      text: `This is a delivery status notification from mx.kaeri.example.\n\nUNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<${HANA}>:\n    mx.kyaku.example [192.0.2.9]:\n>>> RCPT TO:<${HANA}>\n<<< 550 User unknown`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'Exchange 2003',
    {
      from: 'System Administrator <postmaster@kaisha.example>',
      subject: 'Undeliverable: Welcome',
      text: `Your message\n\n  To:      x@kaisha.example\n  Subject: Welcome\n\ndid not reach the following recipient(s):\n\n${HANA} on Tue, 2 Jun 2026 09:00:00 +0900\n    The recipient name is not recognized`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'Exchange Online',
    {
      from: 'postmaster@kaisha.onmicrosoft.example',
      subject: 'Undeliverable: Welcome',
      text: `Delivery has failed to these recipients or groups:\n\n${HANA}<mailto:${HANA}>\nYour message wasn't delivered.\n\nDiagnostic information for administrators:\n\nGenerating server: A1.example\n${HANA}\nRemote Server returned '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required'`,
    },
    'own_fault',
    'policy',
  ],
  [
    'Exchange in German',
    {
      from: 'postmaster@firma.example',
      subject: 'Unzustellbar: Welcome',
      text: `Fehler bei der Nachrichtenzustellung an folgende Empfänger:\n\n${HANA}\nDie eingegebene E-Mail-Adresse wurde nicht gefunden.`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'Gmail of old',
    {
      headers: [`X-Failed-Recipients: ${HANA}`],
      subject: 'Delivery Status Notification (Failure)',
      text: `Delivery to the following recipient failed permanently:\n\n     ${HANA}\n\nTechnical details of permanent failure:\nThe error that the other server returned was:\n550 550 5.2.2 Mailbox full (state 14).`,
    },
    'given_up',
    'mailbox_full',
  ],
  [
    'Yahoo!',
    {
      subject: 'Failure Notice',
      text: `Sorry, we were unable to deliver your message to the following address.\n\n<${HANA}>:\nRemote host said: 554 delivery error: dd This user doesn't have a kyaku.example account (${HANA}) [0] [RCPT_TO]`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'GMX',
    {
      text: `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of\nits recipients. The following address failed:\n\n"${HANA}":\nSMTP error from remote server after RCPT command:\nhost: mx.kyaku.example\n5.1.1 User unknown`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'Domino',
    {
      from: 'Postmaster@kaisha.example',
      subject: 'DELIVERY FAILURE: not listed',
      text: `Your message\n\n  Subject: Welcome\n\nwas not delivered to:\n\n  ${HANA}\n\nbecause:\n\n  User hana (${HANA}) not listed in Domino Directory`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'GroupWise',
    {
      subject: 'Message status - undeliverable',
      text: `The message that you sent was undeliverable to the following:\n\n\t${HANA} (user not found)`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'IMail',
    {
      from: 'Postmaster <postmaster@kaisha.example>',
      subject: 'Undeliverable Mail',
      text: `User mailbox exceeds allowed size: ${HANA}\n\nOriginal message follows.`,
    },
    'given_up',
    'mailbox_full',
  ],
  [
    'MailMarshal',
    {
      from: 'postmaster@kaisha.example',
      subject: 'Undeliverable Mail',
      text: `Your message:\n   From:    info@hanare.example\n   Subject: Welcome\n\nCould not be delivered because of\n\n550 5.1.1 User unknown\n\nThe following recipients were affected:\n    ${HANA}`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'InterScan',
    {
      from: '"InterScan MSS" <postmaster@kaisha.example>',
      subject: 'Mail could not be delivered',
      text: `Sent <<< RCPT TO:<${HANA}>\nReceived >>> 550 5.1.1 user unknown\n\n*** End of message ***`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'a Chinese host',
    {
      from: 'postmaster@youxiang.example',
      subject: '=?utf-8?B?6YCA5L+h?=',
      text: `很抱歉,您的邮件无法投递到:\n${HANA}\n原因: 收件人不存在`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'Mail.ru',
    {
      headers: [`X-Failed-Recipients: ${HANA}`],
      text: `К сожалению, Ваше письмо не может быть доставлено:\n\n${SAVED} RCPT TO:<${HANA}>:\n    host mx.kyaku.example [192.0.2.9]: 550 spam message rejected`,
    },
    'own_fault',
    'content',
  ],
  [
    'Exim, spoken of in prose',
    {
      subject: 'Mail delivery failure',
      text: `This message was created automatically by mail delivery\nsoftware.\n\nThe following letter, addressed to '${HANA}',\nfailed because it has not been collected after 30 days`,
    },
    'given_up',
    'timed_out',
  ],
  [
    'a gateway with headers of its own',
    {
      from: 'mailer-daemon',
      subject: 'There was an error sending your mail',
      text: `1 error(s):\n\nThe following recipients returned permanent errors: ${HANA}. Reason: SMTP Server <192.0.2.9> refused to accept your message (RCPT), with the following error message: [550 no such user]`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'a gateway that gives a name before the address',
    {
      from: 'admin@kyaku.example',
      subject: 'Non-Delivery: Welcome',
      text: `--- Non-Delivery Report ---\nThe email below could not be delivered to the following user:\n\n"${HANA}" <${HANA}>\n\nThe mail box was not found.`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'a mail box that wants to be read before one sends',
    {
      text: `Hi. This is the qmail-send program at mx.kaeri.example.\n\n<${HANA}>:\n192.0.2.9 does not like recipient.\nRemote host said: 553 5.3.0 <${HANA}>... Please receive your mail before sending\nGiving up on 192.0.2.9.`,
    },
    'own_fault',
    'relay_denied',
  ],
  [
    'qmail, refused for what we are',
    {
      text: `Hi. This is the qmail-send program at mx.kaeri.example.\n\n<${HANA}>:\n192.0.2.9 does not like recipient.\nRemote host said: 550 5.7.606 Access denied, banned sending IP [192.0.2.1].\nGiving up on 192.0.2.9.`,
    },
    'own_fault',
    'blocked',
  ],
  [
    'a server that says no more than it was told',
    {
      from: 'mx@kyaku.example',
      subject: 'Returned mail',
      headers: ['Return-Path: <>'],
      text: `<${HANA}>: no such user`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'nobody known',
    {
      subject: 'Mail delivery failed',
      text: `Your letter to the person below could not be delivered.\n\n<${HANA}>\n\n550 unknown recipient`,
    },
    'dead',
    'user_unknown',
  ],
]
