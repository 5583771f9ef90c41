import { ALONE, ANGLE, ANYWHERE, type Dialect, INDENTED } from './dialect.ts'

/** Large mail providers outside Japan, where they write words of their own. */
export const providers: readonly Dialect[] = [
  {
    name: 'gmail-delay',
    start:
      /^(?:Delivery to the following recipients? has been delayed|This is an automatically generated Delivery Status Notification.{0,40}THIS IS A WARNING|There was a temporary problem delivering your message|Delivery incomplete|.{0,6}Delivery incomplete)/i,
    stop: /^-{3,}/,
    address: ANYWHERE,
    notice: true,
  },
  {
    name: 'gmail',
    start:
      /^(?:Delivery to the following recipients? failed|This is an automatically generated Delivery Status Notification)/i,
    stop: /^(?:-{3,} Original message|-{3,} Message header)/i,
    address: INDENTED,
  },
  {
    // Gmail and Workspace since 2016, in the reader's language; the DSN beside it is read first.
    name: 'google',
    start:
      /Your message (?:wasn't|was not|couldn't be|could not be) delivered to|\*\* (?:Address not found|Message (?:blocked|not delivered)|Recipient inbox full)|(?:メールは|へのメール).{0,120}配信/i,
    address: ANYWHERE,
    stop: /^(?:The response (?:from|was)|応答|-{3,})/i,
  },
  {
    name: 'google-groups',
    start: /you tried to contact \([^)]{1,200}\) may not exist|the group you tried to contact/i,
    address: /group you tried to contact \(([^)\s]{1,200})\)()/i,
    hint: 'sender_refused',
  },
  {
    name: 'aol',
    start: /^(?:Your mail to the following recipients could not be delivered|The following address failed)/i,
    address: ANYWHERE,
    stop: /^-{3,}/,
  },
  {
    name: 'gmx',
    start:
      /^(?:A message that you (?:have )?sent could not be delivered|.{0,20}Adresse(?:n)? konnte|Ihre (?:Nachricht|E-Mail)|Die folgende Adresse|Diese Nachricht wurde automatisch)/i,
    stop: /^-{3,}/,
    address: /^[\s<"']{0,8}([^\s<>"':,()]{1,250}@[^\s<>"':,()]{1,250})[>"':]{0,3}\s{0,3}(.*)$/,
  },
  { name: 'facebook', start: /^This message was created automatically by Facebook/, address: ANGLE },
  {
    name: 'verizon',
    start: /^(?:Message could not be delivered to mobile|Error: |Original Message:)/i,
    address: /^\s{0,8}(?:RCPT TO|To):\s{0,4}<?([^\s<>]{1,200}@[^\s<>]{1,200})>?()$/i,
  },
  {
    // Sina, QQ, NetEase
    name: 'chinese',
    start:
      /(?:很抱歉|退信|无法(?:投递|送达|发送)|無法(?:投遞|送達)|could not be delivered to|发件人|收件人|投递失败|Sorry, your message)/i,
    address: ANYWHERE,
    stop: /^-{3,}/,
  },
  {
    name: 'mailru',
    start:
      /(?:Это письмо создано|не может быть доставлено|не было доставлено|Your message was not delivered|Письмо .{0,80}не)/i,
    address: ANYWHERE,
    stop: /^(?:-{3,}|\*{3,})/,
  },
  {
    name: 'zoho',
    start: /^This message was created automatically by mail delivery software|^Invalid Address/i,
    address: ANYWHERE,
    stop: /^-{3,}/,
  },
  {
    name: 'earthlink',
    start: /^Sorry, unable to deliver your message to/i,
    address: ANYWHERE,
    stop: /^A copy of the original/,
  },
  {
    name: 'amazon',
    start: /An error occurred while trying to deliver the mail to the following recipients/i,
    address: ALONE,
  },
  {
    name: 'sendgrid',
    start: /^(?:This is an automatically generated message from SendGrid|I'm sorry to have to tell you)/i,
    address: ANYWHERE,
  },
]
