import type { DomainEvent } from '../events/index.ts'
import { formatYen } from '../platform/money.ts'
import { shorten } from '../platform/plain-text.ts'
import type { ShopFacts } from './connector.ts'
import { dear, type Facts, formatDay, formatTime, type Person, personFacts, priceOf, titleOf } from './wording.ts'

/** What staff are told of an event, before it becomes a chat message or a mail. Values are customers' text: data, not markup. */
export interface News {
  /** Tells the event apart by itself, as in the notification of a telephone. */
  title: string
  facts: Facts
  /** What follows, and what to do about it; null when there is nothing to say. */
  advice: string | null
  /** Where it stands in the admin. */
  link: string
}

/** The news of an event, in the shop's words and time zone. Pure. */
export function newsOf(event: DomainEvent, shop: ShopFacts): News {
  const { path, ...news } = compose(event, shop)
  return {
    ...news,
    facts: [...news.facts, ['日時', formatTime(event.occurredAt, shop.timeZone)]],
    link: `${shop.baseUrl}/admin/${path}`,
  }
}

/** `path` within the admin. */
type Composed = Omit<News, 'link'> & { path: string }

function compose(event: DomainEvent, shop: ShopFacts): Composed {
  switch (event.type) {
    case 'customer.provisionally_registered': {
      const { customer, application } = event.payload
      return {
        title: titleOf('仮登録', dear(customer)),
        facts: [
          ...personFacts(customer),
          ['きっかけ', `${application.productName} への申し込み(${application.number})`],
        ],
        advice: '本登録のご案内をお客様へメールで送ります。本登録が完了すると、改めてお知らせします。',
        path: `customers/${customer.id}`,
      }
    }
    case 'customer.registered': {
      const { customer } = event.payload
      return {
        title: titleOf('本登録完了', dear(customer)),
        facts: personFacts(customer),
        advice: 'お客様は会員ページにログインできるようになりました。',
        path: `customers/${customer.id}`,
      }
    }
    case 'mail.undeliverable': {
      const { customer, letter, answer, reason, stopsLetters } = event.payload
      const cause = undeliverableCauses[event.payload.class]
      return {
        title: titleOf('メール不達', dear(customer)),
        facts: [
          ...personFacts(customer),
          ['届かなかったメール', letter.subject],
          ['原因', reason ?? cause.words],
          ['サーバーの応答', answer],
        ],
        advice: stopsLetters ? `${cause.advice}${LETTERS_STOP}` : cause.advice,
        path: `customers/${customer.id}`,
      }
    }
    case 'mail.complaint_reported': {
      const { customer, letter, source } = event.payload
      return {
        title: titleOf('迷惑メール報告', dear(customer)),
        facts: [
          ...personFacts(customer),
          ['対象のメール', letter?.subject ?? '特定できませんでした'],
          ['報告元', source],
        ],
        advice:
          'お客様が、当店からのメールを迷惑メールとして報告しました。ご案内などのメールは、お客様が改めて希望されるまで送信を止めます(お支払いなどの大切なメールは、これからもお送りします)。',
        path: `customers/${customer.id}`,
      }
    }
    case 'site.maintenance_started':
      return {
        title: titleOf('メンテナンスON', '会員サイトを停止しました'),
        facts: [
          ['表示中の案内', event.payload.message || '(標準の文面)'],
          ['再開予定', resumptionOf(event.payload.resumesAt, shop)],
          ['操作した人', switcherOf(event)],
        ],
        advice:
          'お客様には、申し込みページと会員ページの代わりに案内を表示しています。月額の課金は続きます。作業が終わったら、メンテナンスモードをOFFにしてください。',
        path: 'settings/site',
      }
    case 'site.maintenance_ended':
      return {
        title: titleOf('メンテナンスOFF', '会員サイトを再開しました'),
        facts: [['操作した人', switcherOf(event)]],
        advice: null,
        path: 'settings/site',
      }
    case 'application.completed': {
      const { application, product, customer, contract, newCustomer, answers = [] } = event.payload
      const offer = application.kind === 'one_time_offer'
      const card = application.method === 'card'
      return {
        title: titleOf(offer ? 'ワンタイムオファー申し込み' : '申し込み', product.name, dear(customer)),
        facts: [
          ['申込番号', application.number],
          ...personFacts(customer),
          ['お客様', newCustomer ? '新規のお客様' : '既存のお客様'],
          ['商品', product.name],
          ['金額', priceOf(product.kind, application.amountYen)],
          ['お支払い', card ? 'クレジットカード(決済済み)' : '銀行振込(入金待ち)'],
          kindFact(application.kind),
          ...(contract ? [['契約番号', contract.number] as const] : []),
          ...answerFacts(answers),
        ],
        advice: card ? null : '入金を確認したら、管理画面で入金確認の操作をしてください。',
        path: `applications/${application.id}`,
      }
    }
    case 'payment.application_card_failed': {
      const { application, product, applicant, amountYen, failure } = event.payload
      return {
        title: titleOf('申込時の決済失敗', product.name, dear(applicant)),
        facts: [
          ['受付番号', application.number],
          ...personFacts(applicant),
          ['商品', product.name],
          ['金額', priceOf(product.kind, amountYen)],
          kindFact(application.kind),
          ['失敗の理由', failure.message],
        ],
        advice:
          '申し込みは完了していません。お客様の画面には、カード情報の確認や別のカードでのやり直しをご案内しています。',
        path: `applications/${application.id}`,
      }
    }
    case 'payment.renewal_card_failed': {
      const { attempt, attempts, nextTryAt, failure } = event.payload
      return {
        ...ofContract(event.payload, `月額決済失敗 ${attempt}/${attempts}回目`, [
          ['失敗の理由', failure.message],
          ['試行回数', `${attempts}回中 ${attempt}回目`],
          ['次回の試行', nextTryAt === null ? 'ありません' : formatTime(new Date(nextTryAt), shop.timeZone)],
        ]),
        advice:
          nextTryAt === null
            ? 'カード決済不能になりました。お客様に、会員ページでのカードの変更をお願いしてください。'
            : '次回の試行までは、お客様が会員ページでカードを変更すると、その場でお支払いいただけます。',
      }
    }
    case 'payment.card_recovered':
      return {
        ...ofContract(event.payload, '決済回復', [
          ['回復前の状態', event.payload.from === 'unpayable' ? 'カード決済不能' : '決済の再試行中'],
        ]),
        advice: '月額のお支払いが完了しました。操作は必要ありません。',
      }
    case 'contract.cancellation_reserved': {
      const { by, cancelsOn } = event.payload
      return {
        ...ofContract(event.payload, '解約予約', [
          ['解約予定日', formatDay(cancelsOn)],
          ['操作した人', doerOf(event, by)],
        ]),
        advice: '解約予定日までは、契約は有効です。予約は、お客様の会員ページからも管理画面からも解除できます。',
      }
    }
    case 'contract.cancellation_withdrawn':
      return {
        ...ofContract(event.payload, '解約予約の解除', [['操作した人', doerOf(event, event.payload.by)]]),
        advice: '契約は、これまでどおり続きます。',
      }
    case 'contract.cancelled':
      return {
        ...ofContract(event.payload, '解約完了', [['解約のきっかけ', cancelledBy(event, event.payload.by)]]),
        advice: 'ネット商人などのリストに登録している場合、リストからの削除は手動で行ってください。',
      }
    case 'contract.suspended': {
      const suspension = suspensions[event.payload.reason]
      return {
        ...ofContract(event.payload, '契約停止', [['停止の理由', suspension.words]]),
        advice: suspension.advice,
      }
    }
    case 'contract.resumed':
      return {
        ...ofContract(event.payload, '停止解除', [['解除のきっかけ', resumedBy(event, event.payload.by)]]),
        advice: '契約は、再び有効です。',
      }
  }
}

