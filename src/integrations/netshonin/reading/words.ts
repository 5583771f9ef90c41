/** What a control may be for, apart from the plan. */
export type Meaning = 'email' | 'family' | 'given' | 'full'

/** How strongly a text or a name speaks for each meaning, and whether for a reading or a repetition. Whole numbers from 0. */
export interface Evidence {
  email: number
  family: number
  given: number
  full: number
  kana: boolean
  again: boolean
  /** An address at a mobile phone and nowhere else. */
  mobile: boolean
}

const NOTHING: Evidence = { email: 0, family: 0, given: 0, full: 0, kana: false, again: false, mobile: false }

const EMAIL =
  /メール(?!マガ|配信|の配信|ニュース|形式|フォーム)|メルアド|メアド|メイル|e[-‐・]?mail|mail\s?address|(?<!ホームページ|url|web|サイト|ip|ご?住所.*)アドレス|^mail$/
const MOBILE = /携帯|ケータイ|モバイル|スマートフォン|スマホ|mobile/
/** 携帯メールも可, PC・携帯どちらでも, 携帯以外. */
const NO_MOBILE = /pc|パソコン|可|でも|も(?:ok|利用|登録)|以外|除く|または|ません/
const AGAIN =
  /確認用|\(確認\)|\(再\)|確認$|の確認|再入力|再度|もう(一|1)度|もういちど|念のため|繰り?返し|confirm|again|re-?type|re-?enter/
const NO_REPETITION = /確認メール|確認のメール/
const FULL =
  /(?:お|ご|御)?(?:氏名|姓名|名前|なまえ|芳名)|(?:本|[者様客]|会員)(?:の|ご|お)?名(?![簿刺])|ハンドルネーム|ニックネーム|^(?:your |full ?)?name\b/g
const FAMILY =
  /姓|苗字|名字|みょうじ|(?<![ァ-ヶー])セイ(?![ァ-ヶー])|(?<![ぁ-ん])せい(?![ぁ-ん])|(?:^|[\s(お])氏(?:$|[\s):])|last ?name|family ?name|surname/
const GIVEN = /名|(?<![ァ-ヶー])メイ(?![ァ-ヶー])|(?<![ぁ-ん])めい(?![ぁ-ん])|first ?name|given ?name|ファーストネーム/
/** Names of other things, and words that only hold the character. */
const OTHER_NAMES =
  /(?:[貴御]社|会社|企業|法人|団体|組織|学校|部署|店|店舗|サイト|商品|件|役職|国|県|都市|町|市区町村|建物|ビル|マンション|メルマガ|マガジン|プラン|コース|ユーザー?|ログイン|アカウント|ファイル|曲|書|品|題|地|サービス|紹介者)様?(?:の[おご]?)?名(?:前|称)?|屋号|名称|名義|名刺|匿名|[0-9]+名|有名|(?:姓|苗字|名字)(?:だけ|のみ)でも/g
const KANA =
  /ふりがな|フリガナ|ふり仮名|振り?仮名|よみがな|読み仮名|読み方|ヨミ|よみ|(?<![ァ-ヶ])カナ(?![ァ-ヶ])|(?<![ぁ-ん])かな(?![ぁ-ん])|(?<![ァ-ヶー])(?:セイ|メイ)(?![ァ-ヶー])|(?<![ぁ-ん])(?:せい|めい)(?![ぁ-ん])|\((?:全角)?(?:ひらがな|カタカナ)\)|^(?:全角)?(?:ひらがな|カタカナ)$|\bkana\b|furigana/
/** Remarks on what may be typed into the box of the name itself. */
const NO_READING = /漢字|不可|使え|使用でき|できません|以外|除く|控え/

/** Sample people that forms show as an example of what to type. */
const SAMPLE_FAMILY = /山田|佐藤|鈴木|田中|高橋|やまだ|ヤマダ|さとう|サトウ|すずき|スズキ|たなか|タナカ/
const SAMPLE_GIVEN = /太郎|花子|一郎|次郎|たろう|タロウ|はなこ|ハナコ|いちろう|イチロウ/
const SAMPLE_KANA = /^[^一-龠]*[ぁ-んァ-ヶ]{2}[^一-龠]*$/

/** One way of writing each character and bracket, in lower case. 「お 名 前」 is one word, and so is メ－ル. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(SPACED_OUT, (word) => word.replaceAll(' ', ''))
    .replace(/(?<=[ァ-ヶ])[-‐–—―−](?=[ァ-ヶ])/g, 'ー')
    .replace(/[[{【〔〈《「『] ?|\( /g, '(')
    .replace(/ ?[\]}】〕〉》」』]| \)/g, ')')
    .trim()
}

const SPACED_OUT =
  /(?<![\p{L}ー])[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー](?: [\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー](?![\p{L}ー]))+/gu

const LONGEST_REMARK = 80
/** Words of a remark on how something is typed; what is left without them says what is typed. */
const REMARKS =
  /例.*|必須|必要|任意|入力|記入|確認|念のため|もう(?:一|1)度|再度?|同じ|半角|全角|英数字?|数字|文字|漢字|ひらがな|カタカナ|ローマ字|ハイフン|なし|のみ|以内|ください|下さい|ため|required|optional|[用のをでにはごお]/g

