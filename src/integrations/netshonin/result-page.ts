import type { NetshoninSettings } from './settings.ts'

/** What the page after a registration says. `unclear` is never taken for success. */
export type PageMeaning = 'registered' | 'already' | 'provisional' | 'rejected' | 'unclear'

type Markers = Pick<NetshoninSettings, 'registeredMarker' | 'alreadyMarker' | 'provisionalMarker' | 'rejectedMarker'>

/** Spaces fall anywhere in old pages, widths differ, and 既に and すでに are one word. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replaceAll('すでに', '既に')
    .replaceAll('致し', 'いたし')
    .toLowerCase()
}

/** A sentence that goes on like this says what is not so, or will be: 登録が完了していません, 登録が完了します, 既に登録されている方は…. */
const NOT_SO =
  /^(?:いた)?します|^[とに]なります|^[^。、!?]{0,8}?(ませんでした|ません|出来ず|できず|していない|されていない|すると|しますと|すれば|したら|しましたら|するまで|するには|次第|した後|後に|場合|の方は|る方は|方はこちら)/

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

function wordings(lines: string): string[] {
  return lines
    .split('\n')
    .map(fold)
    .filter((marker) => marker !== '')
}

/** Whether the text says so of itself, at least once. A marker that is itself a denial means what it says. */
function stated(text: string, marker: string): boolean {
  for (let at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + 1))
    if (!NOT_SO.test(text.slice(at + marker.length, at + marker.length + 16))) return true
  return false
}
