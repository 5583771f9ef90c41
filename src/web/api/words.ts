import { type Category, categoryLabels } from '../../events/index.ts'

const attemptLabels: Record<string, string> = {
  delivered: '成功',
  retry: '失敗(再試行します)',
  refused: '失敗',
  rate_limited: '利用制限',
  unknown: '応答がなく結果は不明',
  cancelled: '中止',
}

const settlementLabels: Record<string, string> = {
  delivered: '届いていることを確認',
  unknown: '確認できませんでした',
}

/** An attempt's outcome in words; null is one that runs, or whose process died before it could tell. */
export function attemptLabel(kind: string, outcome: string | null): string {
  if (outcome === null) return '記録なし(実行中または中断)'
  return (kind === 'settle' ? settlementLabels : attemptLabels)[outcome] ?? outcome
}

/** Where a delivery goes, in words. `lane` is a Chatwork room's id. */
export function destinationWords(
  connector: string,
  target: string,
  lane: string | null,
  roomNames: ReadonlyMap<string, string>,
): string {
  switch (connector) {
    case 'chatwork':
      return lane === null ? `${categoryLabels[target as Category]}の通知先` : (roomNames.get(lane) ?? `ルーム ${lane}`)
    case 'zendesk':
      return 'チケット'
    case 'netshonin':
      return `プランID ${target}`
    default:
      return target
  }
}

/** Who did it, in words. */
export function actorWords(actor: { kind: string; name?: string }): string {
  if (actor.kind === 'staff') return actor.name ?? '管理者'
  return actor.kind === 'system' ? 'システム' : 'お客様'
}
