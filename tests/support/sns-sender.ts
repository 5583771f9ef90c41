import { Buffer } from 'node:buffer'
import { generateKeyPairSync, sign } from 'node:crypto'
import type { Http, HttpResult } from '../../src/platform/http-client.ts'
import { makeCertificate } from './made-certificate.ts'

export const CERTIFICATE_URL = 'https://sns.ap-northeast-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem'
export const TOPIC = 'arn:aws:sns:ap-northeast-1:111122223333:shop-mail'

export interface SnsSender {
  /** The bytes of a post; fields given replace its own before it is signed. */
  post(fields: Record<string, string>, version?: '1' | '2'): Buffer
  certificate: string
}

const SIGNED = ['Message', 'MessageId', 'Subject', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']

/** Stands in for SNS: a key and certificate of its own, posts signed as SNS signs them. */
export function createSnsSender(
  validity = { name: 'sns.amazonaws.com', from: new Date('2026-01-01'), to: new Date('2027-01-01') },
): SnsSender {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    certificate: makeCertificate(keys, validity),
    post(fields, version = '1') {
      const whole: Record<string, string> = {
        ...{ Type: 'Notification', MessageId: '0f5d7e1a-0000-5555-9999-000000000001', TopicArn: TOPIC },
        ...{ Message: '{"notificationType":"Delivery"}', Timestamp: '2026-11-28T07:00:00.000Z' },
        ...{ SignatureVersion: version, SigningCertURL: CERTIFICATE_URL },
        ...fields,
      }
      const text = SIGNED.filter((name) => name in whole).map((name) => `${name}\n${whole[name]}\n`)
      const digest = version === '1' ? 'sha1' : 'sha256'
      const Signature = sign(digest, Buffer.from(text.join('')), keys.privateKey).toString('base64')
      return Buffer.from(JSON.stringify({ Signature, ...whole }))
    },
  }
}

/** Answers one certificate under one address and 404 under others; `asked` counts. */
export function certificateHost(certificate: string, url = CERTIFICATE_URL) {
  const host = {
    asked: 0,
    request: (async (request) => {
      host.asked += 1
      const found = request.url === url
      return { ...answered(found ? 200 : 404), body: Buffer.from(found ? certificate : 'none') }
    }) satisfies Http['request'] as Http['request'],
  }
  return host
}

function answered(status: number): Extract<HttpResult, { kind: 'answered' }> {
  return { kind: 'answered', status, headers: {}, body: Buffer.alloc(0), truncated: false }
}
