import { Buffer } from 'node:buffer'
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifyMailgun } from './verify.ts'

const KEY = 'key-of-the-shop'
const STAMP = '1795849140'
const TOKEN = '7b0e1e0d8a3c5f6979f2c4d1e8a05b3c6d9e2f1a4b7c0d3e6f'
const hmac = (timestamp: string, token: string, key = KEY) =>
  createHmac('sha256', key)
    .update(timestamp + token)
    .digest('hex')

function post(signature: object, event: object = { event: 'delivered' }): Buffer {
  return Buffer.from(JSON.stringify({ signature, 'event-data': event }))
}

const signed = { timestamp: STAMP, token: TOKEN, signature: hmac(STAMP, TOKEN) }
const verify = (signature: object, key = KEY) => verifyMailgun(post(signature), key)

describe('a post of Mailgun', () => {
  it('is genuine, with its token as the key', () => {
    expect(verify(signed)).toEqual({ kind: 'genuine', key: TOKEN })
    expect(verify({ ...signed, timestamp: Number(STAMP) }).kind).toBe('genuine')
  })

  /** An answer known beforehand, computed with OpenSSL: printf '%s%s' | openssl dgst -sha256 -hmac. */
  it('is signed over time stamp and token', () => {
    const known = {
      timestamp: '1770920772',
      token: 'e0b5477167110d68991efc6b9f89f0a11066af27834600e123',
      signature: '5038ab22e41d571d59bf91e1dfbaa6f3aa5d6955fbf717f547b050cd9981ca3d',
    }
    expect(verifyMailgun(post(known), KEY).kind).toBe('genuine')
  })

  it('of a subaccount is signed by the main account too', () => {
    const other = hmac(STAMP, TOKEN, 'subaccount')
    expect(verify({ ...signed, signature: other, 'parent-signature': hmac(STAMP, TOKEN) }).kind).toBe('genuine')
    expect(verify({ ...signed, signature: other, 'parent-signature': other })).toMatchObject({ why: 'forged' })
  })

  it('is refused when any bit of signature, token or time stamp is changed', () => {
    fc.assert(
      fc.property(fc.constantFrom('timestamp', 'token', 'signature'), fc.nat(100), fc.nat(6), (name, place, bit) => {
        const bytes = Buffer.from(signed[name as keyof typeof signed])
        bytes[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ (1 << bit)
        expect(verify({ ...signed, [name]: bytes.toString('latin1') }).kind).toBe('refused')
      }),
      { numRuns: 500 },
    )
  })

  it('is refused when time stamp and token are cut elsewhere: the same text would be signed under a new token', () => {
    expect(verify({ ...signed, timestamp: STAMP.slice(0, 9), token: `${STAMP.slice(9)}${TOKEN}` })).toMatchObject({
      why: 'unsigned',
    })
    expect(verify({ ...signed, timestamp: `${STAMP}${TOKEN.slice(0, 1)}`, token: TOKEN.slice(1) })).toMatchObject({
      why: 'unsigned',
    })
  })

  it('is refused without a key, unsigned, too large or unreadable', () => {
    expect(verify(signed, '')).toMatchObject({ why: 'key_missing' })
    expect(verify({})).toMatchObject({ why: 'unsigned' })
    expect(verify({ ...signed, signature: signed.signature.toUpperCase() })).toMatchObject({ why: 'forged' })
    expect(verifyMailgun(Buffer.alloc(1_000_001), KEY)).toMatchObject({ why: 'too_large' })
    expect(verifyMailgun(Buffer.from('['.repeat(900_000)), KEY)).toMatchObject({ why: 'malformed' })
  })

  it('of any bytes does not throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map(Buffer.from),
          fc.jsonValue().map((each) => post(each as object)),
        ),
        (raw) => {
          expect(verifyMailgun(raw, KEY).kind).toBe('refused')
        },
      ),
    )
  })
})