/** A glance is enough here: the whole answers stand in the admin. */
const QUESTION_CHARACTERS = 20
const ANSWER_CHARACTERS = 80

function answerFacts(answers: readonly { question: string; answer: string }[]): Facts {
  return answers.map(({ question, answer }) => [
    shorten(question, QUESTION_CHARACTERS),
    shorten(answer, ANSWER_CHARACTERS),
  ])
}

const LETTERS_STOP =
  'ご案内などのメールは、アドレスが変更されるまで送信を止めます(お支払いなどの大切なメールは、これからもお送りします)。'

const undeliverableCauses = {
  dead: {
    words: '宛先のアドレスが存在しません',
    advice: 'メールアドレスに誤りがないか、電話など別の方法でお客様にご確認ください。',
  },
  given_up: {
    words: '一時的な理由で届かず、再送をあきらめました',
    advice:
      'お客様のメールボックスがいっぱいになっているなどの可能性があります。お急ぎの場合は、別の方法でご連絡ください。',
  },
  own_fault: {
    words: 'こちらの送信設定や内容が原因で拒否されました',
    advice: 'お客様のアドレスの問題ではありません。「設定 → メール送信」をご確認ください。',
  },
} as const

const suspensions = {
  payment_unconfirmed: {
    words: '決済の未確認',
    advice: '入金を確認したら、管理画面で入金確認の操作をしてください。停止は自動で解除されます。',
  },
  card_unpayable: {
    words: 'カード決済不能',
    advice: 'お客様が会員ページでカードを変更し、お支払いが完了すると、停止は自動で解除されます。',
  },
} as const

type Doer = 'customer' | 'staff' | 'system'

function doerOf({ actor }: DomainEvent, by: Doer): string {
  if (by === 'staff') return actor.kind === 'staff' ? `管理者(${actor.name})` : '管理者'
  return by === 'customer' ? 'お客様' : '自動処理'
}

function cancelledBy(event: DomainEvent, by: Doer): string {
  return by === 'system' ? '解約予約の日になったため(自動処理)' : doerOf(event, by)
}

function resumedBy(event: DomainEvent, by: Doer): string {
  return by === 'system' ? 'お支払いの確認(自動処理)' : doerOf(event, by)
}

/** メンテナンスモード is switched in the admin or by the command line, which knows no names. */
function switcherOf({ actor }: DomainEvent): string {
  return actor.kind === 'staff' ? actor.name : 'サーバーでのコマンド'
}

function resumptionOf(resumesAt: string | null, shop: ShopFacts): string {
  return resumesAt === null ? '未定' : formatTime(new Date(resumesAt), shop.timeZone)
}

function kindFact(kind: 'standard' | 'one_time_offer'): Facts[number] {
  return ['種別', kind === 'one_time_offer' ? 'ワンタイムオファー' : '通常の申し込み']
}

interface ContractPayload {
  customer: Person
  contract: { id: string; number: string }
  product: { name: string; kind: 'one_time' | 'monthly'; priceYen: number }
  /** What was or was to be charged; the contract's price otherwise. */
  amountYen?: number
}

function ofContract(payload: ContractPayload, what: string, more: Facts): Omit<Composed, 'advice'> {
  const { customer, contract, product, amountYen = product.priceYen } = payload
  return {
    title: titleOf(what, product.name, dear(customer)),
    facts: [
      ['契約番号', contract.number],
      ...personFacts(customer),
      ['商品', product.name],
      ['金額', `月額 ${formatYen(amountYen)}`],
      ...more,
    ],
    path: `contracts/${contract.id}`,
  }
}
