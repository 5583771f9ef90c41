/*
 * How a name is written where it is typed, and how a bank's statement shows it, differ: half-width katakana, no small
 * kana, hyphens for long vowels, 株式会社 as カ), words of the bank in front. Both are folded to one way of writing.
 */

const VU: Readonly<Record<string, string>> = { ヴァ: 'バ', ヴィ: 'ビ', ヴェ: 'ベ', ヴォ: 'ボ', ヴ: 'ブ' }
const SAME_SOUND: Readonly<Record<string, string>> = { ヲ: 'オ', ヰ: 'イ', ヱ: 'エ', ヂ: 'ジ', ヅ: 'ズ' }
const SMALL = 'ァィゥェォッャュョヮヵヶ'
const LARGE = 'アイウエオツヤユヨワカケ'

/** What banks put before the payer. */
const BANK_WORDS =
  /^((IB|PC|WEB|モバイル)?(お?振込み?(入金)?|オ?フリコミ(ニ[ユュ]ウキン)?|被仕向送金|ご?入金)\d?[\s*・:-]*)+/
/** Of corporations: as 全銀協 abbreviates them (カ) before, (カ after, (カ) between), in words, and in kanji. */
const ABBREVIATED =
  /^(カ|ユ|ド|シヤ|ザイ|イ|ガク|フク|シユウ|メ|シ|トクヒ)[).]|\((カ|ユ|ド|シヤ|ザイ|イ|ガク|フク|シユウ|メ|シ|トクヒ)(\)|$)/g
const IN_WORDS = /カブシキガイシヤ|ユウゲンガイシヤ|ゴウドウガイシヤ|イツパンシヤダンホウジン|イリヨウホウジン/g
const IN_KANJI = /株式会社|有限会社|合同会社|一般社団法人|医療法人|\((株|有|同|社|医)\)/g

/** A payer's name in one way of writing: full-width katakana without small ones, long vowels, spaces, digits or signs. */
export function foldPayer(text: string): string {
  const katakana = text
    .normalize('NFKC')
    .replace(/[ぁ-ゖ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + 0x60))
    .toUpperCase()
    .trim()
    .replace(BANK_WORDS, '')
  return katakana
    .replace(/ヴ[ァィェォ]?/g, (sound) => VU[sound] ?? sound)
    .replace(/[ヲヰヱヂヅ]/g, (kana) => SAME_SOUND[kana] ?? kana)
    .replace(/[ァィゥェォッャュョヮヵヶ]/g, (kana) => LARGE[SMALL.indexOf(kana)] ?? kana)
    .replace(/^[^\p{L}(]+/u, '')
    .replace(ABBREVIATED, '')
    .replace(IN_KANJI, '')
    .replace(/[^\p{L}]|ー/gu, '')
    .replace(IN_WORDS, '')
}
