import { expect, it } from 'vitest'
import { readNotation } from './notation.ts'

const text = (written: string) => ({ kind: 'text', text: written })

it('reads a titled box with a line', () => {
  expect(readNotation('前[info][title]件名[/title]本文[hr]続き[/info]')).toEqual([
    text('前'),
    {
      kind: 'box',
      tag: 'info',
      pieces: [{ kind: 'box', tag: 'title', pieces: [text('件名')] }, text('本文'), { kind: 'line' }, text('続き')],
    },
  ])
})

it('knows people and everyone in any case', () => {
  expect(readNotation('[To:12][rp aid=3 to=4-5][TOALL]')).toEqual([
    { kind: 'person', tag: 'to', accountId: 12 },
    { kind: 'person', tag: 'reply', accountId: 3 },
    { kind: 'everyone' },
  ])
})

it.each([
  ['a box left open', '[info]本文', [text('[info]'), text('本文')]],
  ['a box only closed', '本文[/info]', [text('本文'), text('[/info]')]],
  ['full-width brackets', '［To:1］', [text('［To:1］')]],
  ['tags within code', '[code][hr][/code]', [{ kind: 'box', tag: 'code', pieces: [text('[hr]')] }]],
  [
    'a box closed over another',
    '[info][qt]x[/info]',
    [{ kind: 'box', tag: 'info', pieces: [text('[qt]'), text('x')] }],
  ],
])('leaves %s as text', (_name, body, pieces) => {
  expect(readNotation(body)).toEqual(pieces)
})
