import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  PUBLISHED_CERTIFICATE,
  PUBLISHED_URL,
  published,
  publishedPost,
  publishedTopic,
} from '../../../../tests/support/sns-published.ts'
import { certificateHost, createSnsSender, TOPIC } from '../../../../tests/support/sns-sender.ts'
import { createSnsCertificates } from './certificates.ts'
import { verifySns } from './verify.ts'

const NOW = new Date('2026-11-28T07:01:00Z')
const THEN = new Date('2022-07-28T23:00:00Z')
const sender = createSnsSender()
const certificates = createSnsCertificates(certificateHost(sender.certificate).request)
const verify = (raw: Uint8Array, topics = [TOPIC], by = certificates, now = NOW) => verifySns(raw, topics, by, now)
const host = 'https://sns.ap-northeast-1.amazonaws.com'
const confirmation = {
  Type: 'SubscriptionConfirmation',
  Token: '2336412f37',
  Message: 'You have chosen to subscribe',
  SubscribeURL: `${host}/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=2336412f37`,
}

describe('what SNS really signed', () => {
  const real = createSnsCertificates(certificateHost(PUBLISHED_CERTIFICATE, PUBLISHED_URL).request)
  it.each(published)('version $version, subject: $subject', async (row) => {
    const topics = [publishedTopic(row)]
    expect(await verify(publishedPost(row), topics, real, THEN)).toMatchObject({ kind: 'genuine', key: row.id })
    const changed = Buffer.from(publishedPost(row).toString().replace('"Message":"Hello', '"Message":"Jello'))
    expect(await verify(changed, topics, real, THEN)).toEqual({ kind: 'refused', why: 'forged' })
  })

  it('but not after its certificate has expired', async () => {
    const [row] = published
    if (row === undefined) throw new Error('no row')
    const late = new Date('2022-08-18T00:00:01Z')
    expect(await verify(publishedPost(row), [publishedTopic(row)], real, late)).toMatchObject({
      why: 'certificate_unusable',
    })
  })
})

describe('a post of our topic', () => {
  it.each(['1', '2'] as const)('is genuine in version %s, with and without a subject', async (version) => {
    expect(await verify(sender.post({}, version))).toMatchObject({ kind: 'genuine', confirmUrl: null })
    expect(await verify(sender.post({ Subject: '件名' }, version))).toMatchObject({ kind: 'genuine' })
  })

  it('asks to be confirmed at SNS itself', async () => {
    const confirmUrl = confirmation.SubscribeURL
    expect(await verify(sender.post(confirmation))).toMatchObject({ kind: 'genuine', confirmUrl })
    const farewell = { ...confirmation, Type: 'UnsubscribeConfirmation' }
    expect(await verify(sender.post(farewell, '2'))).toMatchObject({ kind: 'genuine', confirmUrl: null })
  })

  it.each([
    'https://evil.example/?Action=ConfirmSubscription',
    `${host}/?Action=DeleteTopic&TopicArn=${TOPIC}`,
    `${host}/?Action=ConfirmSubscription&TopicArn=${TOPIC}x`,
    `${host}:8443/?Action=ConfirmSubscription&TopicArn=${TOPIC}`,
  ])('is refused when it wants to be confirmed at %s', async (SubscribeURL) => {
    expect(await verify(sender.post({ ...confirmation, SubscribeURL }))).toMatchObject({ why: 'foreign_address' })
  })

  it('is refused when any bit of it is changed', async () => {
    for (const raw of [sender.post({ Subject: 's' }), sender.post(confirmation, '2')])
      await fc.assert(
        fc.asyncProperty(fc.nat(raw.length - 1), fc.nat(7), async (place, bit) => {
          const changed = Buffer.from(raw)
          changed[place] = (changed[place] ?? 0) ^ (1 << bit)
          expect((await verify(changed)).kind).toBe('refused')
        }),
        { numRuns: 600 },
      )
  })
})

describe('what is refused', () => {
  it.each([
    ['another topic', () => sender.post({ TopicArn: `${TOPIC}2` }), 'foreign_topic'],
    ['another key', () => createSnsSender().post({}), 'forged'],
    ['version 3', () => sender.post({ SignatureVersion: '3' }), 'unknown_signature_version'],
    ['raw delivery', () => Buffer.from('{"notificationType":"Bounce"}'), 'raw_delivery'],
    ['a megabyte and one', () => Buffer.alloc(1_000_001, 0x20), 'too_large'],
    ['a deep one', () => Buffer.from('['.repeat(900_000)), 'malformed'],
  ])('%s', async (_, raw, why) => {
    expect(await verify(raw())).toEqual({ kind: 'refused', why })
  })

  it.each([
    'http://sns.us-east-1.amazonaws.com/a.pem',
    'https://sns.us-east-1.amazonaws.com.evil.example/a.pem',
    'https://evil.example/sns.us-east-1.amazonaws.com/a.pem',
    'https://sns.us-east-1.amazonaws.com@evil.example/a.pem',
    'https://s3.us-east-1.amazonaws.com/a.pem',
    'https://sns.amazonaws.com/a.pem',
    'https://sns.us-east-1.amazonaws.com/a.pem?x=1',
    'https://sns.us-east-1.amazonaws.com/a.pem#x',
    'https://sns.us-east-1.amazonaws.com:8443/a.pem',
    'https://sns.us-east-1.amazonaws.com/a.txt',
    'https://sns.us-east-1.amazonaws.com/a/../b.pem/c',
    'https:\\\\sns.us-east-1.amazonaws.com/a.pem',
  ])('a certificate at %s, without asking for it', async (SigningCertURL) => {
    const asked = certificateHost(sender.certificate, SigningCertURL)
    const by = createSnsCertificates(asked.request)
    expect(await verify(sender.post({ SigningCertURL }), [TOPIC], by)).toMatchObject({ why: 'foreign_certificate' })
    expect(asked.asked).toBe(0)
  })

  it('a certificate that is not yet valid, or of another name', async () => {
    const span = { from: new Date('2026-12-01'), to: new Date('2027-01-01') }
    for (const validity of [
      { name: 'sns.amazonaws.com', ...span },
      { name: 'evil.example', from: new Date(0), to: span.to },
    ]) {
      const other = createSnsSender(validity)
      const by = createSnsCertificates(certificateHost(other.certificate).request)
      expect(await verify(other.post({}), [TOPIC], by)).toMatchObject({ why: 'certificate_unusable' })
    }
  })

  it('nonsense, without throwing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from)), async (raw) => {
        expect((await verify(raw)).kind).toBe('refused')
      }),
    )
  })
})

describe('certificates', () => {
  it('are fetched once, also for many at the same time', async () => {
    const asked = certificateHost(sender.certificate)
    const by = createSnsCertificates(asked.request)
    await Promise.all([1, 2, 3].map(() => verify(sender.post({}), [TOPIC], by)))
    expect(await verify(sender.post({}), [TOPIC], by)).toMatchObject({ kind: 'genuine' })
    expect(asked.asked).toBe(1)
  })

  it.each([
    ['no connection', { kind: 'not_sent', reason: '', code: 'dns' } as const],
    ['503', { kind: 'answered', status: 503, headers: {}, body: Buffer.alloc(0), truncated: false } as const],
  ])('that cannot be had for now are another matter than forged ones: %s', async (_, answer) => {
    const by = createSnsCertificates(async () => answer)
    expect(await verify(sender.post({}), [TOPIC], by)).toEqual({ kind: 'refused', why: 'certificate_unreachable' })
  })
})
