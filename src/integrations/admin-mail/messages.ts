import type { DomainEvent } from '../../events/index.ts'
import { oneLine } from '../../platform/plain-text.ts'
import type { ShopFacts } from '../connector.ts'
import { newsOf } from '../news.ts'

/** A mail as text and as simple HTML. */
export interface AdminMail {
  subject: string
  text: string
  html: string
}

/** The mail of one event. `cause`: why Chatwork did not get it, or null in the ordinary wording. */
export function mailOf(event: DomainEvent, shop: ShopFacts, cause: string | null): AdminMail {
  const news = newsOf(event, shop)
  const preface = cause === null ? null : `Chatworkへ通知できなかったため、メールでお知らせします。\n理由: ${cause}`
  const width = Math.max(...news.facts.map(([label]) => label.length))
  const text = [
    ...(preface ? [preface, ''] : []),
    oneLine(news.title),
    '',
    ...news.facts.map(([label, value]) => `${label.padEnd(width, '\u3000')}: ${oneLine(value)}`),
    ...(news.advice ? ['', news.advice] : []),
    '',
    `詳細: ${news.link}`,
    '',
    '--',
    `${shop.shopName}(Luxlinerからの自動送信)`,
  ].join('\n')
  return { subject: oneLine(news.title), text, html: htmlOf(news, preface, shop) }
}

function htmlOf(news: ReturnType<typeof newsOf>, preface: string | null, shop: ShopFacts): string {
  const rows = news.facts
    .map(
      ([label, value]) =>
        `<tr><th align="left" style="padding:4px 16px 4px 0;color:#667;font-weight:normal;white-space:nowrap">${escapeHtml(label)}</th><td style="padding:4px 0">${escapeHtml(oneLine(value))}</td></tr>`,
    )
    .join('')
  return [
    `<div style="font-family:'Hiragino Sans','Noto Sans JP','Yu Gothic',sans-serif;font-size:14px;line-height:1.7;color:#223">`,
    preface ? `<p style="background:#fff4e0;padding:8px 12px">${escapeHtml(preface).replace('\n', '<br>')}</p>` : '',
    `<h1 style="font-size:16px">${escapeHtml(oneLine(news.title))}</h1><table style="border-collapse:collapse">${rows}</table>`,
    news.advice ? `<p>${escapeHtml(news.advice)}</p>` : '',
    `<p><a href="${escapeHtml(news.link)}">管理画面で開く</a></p><p style="color:#889">${escapeHtml(shop.shopName)}(Luxlinerからの自動送信)</p></div>`,
  ].join('')
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
