import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { jsonOf, listAt, momentAt, textAt, valueAt } from './fields.ts'

describe('fields of JSON that anybody may have written', () => {
  it('are its own, never what every object has', () => {
    expect([valueAt({}, 'constructor'), textAt('text', 'length'), listAt({}, 'toString')]).toEqual([
      undefined,
      null,
      [],
    ])
    expect(valueAt(jsonOf(Buffer.from('{"__proto__":{"a":1}}')), 'a')).toBe(undefined)
  })

  it('are texts or numbers, cut to a bound', () => {
    expect([textAt({ a: ' b ' }, 'a'), textAt({ a: 7 }, 'a'), textAt({ a: ' ' }, 'a'), textAt({ a: [] }, 'a')]).toEqual(
      ['b', '7', null, null],
    )
    expect(textAt({ a: 'x'.repeat(9_000) }, 'a')).toHaveLength(4_000)
  })

  it.each([
    [1_795_849_200, '2026-11-28T07:00:00.000Z'],
    ['2026-11-28T16:00:00+09:00', '2026-11-28T07:00:00.000Z'],
    [1e15, undefined],
    [-1, undefined],
    ['275000', undefined],
    ['yesterday', undefined],
    [null, undefined],
  ])('are moments that a database can keep: %j', (given, expected) => {
    expect(momentAt({ at: given }, 'at')?.toISOString()).toBe(expected)
  })
})
