import { Buffer } from 'node:buffer'
import { verify, type X509Certificate } from 'node:crypto'
import { type Genuine, LARGEST_POST, type Refused, refused, strictBase64 } from '../verified.ts'
import { certificateAddress, confirmingAddress } from './addresses.ts'
import type { SnsCertificates } from './certificates.ts'
import { readSns, type SnsMessage, signedText } from './message.ts'

/** SHA-1 is what topics sign with unless their owner chose 2. */
const DIGESTS: Readonly<Record<string, string>> = { '1': 'sha1', '2': 'sha256' }

export interface GenuineSns extends Genuine {
  message: SnsMessage
  /** Of a confirmation that is asked for: the address to GET, at SNS and for an allowed topic; null of all others. */
  confirmUrl: string | null
}

/**
 * Whether SNS signed this post for one of our topics ("Verifying the signatures of Amazon SNS messages"). Anybody with an
 * AWS account gets signatures of SNS: the topic decides, and is looked at before anything is fetched. Never throws.
 * @param topics ARNs that may speak to us; with none, nobody may
 */
export async function verifySns(
  raw: Uint8Array,
  topics: readonly string[],
  certificates: SnsCertificates,
  now: Date,
): Promise<GenuineSns | Refused> {
  if (raw.byteLength > LARGEST_POST) return refused('too_large')
  const message = readSns(raw)
  if (message === 'raw_delivery') return refused('raw_delivery')
  if (message === null) return refused('malformed')
  if (!topics.includes(message.topicArn)) return refused('foreign_topic')
  const digest = DIGESTS[message.signatureVersion]
  if (digest === undefined) return refused('unknown_signature_version')
  const signature = strictBase64(message.signature)
  if (signature === null) return refused('unsigned')
  const address = certificateAddress(message.signingCertUrl)
  if (address === null) return refused('foreign_certificate')
  const certificate = await certificates.find(address, now)
  if (certificate === 'unreachable') return refused('certificate_unreachable')
  if (certificate === 'unusable') return refused('certificate_unusable')
  if (!isSigned(message, digest, certificate, signature)) return refused('forged')
  return genuine(message)
}

function genuine(message: SnsMessage): GenuineSns | Refused {
  const { type, messageId, subscribeUrl, topicArn } = message
  const confirmUrl = type === 'SubscriptionConfirmation' ? confirmingAddress(subscribeUrl ?? '', topicArn) : null
  if (type === 'SubscriptionConfirmation' && confirmUrl === null) return refused('foreign_address')
  return { kind: 'genuine', key: messageId.slice(0, 250), message, confirmUrl }
}

function isSigned(message: SnsMessage, digest: string, { publicKey }: X509Certificate, signature: Uint8Array): boolean {
  try {
    return verify(digest, Buffer.from(signedText(message)), publicKey, signature)
  } catch {
    return false
  }
}