/** ※携帯のアドレスは使えません: a sentence of its own. ※お名前 is a label with a mark. */
const FOOTNOTE = /^\s*[※＊*].*(?:ください|下さい|ません|です|ます|不可|可能?)[。．)）]*\s*$/

/** Whether a text only says how to type (半角, 必須, 確認用, a hyphen between boxes); what it belongs to stands before it. */
export function isRemark(text: string): boolean {
  if (FOOTNOTE.test(text)) return true
  return text.length < LONGEST_REMARK && !/[\p{L}@]/u.test(plain(text).replace(REMARKS, ''))
}

/** What a label says. Each meaning that it names counts 1. */
export function evidenceOfText(label: string): Evidence {
  const text = plain(label)
  if (text === '') return NOTHING
  const own = text.replace(OTHER_NAMES, ' ').replace(/下の(?:お|ご)?名前/, '名')
  const parts = own.replace(FULL, ' ')
  const [family, given] = [FAMILY.test(parts), GIVEN.test(parts)]
  // 姓 and 名 together are one box for both; お名前(姓) is 姓.
  const full = family === given && (parts !== own || family)
  return {
    email: EMAIL.test(text) ? 1 : 0,
    family: family && !given ? 1 : 0,
    given: given && !family ? 1 : 0,
    full: full ? 1 : 0,
    kana: KANA.test(text) && !NO_READING.test(text),
    again: AGAIN.test(text) && !NO_REPETITION.test(text),
    mobile: MOBILE.test(text) && !NO_MOBILE.test(text),
  }
}

/** What an example in the box says (例: 山田, taro@example.com). */
export function evidenceOfHint(hint: string): Evidence {
  const said = evidenceOfText(hint)
  const [family, given] = [SAMPLE_FAMILY.test(hint), SAMPLE_GIVEN.test(hint)]
  return {
    email: /\S@\S/.test(hint) ? 1 : said.email,
    family: family && !given ? 1 : said.family,
    given: given && !family ? 1 : said.given,
    full: family && given ? 1 : said.full,
    kana: said.kana || ((family || given) && SAMPLE_KANA.test(hint)),
    again: said.again,
    mobile: said.mobile,
  }
}

const EMAIL_NAMES = new Set('mail email emailaddress mailaddress mailaddr mailad rdemail usermail'.split(' '))
const FAMILY_NAMES = new Set('sei myoji myouji miyoji last lname lastname family familyname surname'.split(' '))
const GIVEN_NAMES = new Set('mei fname first firstname given givenname'.split(' '))
const FULL_NAMES = new Set(
  'name names namae onamae shimei simei fullname yourname uname username nickname handle'.split(' '),
)
const OTHER_OWNERS = new Set(
  'company kaisha corp org dept shop site login product item plan list file magazine'.split(' '),
)
const MOBILE_NAMES = new Set('mobile keitai ktai imode'.split(' '))
const AGAIN_NAMES = new Set('conf confirm confirmation check chk again re retype kakunin verify repeat cfm'.split(' '))

/** What a `name` attribute says, such as `data[User][mail]`, `sei_kana` or `touroku_namae1`. Strong words count 2. */
export function evidenceOfName(name: string): Evidence {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+|(?<=[a-z])(?=\d)/)
    .filter((word) => word !== '')
  const has = (set: ReadonlySet<string>) => words.some((word) => set.has(word))
  const kana = words.some((word) => /kana|furi|huri|yomi|ruby|phonetic/.test(word) && !/kanagawa/.test(word))
  const bare = words.map((word) => word.replace(/kana|kanji|furi(gana)?|huri(gana)?|yomi/g, ''))
  const hasBare = (set: ReadonlySet<string>) => bare.some((word) => set.has(word))
  const foreign = has(OTHER_OWNERS)
  // `last_name` is no whole name.
  const half = hasBare(FAMILY_NAMES) || hasBare(GIVEN_NAMES)
  const email = has(EMAIL_NAMES) ? 2 : /mail(?!mag|form|type|id)/.test(words.join('')) && !foreign ? 1 : 0
  return {
    email,
    family: !foreign && hasBare(FAMILY_NAMES) ? 2 : 0,
    given: !foreign && hasBare(GIVEN_NAMES) ? 2 : 0,
    full: !foreign && !half && hasBare(FULL_NAMES) ? 2 : 0,
    kana,
    // The second of many boxes repeats nothing; the second address does.
    again: has(AGAIN_NAMES) || (email > 0 && words.at(-1) === '2') || name.startsWith('_'),
    mobile: has(MOBILE_NAMES),
  }
}
