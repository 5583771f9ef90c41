import type { DomainEvent } from '../../events/index.ts'
import { oneLine } from '../../platform/plain-text.ts'
import type { ShopFacts } from '../connector.ts'
import { newsOf } from '../news.ts'

/** Chatwork takes 65,535; whether bytes or characters is not documented, so the smaller is kept. */
export const MAX_BYTES = 65_535
/** Customers' text as data: Chatwork has no escape for its notation, so the brackets that open a tag become full-width. */
export function plain(text: string): string {
  return oneLine(text).replaceAll('[', '［').replaceAll(']', '］')
}

/** What identifies a post's message in its room. */
export function referenceLine(reference: string): string {
  return `通知番号: ${reference}`
}

/** The message of one post: a box for each event, with the reference in the last. */
export function messageOf(events: DomainEvent[], shop: ShopFacts, reference: string): string {
  const boxes = events.map((event, index) => box(event, shop, index === events.length - 1 ? reference : null))
  const message = boxes.join('\n')
  if (Buffer.byteLength(message) <= MAX_BYTES) return message
  // Only reachable when many events are told at once: the titles alone are still news.
  return boxes
    .map(
      (text) =>
        `${text.slice(0, text.indexOf('[/title]'))}[/title]詳細は管理画面をご覧ください。\n${referenceLine(reference)}[/info]`,
    )
    .join('\n')
}

function box(event: DomainEvent, shop: ShopFacts, reference: string | null): string {
  const news = newsOf(event, shop)
  const lines = news.facts.map(([label, value]) => `${plain(label)}: ${plain(value)}`)
  if (news.advice) lines.push('', news.advice)
  lines.push('[hr]', news.link)
  if (reference !== null) lines.push(referenceLine(reference))
  return `[info][title]${plain(news.title)}[/title]${lines.join('\n')}[/info]`
}
