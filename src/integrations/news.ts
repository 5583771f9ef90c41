import type { DomainEvent } from '../events/index.ts'
import { formatYen } from '../platform/money.ts'
import type { ShopFacts } from './connector.ts'

/** What staff are told of an event, before it becomes a chat message or a mail. Values are customers' text: data, not markup. */
export interface News {
  /** Tells the event apart by itself, as in the notification of a telephone. */
  title: string
  facts: readonly (readonly [label: string, value: string])[]
  /** What to do about it, or null when nothing needs doing. */
  advice: string | null
  /** Where it stands in the admin. */
  link: string
}

/** The news of an event, in the shop's words and time zone. Pure. */
export function newsOf(event: DomainEvent, shop: ShopFacts): News {
  const news = compose(event, shop)
  return { ...news, facts: [...news.facts, ['日時', formatTime(event.occurredAt, shop.timeZone)]] }
}

function compose(event: DomainEvent, shop: ShopFacts): News {
  const admin = (path: string) => `${shop.baseUrl}/admin/${path}`
  switch (event.type) {
    case 'customer.provisionally_registered':
      return {
        title: `【仮登録】${fullName(event.payload.customer)} 様`,
        facts: [
          ...person(event.payload.customer),
          ['きっかけ', `${event.payload.application.productName}への申し込み(${event.payload.application.number})`],
        ],
        advice: '本登録のご案内を、お客様へメールでお送りします。',
        link: admin(`customers/${event.payload.customer.id}`),
      }
    case 'customer.registered':
      return {
        title: `【本登録完了】${fullName(event.payload.customer)} 様`,
        facts: person(event.payload.customer),
        advice: null,
        link: admin(`customers/${event.payload.customer.id}`),
      }
    case 'mail.undeliverable':
      return {
        title: `【メール不達】${fullName(event.payload.customer)} 様`,
        facts: [
          ...person(event.payload.customer),
          ['届かなかったメール', event.payload.letter.subject],
          ['原因', undeliverableClasses[event.payload.class]],
          ['サーバーの応答', event.payload.answer],
        ],
        advice:
          event.payload.class === 'own_fault'
            ? 'お客様のアドレスの問題ではありません。メール送信の設定をご確認ください。'
            : 'メールアドレスに誤りがないか、別の方法でお客様にご確認ください。',
        link: admin(`customers/${event.payload.customer.id}`),
      }
    case 'mail.complaint_reported':
      return {
        title: `【迷惑メール報告】${fullName(event.payload.customer)} 様`,
        facts: [
          ...person(event.payload.customer),
          ['対象のメール', event.payload.letter?.subject ?? '特定できません'],
          ['報告元', event.payload.source],
        ],
        advice: 'このお客様へのお知らせメールは控えてください。',
        link: admin(`customers/${event.payload.customer.id}`),
      }
    case 'site.maintenance_started':
      return {
        title: '【メンテナンスON】会員サイトを停止しました',
        facts: [['表示中の案内', event.payload.message || '(標準の文面)'], ...byStaff(event)],
        advice: '作業が終わったら、メンテナンスモードをOFFにしてください。',
        link: admin('settings/site'),
      }
    case 'site.maintenance_ended':
      return {
        title: '【メンテナンスOFF】会員サイトを再開しました',
        facts: byStaff(event),
        advice: null,
        link: admin('settings/site'),
      }
    case 'application.completed': {
      const { application, product, customer, contract } = event.payload
      const offer = application.kind === 'one_time_offer'
      return {
        title: `【${offer ? 'ワンタイムオファー申し込み' : '申し込み'}】${product.name} / ${fullName(customer)} 様`,
        facts: [
          ['申込番号', application.number],
          ...person(customer),
          ['お客様', event.payload.newCustomer ? '新規' : '既存'],
          ['商品', product.name],
          ['金額', priceOf(product.kind, application.amountYen)],
          ['お支払い', application.method === 'card' ? 'クレジットカード(決済済み)' : '銀行振込(入金待ち)'],
          ['種別', offer ? 'ワンタイムオファー' : '通常の申し込み'],
          ...(contract ? [['契約番号', contract.number] as const] : []),
        ],
        advice: null,
        link: admin(`applications/${application.id}`),
      }
    }
    case 'payment.application_card_failed': {
      const { application, product, applicant, failure } = event.payload
      return {
        title: `【決済失敗】申し込みページ / ${product.name} / ${fullName(applicant)} 様`,
        facts: [
          ...person(applicant),
          ['商品', product.name],
          ['金額', priceOf(product.kind, event.payload.amountYen)],
          ['種別', application.kind === 'one_time_offer' ? 'ワンタイムオファー' : '通常の申し込み'],
          ['失敗の理由', failure.message],
          ['受付番号', application.number],
        ],
        advice: '申し込みは完了していません。お客様の画面には、別のカードでのやり直しをご案内しています。',
        link: admin(`applications/${application.id}`),
      }
    }
    case 'payment.renewal_card_failed': {
      const { attempt, attempts, nextTryAt } = event.payload
      return {
        title: `【月額決済失敗 ${attempt}/${attempts}回目】${event.payload.product.name} / ${fullName(event.payload.customer)} 様`,
        facts: [
          ...person(event.payload.customer),
          ...contractFacts(event.payload),
          ['金額', formatYen(event.payload.amountYen)],
          ['失敗の理由', event.payload.failure.message],
          [
            '次回の試行',
            nextTryAt ? formatTime(new Date(nextTryAt), shop.timeZone) : 'ありません(カード決済不能になりました)',
          ],
        ],
        advice: nextTryAt ? null : 'お客様にカードの変更をお願いしてください。',
        link: admin(`contracts/${event.payload.contract.id}`),
      }
    }
    case 'payment.card_recovered':
      return {
        title: `【決済回復】${event.payload.product.name} / ${fullName(event.payload.customer)} 様`,
        facts: [
          ...person(event.payload.customer),
          ...contractFacts(event.payload),
          ['金額', formatYen(event.payload.amountYen)],
          ['回復前の状態', event.payload.from === 'unpayable' ? 'カード決済不能' : '再試行中'],
        ],
        advice: null,
        link: admin(`contracts/${event.payload.contract.id}`),
      }
    case 'contract.cancellation_reserved':
      return contractNews(
        event.payload,
        '解約予約',
        [
          ['解約予定日', event.payload.cancelsOn],
          ['操作した人', doers[event.payload.by]],
        ],
        admin,
      )
    case 'contract.cancellation_withdrawn':
      return contractNews(event.payload, '解約予約の解除', [['操作した人', doers[event.payload.by]]], admin)
    case 'contract.cancelled':
      return {
        ...contractNews(event.payload, '解約完了', [['操作した人', doers[event.payload.by]]], admin),
        advice: 'ネット商人などのリストに登録している場合、リストからの削除は手動で行ってください。',
      }
    case 'contract.suspended':
      return contractNews(event.payload, '契約停止', [['停止の理由', suspensions[event.payload.reason]]], admin)
    case 'contract.resumed':
      return contractNews(event.payload, '停止解除', [['操作した人', doers[event.payload.by]]], admin)
  }
}

