import { describe, expect, it } from 'vitest'
import { inCharset, inWords } from '../../../tests/support/returned-mail.ts'
import { decodedWords, textOf } from './charset.ts'
import { understand } from './understand.ts'

const WORDS = '宛先のメールアドレスは存在しません。'

describe('text in the charsets that come', () => {
  it.each(['utf-8', 'iso-2022-jp', 'shift_jis', 'euc-jp'] as const)(
    'is read whatever the label says: %s',
    (charset) => {
      for (const label of [charset, 'iso-2022-jp', 'us-ascii', 'x-unknown', null])
        expect(textOf(inCharset(WORDS, charset), label)).toBe(WORDS)
    },
  )

  it('reads half-width kana of Shift_JIS', () => {
    expect(textOf(inCharset('ﾒｰﾙｴﾗｰ 宛先不明', 'shift_jis'), 'shift_jis')).toBe('ﾒｰﾙｴﾗｰ 宛先不明')
  })

  it('does not stumble over a character that was cut off', () => {
    expect(textOf(inCharset(WORDS, 'utf-8').slice(0, -1), 'utf-8')).toBe(WORDS.slice(0, -1))
  })

  it('joins encoded words that were split inside a character', () => {
    const bytes = Buffer.from('配信不能')
    const words = [bytes.subarray(0, 4), bytes.subarray(4)].map((piece) => `=?UTF-8?B?${piece.toString('base64')}?=`)
    expect(decodedWords(words.join('\n '))).toBe('配信不能')
  })

  it('reads Q words, languages after the charset, and what stands between words', () => {
    expect(decodedWords('=?iso-8859-1*fr?Q?=C9chec_de?= la =?utf-8?q?remise?=')).toBe('Échec de la remise')
  })

  it.each(['shift_jis', 'euc-jp', 'utf-8'] as const)(
    'finds the reason in a bounce labelled iso-2022-jp that is %s',
    (charset) => {
      const text = `以下の宛先に配信できませんでした。\nhana@kyaku.example\n${WORDS}`
      const { recipients } = understand(inWords({ charset, labelled: 'iso-2022-jp', text }))
      expect(recipients[0]).toMatchObject({ class: 'dead', diagnostic: WORDS })
    },
  )
})
