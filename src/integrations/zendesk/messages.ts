import type { DomainEvent, EventPayload } from '../../events/index.ts'
import { formatYen } from '../../platform/money.ts'
import type { ShopFacts } from '../connector.ts'

/** A completed application, as told to Zendesk. */
export type CompletedApplication = Extract<DomainEvent, { type: 'application.completed' }>

type Application = EventPayload<'application.completed'>['application']

const kinds: Record<Application['kind'], string> = { standard: '通常', one_time_offer: 'ワンタイムオファー' }
const methods: Record<Application['method'], string> = { card: 'クレジットカード', transfer: '銀行振込' }

/** Zendesk refuses a longer name of a requester with 422 (facts: alphagov/support, zendesk_ticket_job.rb). */
const LONGEST_NAME = 255

const WIDE: Record<string, string> = { '{': '｛', '}': '｝', '<': '＜', '>': '＞' }

/**
 * What people typed, as data on one line. Zendesk replaces `{{placeholders}}` and runs `{% liquid %}` in comments, and
 * strips what looks like HTML; the wide forms of these characters mean nothing to it.
 */
export function asData(text: string): string {
  return text
    .replace(/[{}<>]/g, (character) => WIDE[character] ?? '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}

/** `2026年11月23日 15:07`, by the shop's clock on the wall. */
function formatTime(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('ja-JP', { timeZone, dateStyle: 'long', timeStyle: 'short' }).format(at)
}

function commentBody({ payload, occurredAt }: CompletedApplication, name: string, shop: ShopFacts): string {
  const { application, product, customer } = payload
  return [
    `${asData(shop.shopName)}へのお申し込みの内容です。`,
    '',
    `申込番号: ${application.number}`,
    `商品: ${asData(product.name)}`,
    `金額: ${product.kind === 'monthly' ? '月額 ' : ''}${formatYen(application.amountYen)}`,
    `支払方法: ${methods[application.method]}`,
    `種別: ${kinds[application.kind]}`,
    `日時: ${formatTime(occurredAt, shop.timeZone)}`,
    `お名前: ${name}`,
    `メールアドレス: ${asData(customer.email)}`,
    '',
    `管理画面(スタッフ用): ${shop.baseUrl}/admin/applications/${application.id}`,
  ].join('\n')
}

/**
 * The body of `POST /api/v2/tickets`, as the bytes that go out on each try. The customer is the requester and, without a
 * `submitter_id`, the author of the comment; a known requester is found by the address and never renamed.
 * https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/
 */
export function renderTicket(event: CompletedApplication, commentPublic: boolean, shop: ShopFacts): string {
  const { application, product, customer } = event.payload
  const name = asData(`${customer.familyName} ${customer.givenName}`)
  const offer = application.kind === 'one_time_offer' ? ['luxliner_one_time_offer'] : []
  return JSON.stringify({
    ticket: {
      subject: `【お申し込み】${asData(product.name)}(${application.number}) ${name}様`,
      comment: { body: commentBody(event, name, shop), public: commentPublic },
      // A new requester must have a name.
      requester: { name: [...(name || customer.email)].slice(0, LONGEST_NAME).join(''), email: customer.email },
      external_id: application.id,
      tags: ['luxliner', 'luxliner_application', ...offer],
    },
  })
}
