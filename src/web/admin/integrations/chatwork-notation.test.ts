import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Piece, parseNotation } from './chatwork-notation.ts'

describe('Chatwork notation', () => {
  it('reads a box with a title, a rule and a link', () => {
    const message =
      '[info][title]【申し込み】山田 花子 様[/title]商品: オンライン講座\n金額: 3,980円\n[hr]\nhttps://shop.example/admin/applications/1\n通知番号: k3[/info]'
    expect(parseNotation(message)).toEqual([
      {
        kind: 'info',
        pieces: [
          { kind: 'title', pieces: [{ kind: 'text', text: '【申し込み】山田 花子 様' }] },
          { kind: 'text', text: '商品: オンライン講座\n金額: 3,980円' },
          { kind: 'rule' },
          { kind: 'link', href: 'https://shop.example/admin/applications/1' },
          { kind: 'text', text: '\n通知番号: k3' },
        ],
      },
    ])
  })

  it('leaves a tag that is never closed as text', () => {
    expect(textOf(parseNotation('[info]開いたまま'))).toBe('[info]開いたまま')
    expect(parseNotation('[/info]')).toEqual([{ kind: 'text', text: '[/info]' }])
  })

  it('takes the inside of code literally', () => {
    expect(parseNotation('[code][info]x[/info][/code]')).toEqual([{ kind: 'code', text: '[info]x[/info]' }])
  })

  it('makes only http and https links', () => {
    expect(parseNotation('javascript:alert(1) ftp://a')).toEqual([
      { kind: 'text', text: 'javascript:alert(1) ftp://a' },
    ])
  })

  it('loses no text that is not a tag, whatever it is given', () => {
    const fragment = fc.constantFrom(
      '[info]',
      '[/info]',
      '[title]',
      '[/title]',
      '[code]',
      '[/code]',
      '山田',
      ' ',
      'https://a.jp/x',
      '[x]',
    )
    fc.assert(
      fc.property(fc.array(fragment), (fragments) => {
        const message = fragments.join('')
        const letters = (text: string) => text.replace(/\[\/?(info|title|code)\]/g, '')
        expect(letters(textOf(parseNotation(message)))).toBe(letters(message))
      }),
    )
  })
})

function textOf(pieces: Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text' || piece.kind === 'code') return piece.text
      if (piece.kind === 'link') return piece.href
      return piece.kind === 'info' || piece.kind === 'title' ? textOf(piece.pieces) : ''
    })
    .join('')
}
