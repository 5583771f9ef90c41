import type { DeliveryOutcome } from './news.ts'
import type { ConnectorName } from './settings.ts'

/** The connectors as staff call them. */
export const connectorLabels: Record<ConnectorName, string> = {
  chatwork: 'Chatwork',
  zendesk: 'Zendesk',
  netshonin: 'ネット商人Pro',
  'admin-mail': '管理者メール',
}

export const outcomeLabels: Record<DeliveryOutcome, string> = {
  waiting: '送信待ち',
  blocked: '送信設定待ち',
  sending: '送信中',
  unsettled: '結果を確認中',
  delivered: '送信済み',
  refused: '送信できませんでした',
  rate_limited: '利用制限で送信せず',
  unknown: '届いたか確認できません',
  cancelled: '中止',
}
