import { Buffer } from 'node:buffer'
import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifySendGrid } from './verify.ts'

const keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const KEY = keys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
const STAMP = '1795849140'
const EVENTS = `[{"email":"hana@kyaku.example","event":"delivered","sg_event_id":"e1"},{"event":"open","sg_event_id":"e2"}]\r\n`

function signed(body: string | Uint8Array = EVENTS, timestamp = STAMP) {
  const raw = Buffer.from(body)
  const signature = sign('sha256', Buffer.concat([Buffer.from(timestamp), raw]), keys.privateKey).toString('base64')
  return { raw, signature, timestamp }
}

/**
 * Key, signature and payload of the tests of SendGrid's own libraries (eventwebhook.spec.js of @sendgrid/eventwebhook, now
 * and in its first version; the former in sendgrid-go and sendgrid-php too).
 */
const published = [
  {
    key: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==',
    raw: '[{"email":"hello@world.com","event":"dropped","reason":"Bounced Address","sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA","sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0","smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}]\r\n',
    signature: 'MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=',
    timestamp: '1600112502',
  },
  {
    key: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA==',
    raw: '{"category":"example_payload","event":"test_event","message_id":"message_id"}',
    signature: 'MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=',
    timestamp: '1588788367',
  },
]

describe.each(published)('what SendGrid published, of $timestamp', ({ key, ...text }) => {
  const post = { ...text, raw: Buffer.from(text.raw) }

  it('is genuine', () => {
    expect(verifySendGrid(post, key)).toMatchObject({ kind: 'genuine' })
  })

  it('is forged when one byte is changed, wherever', () => {
    for (let place = 0; place < post.raw.length; place += 1) {
      const raw = Buffer.from(post.raw)
      raw[place] = (raw[place] ?? 0) ^ 1
      expect(verifySendGrid({ ...post, raw }, key)).toEqual({ kind: 'refused', why: 'forged' })
    }
    const timestamp = String(Number(post.timestamp) + 1)
    expect(verifySendGrid({ ...post, timestamp }, key)).toEqual({ kind: 'refused', why: 'forged' })
    expect(verifySendGrid(post, KEY)).toEqual({ kind: 'refused', why: 'forged' })
  })
})

describe('a post of SendGrid', () => {
  it('is genuine, with a key of its own that stays when it is repeated', () => {
    const first = verifySendGrid(signed(), KEY)
    expect(first).toEqual({ kind: 'genuine', key: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(verifySendGrid(signed(EVENTS, '1795849200'), KEY)).toEqual(first)
    expect(verifySendGrid(signed('[]'), KEY)).not.toEqual(first)
  })

  it('is verified by a key as staff paste it', () => {
    const pem = keys.publicKey.export({ format: 'pem', type: 'spki' }).toString()
    expect(verifySendGrid(signed(), `${pem}\n`).kind).toBe('genuine')
  })

  it('is refused when any bit of body, signature or time stamp is changed', () => {
    const post = signed()
    const flipped = (text: Uint8Array, place: number, bit: number) => {
      const bytes = Buffer.from(text)
      bytes[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ (1 << bit)
      return bytes
    }
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(7), (place, bit) => {
        const text = (value: string) => flipped(Buffer.from(value, 'latin1'), place, bit).toString('latin1')
        for (const changed of [
          { ...post, raw: flipped(post.raw, place, bit) },
          { ...post, signature: text(post.signature) },
          { ...post, timestamp: text(post.timestamp) },
        ])
          expect(verifySendGrid(changed, KEY).kind).toBe('refused')
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['unsigned', { ...signed(), signature: null }, KEY, 'unsigned'],
    ['without a time', { ...signed(), timestamp: null }, KEY, 'unsigned'],
    ['with no key of ours', signed(), '', 'key_missing'],
    [
      'with a key of another kind',
      signed(),
      generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
      'key_unusable',
    ],
    ['with a key that is none', signed(), 'あいう', 'key_unusable'],
    ['over a megabyte', { ...signed(), raw: Buffer.alloc(1_000_001) }, KEY, 'too_large'],
    ['of too many events', signed(`[${'1,'.repeat(5_000)}1]`), KEY, 'batch_too_large'],
    ['of no list', signed('7'), KEY, 'malformed'],
  ])('%s is refused', (_, post, key, why) => {
    expect(verifySendGrid(post, key)).toEqual({ kind: 'refused', why })
  })

  it('of any bytes does not throw', () => {
    const maybe = fc.option(fc.oneof(fc.string(), fc.base64String()))
    fc.assert(
      fc.property(fc.uint8Array(), maybe, maybe, (raw, signature, timestamp) => {
        expect(verifySendGrid({ raw, signature, timestamp }, KEY).kind).toBe('refused')
      }),
    )
    expect(verifySendGrid(signed('['.repeat(900_000)), KEY)).toMatchObject({ why: 'malformed' })
  })
})
