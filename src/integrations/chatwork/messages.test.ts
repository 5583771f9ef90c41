import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DomainEvent, eventTypes, sampleEvent } from '../../events/index.ts'
import { shorten } from '../../platform/plain-text.ts'
import { MAX_BYTES, messageOf, plain } from './messages.ts'

const shop = { shopName: 'テストの店', baseUrl: 'https://shop.example', timeZone: 'Asia/Tokyo' }
const at = new Date('2026-11-23T05:05:00Z')

/** Everything Chatwork would take for a tag. */
function tagsOf(message: string): string[] {
  return message.match(/\[[^\]]*\]?/g) ?? []
}
const OWN_TAGS = ['[info]', '[title]', '[/title]', '[hr]', '[/info]']

/** Any text a customer may type, brackets and notation far more often than by chance. */
const typed = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        '[',
        ']',
        '[toall]',
        '[To:123]',
        '[/info]',
        '[info]',
        '[title]',
        '\n',
        '\u2028',
        '［',
        '😀',
        'あ',
        '[code]',
        '\u0000',
        '\u202e',
        'e\u0301\u0301\u0301',
        '\ud83d',
        'あ'.repeat(30_000),
      ),
    )
    .map((parts) => parts.join('')),
)

describe("customers' text is data", () => {
  it('no input makes a tag or leaves its box', () => {
    fc.assert(
      fc.property(typed, typed, typed, (familyName, givenName, productName) => {
        const event = sampleEvent('application.completed', at) as Extract<
          DomainEvent,
          { type: 'application.completed' }
        >
        const payload = {
          ...event.payload,
          customer: { ...event.payload.customer, familyName, givenName },
          product: { ...event.payload.product, name: productName },
          answers: [{ question: productName, answer: familyName }],
        }
        const message = messageOf([{ ...event, payload }], shop, 'REFERENCE1')
        expect(tagsOf(message)).toEqual(OWN_TAGS)
        expect(message.startsWith('[info][title]')).toBe(true)
        expect(message.endsWith('通知番号: REFERENCE1[/info]')).toBe(true)
        expect(Buffer.byteLength(message)).toBeLessThanOrEqual(MAX_BYTES)
      }),
      { numRuns: 500 },
    )
  })

  it('a value stays on its line', () => {
    fc.assert(fc.property(typed, (text) => !/[\r\n\u2028\u2029]/.test(plain(text))))
  })

  it('a long value is shortened with … and never at half a character', () => {
    const family = '👨‍👩‍👧‍👦'
    expect(shorten(family.repeat(5), 3)).toBe(`${family}${family}…`)
    expect(shorten('あいう', 3)).toBe('あいう')
    expect(shorten('あいうえ', 3)).toBe('あい…')
    expect(Buffer.byteLength(shorten(`e${'\u0301'.repeat(50_000)}`, 500))).toBeLessThanOrEqual(2_000)
  })
})

describe('every event', () => {
  it.each(eventTypes)('%s has a title of its own and says when and where', (type) => {
    const message = messageOf([sampleEvent(type, at)], shop, 'REFERENCE1')
    expect(message).toMatch(/^\[info\]\[title\]【.+】/)
    expect(message).toContain('日時: 2026/11/23(月) 14:05')
    expect(message).toContain('https://shop.example/admin/')
    expect(message).not.toMatch(/undefined|null|NaN|\[object/)
  })

  it('titles tell the events apart', () => {
    const titles = eventTypes.map((type) => /【(.+?)】/.exec(messageOf([sampleEvent(type, at)], shop, 'R'))?.[1])
    expect(new Set(titles).size).toBe(eventTypes.length)
  })
})
