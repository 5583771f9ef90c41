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
