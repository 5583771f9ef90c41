import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { abuseReport, bytesOf, report } from '../../../tests/support/returned-mail.ts'
import { bounds, linesOf } from './bounds.ts'
import { classOfReason } from './index.ts'
import { openMessage } from './parts.ts'
import { understand } from './understand.ts'

const HEAD = 'From: MAILER-DAEMON@mx.kaeri.example\nSubject: failure notice\n'
const nested = (levels: number) =>
  HEAD +
  Array.from(
    { length: levels },
    (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\n\n--b${level}\n`,
  ).join('')

/** Each would cost seconds if any step looked at it more than once a byte. */
const hostile: [name: string, raw: string][] = [
  ['30 MB', `${HEAD}\n${'x'.repeat(30_000_000)}`],
  ['a million lines', `${HEAD}\ncould not be delivered\n${'a\n'.repeat(1_000_000)}`],
  ['1,000 levels', nested(1_000)],
  [
    '1,000 levels of one boundary',
    `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${'--b\nContent-Type: multipart/mixed; boundary=b\n\n'.repeat(1_000)}`,
  ],
  ['100,000 parts', `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\na\n'.repeat(100_000)}`],
  ['endless headers', 'X-A: b\n'.repeat(150_000)],
  ['one endless header', `Subject: ${'a'.repeat(1_000_000)}`],
  ['an endless folded header', `Subject: a\n${' b\n'.repeat(300_000)}`],
  ['NUL bytes', '\0'.repeat(1_000_000)],
  [
    '100,000 lost ones',
    `${HEAD}\ncould not be delivered\n${Array.from({ length: 60_000 }, (_, n) => `<a${n}@b.example>:`).join('\n')}`,
  ],
  ['at signs', `${HEAD}\ncould not ${'@'.repeat(900_000)}`],
  ['letters before no at sign', `${HEAD}\ncould not ${'a'.repeat(900_000)}`],
  ['mails that nobody refused', `From: no-reply@b.example\nSubject: not delivered\n\n${'mail '.repeat(200_000)}`],
  ['strangers in prose', `${HEAD}\n${'please write to a@b.example or for c@d.example\n'.repeat(20_000)}`],
  ['strangers, each another', `${HEAD}\n${Array.from({ length: 40_000 }, (_, n) => `x a${n}@b.example\n`).join('')}`],
  ['users without a domain', `${HEAD}\n${'the following users\n\n\n'.repeat(40_000)}`],
  ['senders', `${HEAD}\ncould not\n${`${'from '.repeat(200)}\n`.repeat(900)}`],
  ['transcripts', `${HEAD}\nTranscript of session follows\n${'>>> DATA\nx\n'.repeat(90_000)}`],
  ['tags', `${HEAD}Content-Type: text/html\n\n${'<a '.repeat(300_000)}`],
  ['styles that do not end', `${HEAD}Content-Type: text/html\n\n${'<style>'.repeat(140_000)}`],
  ['encoded words', `${HEAD}Subject: ${'=?utf-8?B?44Gu?= '.repeat(50_000)}\n\nx`],
  ['parameters', `Content-Type: text/plain${'; a="b'.repeat(150_000)}\n\nx`],
  [
    'status blocks',
    `${HEAD}Content-Type: message/delivery-status\n\n${'Final-Recipient: rfc822; a@b.example\nStatus: 5.0.0\n\n'.repeat(18_000)}`,
  ],
  [
    'one endless diagnostic',
    `${HEAD}Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b.example\nDiagnostic-Code: smtp; ${'x\n y'.repeat(240_000)}`,
  ],
]

describe('the bounds', () => {
  it.each(hostile)('hold for %s', (_, raw) => {
    const verdict = understand(bytesOf(raw))
    expect(verdict.recipients.length).toBeLessThanOrEqual(bounds.recipients)
    expect(JSON.stringify(verdict).length).toBeLessThan(600_000)
  })

  it('say when more was there than was looked at', () => {
    expect([
      understand(bytesOf(nested(1_000))).cut,
      understand(bytesOf(report({ address: 'a@b.example' }))).cut,
    ]).toEqual([true, false])
  })

  it('cap parts and lines whatever the message claims', () => {
    const parts = `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\na\n'.repeat(10_000)}`
    expect(openMessage(parts).parts.length).toBeLessThanOrEqual(bounds.parts)
    expect(linesOf('a\n'.repeat(100_000)).length).toBe(bounds.lines)
  })
})

const seeds = [
  report({ address: 'hana@kyaku.example', status: '5.1.1', diagnostic: 'smtp; 550 5.1.1 no such user' }),
  abuseReport({ fields: ['Feedback-Type: abuse', 'Version: 1', 'Original-Rcpt-To: hana@kyaku.example'] }),
]

/** A message with a few stretches cut out, doubled, moved or overwritten. */
const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(
      fc.tuple(fc.nat(), fc.nat({ max: 300 }), fc.string({ unit: 'binary', maxLength: 20 }), fc.nat({ max: 3 })),
      { maxLength: 8 },
    ),
  )
  .map(([seed, edits]) =>
    edits.reduce((raw, [where, length, put, how]) => {
      const at = raw.length === 0 ? 0 : where % raw.length
      const piece = raw.slice(at, at + length)
      const middle = [put, piece + piece, '', piece.split('').reverse().join('')][how] ?? ''
      return raw.slice(0, at) + middle + raw.slice(at + length)
    }, seed),
  )

describe('whatever comes', () => {
  const isVerdict = (raw: Uint8Array) => {
    const { kind, recipients } = understand(raw)
    expect(['bounce', 'complaint', 'automatic_reply', 'notice', 'unrecognised']).toContain(kind)
    for (const one of recipients) {
      expect(one.class).toBe(classOfReason[one.reason])
      expect(one.diagnostic.length).toBeLessThanOrEqual(bounds.diagnostic)
    }
    if (kind === 'bounce') expect(recipients.some((one) => one.class !== 'notice')).toBe(true)
  }

  it('gives a verdict for random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 3_000 }), isVerdict), { numRuns: 300 })
  })

  it('gives a verdict for damaged reports', () => {
    fc.assert(
      fc.property(mutated, (raw) => isVerdict(Buffer.from(raw))),
      { numRuns: 500 },
    )
  })

  it('gives the same verdict for the same bytes', () => {
    fc.assert(
      fc.property(mutated, (raw) => {
        expect(understand(Buffer.from(raw))).toEqual(understand(Buffer.from(raw)))
      }),
      { numRuns: 50 },
    )
  })
})
