import { Buffer } from 'node:buffer'
import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifySendGrid } from './verify.ts'

const keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const KEY = keys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
const NOW = new Date('2026-11-28T07:00:00Z')
const STAMP = String(NOW.getTime() / 1_000 - 60)
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
    keys: ['ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA'],
  },
  {
    key: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA==',
    raw: '{"category":"example_payload","event":"test_event","message_id":"message_id"}',
    signature: 'MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=',
    timestamp: '1588788367',
    keys: [expect.stringMatching(/^[0-9a-f]{64}:0$/)],
  },
]

describe.each(published)('what SendGrid published, of $timestamp', ({ key, keys: known, ...text }) => {
  const post = { ...text, raw: Buffer.from(text.raw) }
  const soon = new Date(Number(post.timestamp) * 1_000 + 60_000)

  it('is genuine', () => {
    expect(verifySendGrid(post, key, soon)).toEqual({ kind: 'genuine', keys: known })
  })

  it('is forged when one byte is changed, wherever', () => {
    for (let place = 0; place < post.raw.length; place += 1) {
      const raw = Buffer.from(post.raw)
      raw[place] = (raw[place] ?? 0) ^ 1
      expect(verifySendGrid({ ...post, raw }, key, soon)).toEqual({ kind: 'refused', why: 'forged' })
    }
    const timestamp = String(Number(post.timestamp) + 1)
    expect(verifySendGrid({ ...post, timestamp }, key, soon)).toEqual({ kind: 'refused', why: 'forged' })
    expect(verifySendGrid(post, KEY, soon)).toEqual({ kind: 'refused', why: 'forged' })
  })

  it('is stale a week later', () => {
    const later = new Date(soon.getTime() + 7 * 86_400_000)
    expect(verifySendGrid(post, key, later)).toEqual({ kind: 'refused', why: 'stale' })
  })
})

describe('a post of SendGrid', () => {
  it('is genuine, with a key for each event', () => {
    expect(verifySendGrid(signed(), KEY, NOW)).toEqual({ kind: 'genuine', keys: ['e1', 'e2'] })
  })

  it('is verified by a key as staff paste it', () => {
    const pem = keys.publicKey.export({ format: 'pem', type: 'spki' }).toString()
    expect(verifySendGrid(signed(), `${pem}\n`, NOW).kind).toBe('genuine')
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
          expect(verifySendGrid(changed, KEY, NOW).kind).toBe('refused')
      }),
      { numRuns: 500 },
    )
  })

  it('is repeated for a day and no longer, and comes from no future', () => {
    const at = (seconds: number) => verifySendGrid(signed(EVENTS, String(NOW.getTime() / 1_000 + seconds)), KEY, NOW)
    expect([at(-86_400).kind, at(-90_001), at(601), at(599).kind]).toEqual([
      'genuine',
      ...[
        { kind: 'refused', why: 'stale' },
        { kind: 'refused', why: 'stale' },
      ],
      'genuine',
    ])
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
    expect(verifySendGrid(post, key, NOW)).toEqual({ kind: 'refused', why })
  })

  it('of any bytes does not throw', () => {
    const maybe = fc.option(fc.oneof(fc.string(), fc.base64String()))
    fc.assert(
      fc.property(fc.uint8Array(), maybe, maybe, (raw, signature, timestamp) => {
        expect(verifySendGrid({ raw, signature, timestamp }, KEY, NOW).kind).toBe('refused')
      }),
    )
    expect(verifySendGrid(signed('['.repeat(900_000)), KEY, NOW)).toMatchObject({ why: 'malformed' })
  })
})
