import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, report } from '../../tests/support/returned-mail.ts'
import { createSecrets } from '../platform/secrets.ts'
import { type Traces, understand } from './reports/index.ts'
import { LONGEST_TOKEN } from './token-length.ts'
import { type Named, namedBy, nameOf, tokenOf, withToken } from './tokens.ts'

const secrets = createSecrets('test master key of the test, 32+ chars')
const others = createSecrets('master key of another shop, 32+ chars')
const letter: Named = { kind: 'letter', id: 41 }
const token = tokenOf(secrets, nameOf(letter))
const nothing: Traces = {
  ...{ messageId: null, inReplyTo: null, references: [], returnPath: null, from: null, to: null, deliveredTo: [] },
  ...{ subject: null, extra: {} },
}
const found = (report: Partial<Traces>, letter: Partial<Traces> | null = null, envelopeId: string | null = null) =>
  namedBy(secrets, { report: { ...nothing, ...report }, letter: letter && { ...nothing, ...letter }, envelopeId })

describe('a token', () => {
  it('names its mail again, in whatever case, and fits into an address', () => {
    const named = fc.oneof(
      fc.record({ kind: fc.constant('letter' as const), id: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }) }),
      fc.record({ kind: fc.constant('notice' as const), reference: fc.stringMatching(/^[2-9A-HJ-NP-TW-Z]{10}$/) }),
    )
    fc.assert(
      fc.property(named, fc.boolean(), (wanted, upper) => {
        const text = tokenOf(secrets, nameOf(wanted))
        expect(text.length).toBeLessThanOrEqual(LONGEST_TOKEN)
        expect(found({ to: upper ? text.toUpperCase() : text })).toEqual(wanted)
      }),
    )
  })

  it.each<[string, () => Named | null]>([
    ['the Message-ID of the letter', () => found({}, { messageId: `<aB3_x-9.${token}@shop.example>` })],
    ['an X- header of the letter', () => found({}, { extra: { 'x-luxliner-letter': token } })],
    ['the Return-Path of the letter', () => found({}, { returnPath: `<returns+${token}@shop.example>` })],
    ['the envelope id', () => found({}, null, token)],
    ['To', () => found({ to: `<returns+${token}@shop.example>` })],
    ['Delivered-To', () => found({ deliveredTo: ['x@shop.example', `returns+${token}@shop.example`] })],
    ['In-Reply-To', () => found({ inReplyTo: `<a.${token}@shop.example>` })],
    ['References', () => found({ references: ['<b@c.example>', `<a.${token}@shop.example>`] })],
  ])('is found in %s', (_place, look) => {
    expect(look()).toEqual(letter)
  })

  it('of another shop, or with one character changed, names nothing', () => {
    expect(found({ to: tokenOf(others, nameOf(letter)) })).toBeNull()
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'b' ? 'c' : 'b'
      expect(found({ to: token.slice(0, at) + other + token.slice(at + 1) })).toBeNull()
    }
    expect(found({ to: `x${token}` })).toBeNull()
    expect(found({ to: `${token}x` })).toBeNull()
  })

  it('that is ours is found behind a forged one, and that of the returned letter before any other', () => {
    const another = tokenOf(secrets, nameOf({ kind: 'letter', id: 7 }))
    expect(found({ to: `${tokenOf(others, 'l5')} ${token}` })).toEqual(letter)
    expect(found({ inReplyTo: another }, { messageId: `<a.${token}@shop.example>` })).toEqual(letter)
  })

  it('stands before the @', () => {
    expect(withToken('returns@shop.example', '+', 'l1-x')).toBe('returns+l1-x@shop.example')
  })

  it('is in no report of somebody else’s letter', () => {
    expect(namedBy(secrets, understand(bytesOf(report({ address: 'hana@kyaku.example' }))))).toBeNull()
  })
})
