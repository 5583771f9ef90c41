import type { StoredContract } from '../../contracts/index.ts'
import { formatDay } from '../../site/index.ts'

/** What a customer reads of a contract's state. */
export function contractState({ state, suspendedReason, cardState, cancelsOn }: StoredContract): string {
  switch (state) {
    case 'active':
      return cardState === 'ok' ? 'ご利用中' : 'ご利用中(カードのお支払いが完了していません)'
    case 'cancellation_reserved':
      return `解約予約中(${cancelsOn === null ? '' : formatDay(cancelsOn)}に解約)`
    case 'suspended':
      return suspendedReason === 'card_unpayable'
        ? '停止中(カードでのお支払いができませんでした)'
        : '停止中(お振り込みを確認できていません)'
    case 'cancelled':
      return '解約済み'
  }
}

/** What the first day of the next term is called: who pays by transfer is asked to, not charged. */
export function renewalLabel({ method }: Pick<StoredContract, 'method'>): string {
  return method === 'card' ? '次回のご請求日' : '次回の更新日'
}

/** What a customer did with a contract, as the address of the page after it tells. */
export type Done = 'reserved' | 'withdrawn' | 'cancelled'

/** What was done, where the contract bears it out; anybody may write an address. */
export function doneWords({ state, cancelsOn }: StoredContract, done: string | undefined): string | null {
  if (done === 'cancelled' && state === 'cancelled') return '解約しました。これまでのご利用、ありがとうございました。'
  if (done === 'reserved' && cancelsOn !== null)
    return `解約のお手続きを承りました。${formatDay(cancelsOn)}に解約となります。`
  if (done === 'withdrawn' && state === 'active') return '解約の予約を取り消しました。引き続きご利用いただけます。'
  if (done === 'withdrawn' && state === 'suspended' && cancelsOn === null) return '解約の予約を取り消しました。'
  return null
}
