import type { NetshoninSettings } from './settings.ts'

/** What the page after a registration says. `unclear` is never taken for success. */
export type PageMeaning = 'registered' | 'already' | 'provisional' | 'rejected' | 'unclear'

type Markers = Pick<NetshoninSettings, 'registeredMarker' | 'alreadyMarker' | 'provisionalMarker' | 'rejectedMarker'>

/** Courtesies and spellings that mean the same: ご登録、誠に = 登録, いたしました = しました, 登録の手続きが完了 = 登録完了. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/[\s、,]+|誠に|まことに|どうも|すべて|全て|正常に|無事に?/g, ''],
  [/すでに/g, '既に'],
  [/受け?付け?/g, '受付'],
  [/申し?込み?/g, '申込'],
  [/[ごお御](?=登録|購読|申込|手続|入力)/g, ''],
  [/登録(?:の?手続き?|処理|作業)(?=[がをは]?完了)/g, '登録'],
  [/[がを](?=完了)/g, ''],
  [/(?:いただき|頂き|くださり|下さり)(?:まして)?(?=ありがとう)/g, ''],
  [/(?:させていただき|いたし|致し)(?=ま)/g, 'し'],
  [/受付しました/g, '受付ました'],
  [/ており(?=ま)/g, 'てい'],
  [/下さい/g, 'ください'],
]

/** Spaces fall anywhere in old pages, widths differ, and courtesies are many. */
function fold(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase()
  return ALIKE.reduce((folded, [pattern, word]) => folded.replace(pattern, word), plain)
}

/** A sentence that goes on like this says what is not so, or will be: 登録しましたら, 既に登録されている方は…. */
const NOT_SO =
  /^します|^[とに]なります|^[」』]?と(?:表示|出)|^(?:ら|か[?。]|時|際|後|まで|わけ|訳)|^[^。!?]{0,8}?(ませんでした|ません|出来ず|できず|なかった|していない|されていない|すると|しますと|すれば|したら|しましたら|するまで|するには|するため|次第|した後|後に|場合|の方は|る方は|方はこちら)/
/** 完了 alone says nothing yet: 登録完了後, 登録を完了してください, 登録が完了しない. These endings make it a statement. */
const DONE =
  /^(?:(?:し|となり|になり|され)(?:ました|ています)|(?:し|され)た(?=[。!」)]|$)|です|でした|でございます|ありがとう|(?=[。!」』】)]|$))/
/** The steps of a form are shown on each of its pages: 入力 > 確認 > 登録完了. */
const STEP = /(?:[>→»▶▷⇒]|step\.?\d?|\d[.)]?|[①-⑨]|確認)$/

/**
 * Reads the visible text of a result page by the shop's markers. Pages for readers who are on the list already are often
 * titled as errors or speak of completed registration, so that marker decides first; success and error together mean
 * nothing certain.
 */
export function meaningOf(visibleText: string, markers: Markers): PageMeaning {
  const text = fold(visibleText)
  const says = (lines: string) => wordings(lines).some((marker) => stated(text, marker))
  const mentions = (lines: string) => wordings(lines).some((marker) => text.includes(marker))
  if (says(markers.alreadyMarker)) return 'already'
  const provisional = says(markers.provisionalMarker)
  const welcome = provisional || says(markers.registeredMarker)
  if (mentions(markers.rejectedMarker)) return welcome ? 'unclear' : 'rejected'
  if (provisional) return 'provisional'
  return welcome ? 'registered' : 'unclear'
}

/** Reads by the address of a page, for shops that gave it in place of words. */
export function meaningOfAddress(address: string, markers: Markers): PageMeaning {
  const gives = (lines: string) => lines.split('\n').some((line) => isPage(address, line.trim()))
  if (gives(markers.alreadyMarker)) return 'already'
  if (gives(markers.rejectedMarker)) return 'rejected'
  if (gives(markers.provisionalMarker)) return 'provisional'
  return gives(markers.registeredMarker) ? 'registered' : 'unclear'
}

/** A page is the same whatever its query. */
function isPage(address: string, marker: string): boolean {
  const [page, wanted] = [URL.parse(address), /^https?:/i.test(marker) ? URL.parse(marker) : null]
  if (page === null || wanted === null || page.host !== wanted.host) return false
  return page.pathname === wanted.pathname
}

function wordings(lines: string): string[] {
  return lines
    .split('\n')
    .map(fold)
    .filter((marker) => marker !== '')
}

/** Whether the text says so of itself, at least once. A marker that is itself a denial means what it says. */
function stated(text: string, marker: string): boolean {
  for (let at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + 1)) {
    const rest = text.slice(at + marker.length, at + marker.length + 24)
    if (marker.endsWith('完了') && (!DONE.test(rest) || STEP.test(text.slice(Math.max(0, at - 6), at)))) continue
    if (!NOT_SO.test(rest.replace(DONE, ''))) return true
  }
  return false
}
