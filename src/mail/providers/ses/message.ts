import { jsonOf, valueAt } from '../fields.ts'

export const snsTypes = ['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation'] as const
export type SnsType = (typeof snsTypes)[number]

/** A message as SNS posts it over HTTP ("HTTP/HTTPS notification JSON format"), raw delivery off. */
export interface SnsMessage {
  type: SnsType
  messageId: string
  topicArn: string
  message: string
  timestamp: string
  /** Of notifications, where the sender gave one. */
  subject: string | null
  /** Of confirmations. */
  token: string | null
  subscribeUrl: string | null
  signatureVersion: string
  signature: string
  signingCertUrl: string
}

/** Reads the envelope. `raw_delivery`: SES's event stands there bare, without envelope and signature. Null: no message. */
export function readSns(raw: Uint8Array): SnsMessage | 'raw_delivery' | null {
  const post = jsonOf(raw)
  const text = (name: string) => {
    const found = valueAt(post, name)
    return typeof found === 'string' ? found : null
  }
  if (text('Type') === null && (text('notificationType') ?? text('eventType')) !== null) return 'raw_delivery'
  const type = snsTypes.find((known) => known === text('Type'))
  const needed = ['MessageId', 'TopicArn', 'Message', 'Timestamp', 'SignatureVersion', 'Signature', 'SigningCertURL']
  if (type === undefined || needed.some((name) => text(name) === null)) return null
  const [token, subscribeUrl] = [text('Token'), text('SubscribeURL')]
  if (type !== 'Notification' && (token === null || subscribeUrl === null)) return null
  return {
    type,
    messageId: text('MessageId') ?? '',
    topicArn: text('TopicArn') ?? '',
    message: text('Message') ?? '',
    timestamp: text('Timestamp') ?? '',
    subject: text('Subject'),
    token,
    subscribeUrl,
    signatureVersion: text('SignatureVersion') ?? '',
    signature: text('Signature') ?? '',
    signingCertUrl: text('SigningCertURL') ?? '',
  }
}

/**
 * What SNS signs ("Verifying the signatures of Amazon SNS messages"): names and values on lines of their own, the names in
 * order of bytes. Topic and type stand last, so that no text before them can pass for another topic's.
 */
export function signedText(message: SnsMessage): string {
  const isNotification = message.type === 'Notification'
  const fields: [string, string | null][] = [
    ['Message', message.message],
    ['MessageId', message.messageId],
    ['Subject', isNotification ? message.subject : null],
    ['SubscribeURL', isNotification ? null : message.subscribeUrl],
    ['Timestamp', message.timestamp],
    ['Token', isNotification ? null : message.token],
    ['TopicArn', message.topicArn],
    ['Type', message.type],
  ]
  return fields.map(([name, value]) => (value === null ? '' : `${name}\n${value}\n`)).join('')
}
