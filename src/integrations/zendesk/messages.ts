import type { DomainEvent, EventPayload } from '../../events/index.ts'
import { formatYen } from '../../platform/money.ts'
import type { ShopFacts } from '../connector.ts'
import type { ZendeskSettings } from './settings.ts'
import { fillTicket, harmless, type TicketValues } from './template.ts'

/** A completed application, as told to Zendesk. */
export type CompletedApplication = Extract<DomainEvent, { type: 'application.completed' }>

/** The part of the settings that a ticket is made of. */
export type TicketSettings = Pick<ZendeskSettings, 'subject' | 'body' | 'tags' | 'commentPublic' | 'agentId'>

type Application = EventPayload<'application.completed'>['application']

const kinds: Record<Application['kind'], string> = { standard: '通常', one_time_offer: 'ワンタイムオファー' }
const methods: Record<Application['method'], string> = { card: 'クレジットカード', transfer: '銀行振込' }

/** Zendesk refuses a longer name of a requester with 422 (facts: alphagov/support, zendesk_ticket_job.rb). */
const LONGEST_NAME = 255

/** What people typed, as data on one line: it cannot pretend to be another line or a placeholder of Zendesk. */
function asData(text: string): string {
  return harmless(text.replace(/[\s\p{Cc}]+/gu, ' ').trim())
}

/** `2026年11月23日 15:07`, by the shop's clock on the wall. */
function formatTime(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('ja-JP', { timeZone, dateStyle: 'long', timeStyle: 'short' }).format(at)
}

/** What stands for the placeholders of the templates. */
export function valuesOf({ payload, occurredAt }: CompletedApplication, shop: ShopFacts): TicketValues {
  const { application, product, customer, contract, answers = [] } = payload
  return {
    申込番号: application.number,
    お名前: asData(`${customer.familyName} ${customer.givenName}`),
    姓: asData(customer.familyName),
    名: asData(customer.givenName),
    メールアドレス: asData(customer.email),
    お客様の区分: payload.newCustomer ? '新規' : '既存',
    商品: asData(product.name),
    金額: `${product.kind === 'monthly' ? '月額 ' : ''}${formatYen(application.amountYen)}`,
    支払方法: methods[application.method],
    種別: kinds[application.kind],
    日時: formatTime(occurredAt, shop.timeZone),
    ご回答: answers.map(({ question, answer }) => `${asData(question)}: ${asData(answer)}`).join('\n'),
    契約番号: contract?.number ?? '',
    ショップ名: asData(shop.shopName),
    管理画面のURL: `${shop.baseUrl}/admin/applications/${application.id}`,
  }
}

/** 件名 and 本文 of an application's ticket. Zendesk refuses a ticket without text, so the number stands in for nothing. */
export function ticketText(
  { subject, body }: Pick<TicketSettings, 'subject' | 'body'>,
  event: CompletedApplication,
  shop: ShopFacts,
): { subject: string; body: string } {
  const values = valuesOf(event, shop)
  return {
    // Answers have a line each, a subject has one.
    subject: fillTicket(subject, values).replaceAll('\n', ' ') || values.申込番号,
    body: fillTicket(body, values) || values.申込番号,
  }
}

/**
 * The body of `POST /api/v2/tickets`, as the bytes that go out on each try. The customer is the requester, found by the
 * address and never renamed. Who the first comment's author is when nobody says so, Zendesk's own texts contradict each
 * other; so the agent whose credentials are used is named. Only settings that were saved before their agent was known
 * name nobody. https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/
 */
export function renderTicket(event: CompletedApplication, settings: TicketSettings, shop: ShopFacts): string {
  const { application, customer } = event.payload
  const { subject, body } = ticketText(settings, event, shop)
  const name = asData(`${customer.familyName} ${customer.givenName}`)
  const offer = application.kind === 'one_time_offer' ? ['luxliner_one_time_offer'] : []
  return JSON.stringify({
    ticket: {
      subject,
      comment: { body, public: settings.commentPublic },
      // A new requester must have a name.
      requester: { name: [...(name || customer.email)].slice(0, LONGEST_NAME).join(''), email: customer.email },
      ...(settings.agentId === null ? {} : { submitter_id: settings.agentId }),
      external_id: application.id,
      tags: [...new Set(['luxliner', 'luxliner_application', ...offer, ...settings.tags])],
    },
  })
}
