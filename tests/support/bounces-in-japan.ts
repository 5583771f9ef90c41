import { HANA, type Row } from './bounces-in-words.ts'

/** Carriers, providers and mail servers of Japan, and others in Japanese. */
export const bouncesInJapan: Row[] = [
  [
    'Exchange in Japanese',
    {
      from: 'postmaster@kaisha.example',
      subject: '=?utf-8?B?6YWN5L+h5LiN6IO9?=',
      text: `次の受信者またはグループへの配信に失敗しました:\n\n${HANA}\n入力された電子メール アドレスが見つかりませんでした。`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'Yahoo! JAPAN',
    {
      text: `Message from kyaku.example.\nUnable to deliver message to the following address(es).\n\n<${HANA}>:\nThis user doesn't have a kyaku.example account (${HANA}) [-9]`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'Notes',
    {
      from: 'postmaster@kaisha.example',
      charset: 'iso-2022-jp',
      subject: 'Undeliverable message',
      text: `------- Failure Reasons  --------\n\nディレクトリのリストにありません\n${HANA}\n\n------- Returned Message --------`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'm-FILTER',
    {
      from: 'postmaster@kaisha.example',
      charset: 'iso-2022-jp',
      text: `このメールは自動的に生成して送信しています。\n以下のメールアドレスへの送信に失敗しました。\n${HANA}\n\n-------server message\n550 5.1.1 User unknown\n\n-------SMTP command\nRCPT`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'au, filtered',
    {
      from: '<Postmaster@ezweb.ne.jp>',
      subject: 'Mail System Error - Returned Mail',
      headers: ['X-SPASIGN: NG'],
      charset: 'iso-2022-jp',
      text: `<hana.@ezweb.ne.jp>\n\nEach of the following recipients was rejected by a remote mail server.\n--------------------`,
    },
    'given_up',
    'refused_by_recipient',
  ],
  [
    'au one net',
    {
      from: 'no-reply@mta.auone.example',
      subject: '=?iso-2022-jp?B?GyRCJWEhPCVrJSglaSE8RExDThsoQg==?=',
      charset: 'iso-2022-jp',
      text: `送信先のメールボックスが一杯のため、送信できませんでした。\n\nYour mail sent on: Tue, 2 Jun 2026 09:00:00 +0900\n     Could not be delivered to: <${HANA}>\n     As their mailbox is full.`,
    },
    'given_up',
    'mailbox_full',
  ],
  [
    'BIGLOBE',
    {
      from: 'postmaster@biglobe.example',
      charset: 'iso-2022-jp',
      text: `   ----- The following addresses had delivery problems -----\n${HANA}\n\n   ----- Non-delivered information -----\nThe number of messages in recipient's mailbox exceeded the local limit.`,
    },
    'given_up',
    'mailbox_full',
  ],
  [
    'a Japanese host',
    {
      from: 'postmaster@okurimono.example',
      charset: 'shift_jis',
      subject: 'Undelivered',
      text: `お客様のメールは以下の宛先に配信できませんでした。\n${HANA}\n理由: 宛先のメールアドレスは存在しません。`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'a provider in Japan, word for word from its neighbour',
    {
      from: 'Mail Administrator <Postmaster@isp.example>',
      subject: 'Mail System Error - Returned Mail',
      text: `This Message was undeliverable due to the following reason:\n\nEach of the following recipients was rejected by a remote mail server.\n\n    Recipient: <${HANA}>\n    Reason:    <${HANA}>... User unknown`,
    },
    'dead',
    'user_unknown',
  ],
  [
    'au, closed',
    {
      from: '<Postmaster@ezweb.ne.jp>',
      subject: 'Mail System Error - Returned Mail',
      text: `The user(s) account is disabled.\n\n<hana.@ezweb.ne.jp>: 550 user unknown (in reply to RCPT TO command)\n\n--------------------`,
    },
    'given_up',
    'suspended',
  ],
  [
    'au one net, under a subject that says nothing',
    {
      from: 'no-reply@mta.auone.example',
      subject: 'Mail',
      text: `Your mail sent on: Tue, 2 Jun 2026 09:00:00 +0900\n     Could not be delivered to: <${HANA}>\n     As their mailbox is full.`,
    },
    'given_up',
    'mailbox_full',
  ],
]
