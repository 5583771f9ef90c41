import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../site/index.ts'
import { type LetterEnd, stopsLetters } from './stop-rules.ts'

const TODAY = '2026-11-30'
const HANA = 'hana@kyaku.example'

/** `dead-3`: three days ago. */
function history(text: string): LetterEnd[] {
  const ends = text === '' ? [] : text.split(' ')
  return ends.map((end) => {
    const [kind, ago] = end.split('-')
    return { kind: kind as LetterEnd['kind'], day: addDays(TODAY, -Number(ago)) }
  })
}

describe('letters to an address', () => {
  it.each([
    [HANA, '', false],
    [HANA, 'dead-0', true],
    [HANA, 'dead-90', true],
    [HANA, 'dead-3 arrived-2', false],
    ['a@docomo.ne.jp', 'dead-0 dead-0 dead-0', false],
    ['a@docomo.ne.jp', 'dead-1 dead-0', true],
    ['a@docomo.ne.jp', 'dead-200 dead-0', true],
    ['a@docomo.ne.jp', 'dead-2 arrived-1 dead-0', false],
    ['a@ezweb.ne.jp', 'dead-0', false],
    ['A@AU.com', 'dead-0', false],
    ['a@notdocomo.ne.jp', 'dead-0', true],
    ['a@mb.docomo.ne.jp', 'dead-0', false],
    [HANA, 'given_up-0 given_up-0 given_up-0 given_up-0 given_up-0', false],
    [HANA, 'given_up-1 given_up-1 given_up-0 given_up-0 given_up-0', false],
    [HANA, 'given_up-2 given_up-1 given_up-0 given_up-0', false],
    [HANA, 'given_up-2 given_up-1 given_up-0 given_up-0 given_up-0', true],
    [HANA, 'given_up-29 given_up-20 given_up-10 given_up-5 given_up-0', true],
    [HANA, 'given_up-30 given_up-20 given_up-10 given_up-5 given_up-0', false],
    [HANA, 'given_up-5 given_up-4 given_up-3 arrived-2 given_up-1 given_up-0', false],
    ['a@docomo.ne.jp', 'dead-4 given_up-3 given_up-2 given_up-1 given_up-0', true],
  ])('%s after %s: %s', (address, ends, expected) => {
    expect(stopsLetters(address, history(ends), TODAY)).toBe(expected)
  })

  const end = fc.tuple(fc.constantFrom('arrived', 'dead', 'given_up'), fc.nat(60))
  const ends = fc
    .array(end, { maxLength: 20 })
    .map((list) => list.sort((a, b) => b[1] - a[1]).map(([kind, ago]) => `${kind}-${ago}`))

  it('go again with whatever arrives last, and one more failure never lets them go', () => {
    fc.assert(
      fc.property(ends, fc.constantFrom('dead', 'given_up'), (list, failure) => {
        expect(stopsLetters(HANA, history([...list, 'arrived-0'].join(' ')), TODAY)).toBe(false)
        const stopped = stopsLetters(HANA, history(list.join(' ')), TODAY)
        if (stopped) expect(stopsLetters(HANA, history([...list, `${failure}-0`].join(' ')), TODAY)).toBe(true)
      }),
    )
  })
})
