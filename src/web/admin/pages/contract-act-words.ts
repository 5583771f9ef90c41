import { formatYen } from '../../../platform/money.ts'
import type { ContractDetail } from '../../api/schemas.ts'
import { dayBefore, formatDay } from '../ui/time.ts'
import { cardWords } from '../ui/words.ts'

/** Something that staff do with a contract, and how it is put to them. */
export interface ContractAct {
  /** Of the endpoint, after `contracts/{id}/`. */
  path: 'reserve-cancellation' | 'withdraw-cancellation' | 'cancel' | 'resume' | 'retry-charge'
  label: string
  title: string
  /** The button that does it. */
  confirm: string
  /** Whether it mends what went wrong: then its button stands out. */
  mends?: true
  /** Red for what cannot be undone. */
  colour?: 'red.9'
  needsNote: boolean
  /** It asks for the day on which what is owed is due once more. */
  asksDay: boolean
  isPossible: (contract: ContractDetail) => boolean
  /** What will happen, sentence by sentence. */
  consequences: (contract: ContractDetail) => string[]
  done: string
}

const TOLD = 'お客様には、メールで自動的にお知らせします。'

/** The first is the one that is wanted most often where several are possible. */
export const contractActs: readonly ContractAct[] = [
  {
    path: 'retry-charge',
    label: '今すぐ再決済',
    title: '未払いの月額を決済しますか?',
    confirm: '決済する',
    mends: true,
    needsNote: false,
    asksDay: false,
    isPossible: ({ method, state, cardState, underWay }) =>
      method === 'card' && state !== 'cancelled' && cardState !== 'ok' && !underWay,
    consequences: (contract) => [
      `登録されているカード${contract.card ? `(${cardWords(contract.card)})` : ''}に、未払いの月額 ${formatYen(contract.priceYen)}を今すぐ請求します。`,
      contract.state === 'suspended'
        ? '決済が完了すると、停止は自動で解除されます。'
        : `失敗した場合は、予定している${contract.attempts}回の決済のうちの1回として数えます(これまでに${contract.tries}回失敗)。`,
      '結果は、お客様にもメールでお知らせします。',
    ],
    done: '',
  },
  {
    path: 'resume',
    label: '停止を解除',
    title: '停止を解除しますか?',
    confirm: '停止を解除する',
    mends: true,
    needsNote: true,
    asksDay: true,
    isPossible: ({ state }) => state === 'suspended',
    consequences: (contract) => [
      '契約を再開し、お客様はふたたびご利用いただけるようになります。',
      contract.method === 'card'
        ? `未払いの月額 ${formatYen(contract.priceYen)}は、下の期日にもう一度カードに請求します。その決済に失敗すると、契約はふたたび停止します。`
        : `未払いの月額 ${formatYen(contract.priceYen)}は、下の期日までに入金を確認できないと、契約がふたたび停止します。`,
      TOLD,
    ],
    done: '停止を解除しました',
  },
  {
    path: 'withdraw-cancellation',
    label: '解約予約を解除',
    title: '解約予約を解除しますか?',
    confirm: '解約予約を解除する',
    needsNote: false,
    asksDay: false,
    isPossible: ({ state, cancelsOn, today }) => state !== 'cancelled' && cancelsOn !== null && cancelsOn > today,
    consequences: (contract) => [
      `${dayOf(contract.cancelsOn)}の解約を取りやめ、契約を続けます。`,
      contract.state === 'suspended'
        ? '契約は停止したままです。'
        : `次回は ${formatDay(contract.unpaidFrom)} に ${formatYen(contract.priceYen)}を請求します。`,
      TOLD,
    ],
    done: '解約予約を解除しました',
  },
  {
    path: 'reserve-cancellation',
    label: '解約を予約',
    title: '解約を予約しますか?',
    confirm: '解約を予約する',
    needsNote: false,
    asksDay: false,
    isPossible: ({ state, unpaidFrom, today }) => state === 'active' && unpaidFrom > today,
    consequences: ({ unpaidFrom }) => [
      `解約予定日は ${formatDay(unpaidFrom)} です。その日の0時に解約となり、それ以降の請求はありません。`,
      'それまでは、お客様はこれまでどおりご利用いただけます。予約は、予定日の前日まで解除できます。',
      TOLD,
    ],
    done: '解約を予約しました',
  },
  {
    path: 'cancel',
    label: '今すぐ解約',
    title: '今すぐ解約しますか?',
    confirm: '今すぐ解約する',
    colour: 'red.9',
    needsNote: true,
    asksDay: false,
    isPossible: ({ state }) => state !== 'cancelled',
    consequences: (contract) => [
      'この契約を今すぐ解約します。元に戻すことはできません。',
      ...(contract.unpaidFrom > contract.today
        ? [
            `${formatDay(dayBefore(contract.unpaidFrom))} までの月額は支払い済みですが、ご利用は今すぐ終わります。返金は自動では行いません。必要な場合は、解約のあとに「決済」の一覧から返金してください。`,
          ]
        : []),
      ...(contract.underWay
        ? [
            'いま、月額の決済の結果を確認しています。解約のあとで成立していたと分かった場合は、「要対応」でお知らせします。',
          ]
        : []),
      TOLD,
    ],
    done: '解約しました',
  },
]

function dayOf(day: string | null): string {
  return day === null ? '' : `${formatDay(day)} `
}
