import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldPayer } from './fold.ts'

const KATAKANA = [
  ...'アイウエオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモヤユヨラリルレロワヲンヴ',
]
const SMALL: Record<string, string> = {
  ア: 'ァ',
  イ: 'ィ',
  ウ: 'ゥ',
  エ: 'ェ',
  オ: 'ォ',
  ツ: 'ッ',
  ヤ: 'ャ',
  ユ: 'ュ',
  ヨ: 'ョ',
}

/** Names as フリガナ are; none that begins with a word of the bank. */
const name = fc
  .array(fc.constantFrom(...KATAKANA), { minLength: 2, maxLength: 12 })
  .map((kana) => kana.join(''))
  .filter((kana) => !kana.includes('フリコミ'))

/** Half-width katakana, as nearly every bank prints them. */
function halfWidth(text: string): string {
  const table = new Map<string, string>()
  for (let code = 0xff61; code <= 0xff9f; code++) {
    const half = String.fromCodePoint(code)
    for (const mark of ['', 'ﾞ', 'ﾟ']) {
      const full = (half + mark).normalize('NFKC')
      if ([...full].length === 1 && !table.has(full)) table.set(full, half + mark)
    }
  }
  return [...text].map((kana) => table.get(kana) ?? kana).join('')
}

const hiragana = (text: string) =>
  text.replace(/[ァ-ヶ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - 0x60))

describe('the folding of payers', () => {
  it('takes every way of writing a name for the same', () => {
    fc.assert(
      fc.property(name, fc.nat(), (kana, at) => {
        const folded = foldPayer(kana)
        const place = at % kana.length
        expect(foldPayer(halfWidth(kana))).toBe(folded)
        expect(foldPayer(hiragana(kana))).toBe(folded)
        expect(foldPayer(`${kana.slice(0, place)} ${kana.slice(place)}`)).toBe(folded)
        expect(foldPayer(`${kana.slice(0, place)}ー${kana.slice(place)}`)).toBe(folded)
        expect(foldPayer(`12345674 ${kana}`)).toBe(folded)
        expect(foldPayer(`フリコミ ${halfWidth(kana)}`)).toBe(folded)
      }),
    )
  })

  it('knows no small kana', () => {
    fc.assert(
      fc.property(name, (kana) => {
        // ヴ before a small vowel is another sound.
        fc.pre(!kana.includes('ヴ'))
        expect(foldPayer(kana.replace(/[アイウエオツヤユヨ]/g, (large) => SMALL[large] ?? large))).toBe(foldPayer(kana))
      }),
    )
  })

  it('keeps different names apart', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        const sounds = (kana: string) =>
          kana.replace(/[ヴヲヂヅ]/g, (sound) => ({ ヴ: 'ブ', ヲ: 'オ', ヂ: 'ジ', ヅ: 'ズ' })[sound] ?? sound)
        // ヴ and a vowel are one sound.
        fc.pre(!/ヴ[アイエオ]/.test(one + other))
        expect(foldPayer(one) === foldPayer(other)).toBe(sounds(one) === sounds(other))
      }),
    )
  })

  it.each([
    ['ｶ)ﾋﾀﾞﾏﾘｼﾖｳｼﾞ', 'カブシキガイシャ ヒダマリショウジ'],
    ['ﾋﾀﾞﾏﾘｼﾖｳｼﾞ(ｶ', 'ヒダマリショウジ(カ)'],
    ['ﾋﾀﾞﾏﾘ(ｶ)ｵｵｻｶｼﾃﾝ', 'ヒダマリ カブシキガイシャ オオサカシテン'],
    ['ﾕ)ﾔﾏﾀﾞｼﾖｳﾃﾝ', 'ヤマダショウテン ユウゲンガイシャ'],
    ['株式会社ひだまり商事', '㈱ひだまり商事'],
    ['振込＊ヤマダ　ハナコ', 'ヤマダ ハナコ'],
    ['ﾌﾘｺﾐﾆﾕｳｷﾝ ﾔﾏﾀﾞ ﾊﾅｺ', 'ヤマダ ハナコ'],
    ['ｳﾞｧｲｵﾘﾝ ｷﾖｳｼﾂ', 'バイオリン キョウシツ'],
    ['ｺﾞﾄｳ ﾕ-ｷ', 'ゴトウ ユーキ'],
    ['オオタ　ヲリエ', 'オオタ オリエ'],
  ])('%s is %s', (bank, shop) => {
    expect(foldPayer(bank)).toBe(foldPayer(shop))
    expect(foldPayer(bank)).not.toBe('')
  })
})
