import { headerInIso2022Jp, inIso2022Jp } from './iso-2022-jp.ts'
import { domainOf, headerOf, mailDate, messageOf, type Posted, queueId } from './posted.ts'

/**
 * 不在通知 of the reader's answering machine, to the return path (RFC 3834 §4). The machine is a careless one: the shop's
 * letters say `Auto-Submitted: auto-generated`, to which careful ones do not answer.
 */
export function awayNotice(posted: Posted): Buffer {
  const messageId = headerOf(posted.raw, 'message-id')
  return messageOf([
    'Return-Path: <>',
    `Date: ${mailDate(posted.at)}`,
    `From: ${posted.to}`,
    `To: ${posted.from}`,
    // Blanks between encoded words are not shown.
    `Subject: ${headerInIso2022Jp('不在通知: ')}\n ${headerOf(posted.raw, 'subject')}`,
    `Message-ID: <${posted.at}.${queueId(posted)}@${domainOf(posted.to)}>`,
    `In-Reply-To: ${messageId}`,
    `References: ${messageId}`,
    'Auto-Submitted: auto-replied (vacation)',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=iso-2022-jp',
    'Content-Transfer-Encoding: 7bit',
    '',
    inIso2022Jp(
      [
        'メールをありがとうございます。',
        'ただいま休暇をいただいており、月曜日まで不在にしております。',
        'お返事は戻りましてから差し上げます。',
        '',
        'このメールは自動で送信しています。',
      ].join('\n'),
    ),
    '',
  ])
}

/**
 * Somebody who now has the address writes a mail of his own to the shop's address, with nothing of ours in it: no program
 * can tell which letter it is about, and a person has to read it.
 */
export function strangersLetter(posted: Posted): Buffer {
  const sender = headerOf(posted.raw, 'from')
  const domain = domainOf(posted.to)
  return messageOf([
    `Return-Path: <kanri@${domain}>`,
    `Date: ${mailDate(posted.at)}`,
    `From: ${headerInIso2022Jp('管理人')} <kanri@${domain}>`,
    `To: ${/<([^<>]+)>/.exec(sender)?.[1] ?? sender}`,
    `Subject: ${headerInIso2022Jp('アドレスの件')}`,
    `Message-ID: <${posted.at}.${queueId(posted)}@${domain}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    linesOfBase64(
      [
        '突然のメールで失礼します。',
        '',
        '先日そちらからメールをいただきましたが、このアドレスは使われていません。',
        '前の担当者は退職しており、いまは私が受信箱を見ています。',
        '今後は送らないようにしていただけますか。',
      ].join('\r\n'),
    ),
    '',
  ])
}

function linesOfBase64(text: string): string {
  const encoded = Buffer.from(text).toString('base64')
  return encoded.replace(/.{76}/g, (line) => `${line}\n`).trimEnd()
}