const undeliverableClasses = {
  dead: '宛先のアドレスが存在しません',
  given_up: '一時的な理由で届かず、再送をあきらめました',
  own_fault: 'こちらの送信設定や内容が原因で拒否されました',
} as const
const doers = { customer: 'お客様', staff: '管理者', system: '自動' } as const
const suspensions = { payment_unconfirmed: '決済の未確認', card_unpayable: 'カード決済不能' } as const

interface Person {
  familyName: string
  givenName: string
  email: string
}

function fullName(person: Person): string {
  return `${person.familyName} ${person.givenName}`
}

function person(who: Person): News['facts'] {
  return [
    ['お名前', `${fullName(who)} 様`],
    ['メール', who.email],
  ]
}

function priceOf(kind: 'one_time' | 'monthly', amountYen: number): string {
  return kind === 'monthly' ? `月額 ${formatYen(amountYen)}` : `${formatYen(amountYen)}(一回払い)`
}

interface ContractPayload {
  customer: Person
  contract: { id: string; number: string }
  product: { name: string; priceYen: number }
}

function contractFacts(payload: ContractPayload): News['facts'] {
  return [
    ['契約番号', payload.contract.number],
    ['商品', payload.product.name],
  ]
}

function contractNews(
  payload: ContractPayload,
  what: string,
  more: News['facts'],
  admin: (path: string) => string,
): News {
  return {
    title: `【${what}】${payload.product.name} / ${fullName(payload.customer)} 様`,
    facts: [
      ...person(payload.customer),
      ...contractFacts(payload),
      ['金額', `月額 ${formatYen(payload.product.priceYen)}`],
      ...more,
    ],
    advice: null,
    link: admin(`contracts/${payload.contract.id}`),
  }
}

function byStaff(event: DomainEvent): News['facts'] {
  return event.actor.kind === 'staff' ? [['操作した人', event.actor.name]] : []
}

/** `2026/11/23(月) 14:05` in the shop's time zone. */
function formatTime(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('ja-JP', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
}
