import type { NetshoninSettings } from './settings.ts'

/** What the page after a registration says. `unclear` is never taken for success. */
export type PageMeaning = 'registered' | 'already' | 'provisional' | 'rejected' | 'unclear'

type Markers = Pick<NetshoninSettings, 'registeredMarker' | 'alreadyMarker' | 'provisionalMarker' | 'rejectedMarker'>

/** Spaces fall anywhere in old pages, widths differ, and 既に and すでに are one word. */
function fold(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').replaceAll('すでに', '既に').toLowerCase()
}

/**
 * Reads the visible text of a result page by the shop's markers. Pages for readers who are on the list already are often
 * titled as errors or speak of completed registration, so that marker decides first; success and error together mean
 * nothing certain.
 */
export function meaningOf(visibleText: string, markers: Markers): PageMeaning {
  const text = fold(visibleText)
  const says = (marker: string) => marker !== '' && text.includes(fold(marker))
  if (says(markers.alreadyMarker)) return 'already'
  const provisional = says(markers.provisionalMarker)
  const welcome = provisional || says(markers.registeredMarker)
  if (says(markers.rejectedMarker)) return welcome ? 'unclear' : 'rejected'
  if (provisional) return 'provisional'
  return welcome ? 'registered' : 'unclear'
}
