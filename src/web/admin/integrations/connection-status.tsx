import { Stack, Text } from '@mantine/core'
import type { IntegrationPage } from '../../api/schemas.ts'
import { Notice } from '../ui/notice.tsx'
import { useShopTime } from '../ui/shop.ts'

/** How a connection does: what is wrong now, the last failure, and what is left of its calls. */
export function ConnectionStatus({ page }: { page: IntegrationPage }) {
  const { connection, budget } = page
  return (
    <Stack gap="xs" className="status">
      <Trouble connection={connection} />
      <LastFailure connection={connection} />
      {budget && <Budget budget={budget} />}
    </Stack>
  )
}

function Trouble({ connection }: Pick<IntegrationPage, 'connection'>) {
  const time = useShopTime()
  if (connection.state === 'ok') return null
  return (
    <Notice tone="trouble" title={connection.state === 'paused' ? '送信を止めています' : '送信に失敗しています'}>
      <Text size="sm">{connection.reason}</Text>
      {connection.since && (
        <Text size="xs" className="digits">
          {time(connection.since)} から
        </Text>
      )}
    </Notice>
  )
}

/** A failure that is over, or the latest of a trouble that lasts where it reads otherwise. */
function LastFailure({ connection }: Pick<IntegrationPage, 'connection'>) {
  const time = useShopTime()
  const { lastFailureAt, lastFailureReason } = connection
  if (lastFailureAt === null || lastFailureReason === null) return null
  if (connection.state !== 'ok' && lastFailureReason === connection.reason) return null
  return (
    <Text size="sm" className="soft">
      最後の失敗: <span className="digits">{time(lastFailureAt)}</span> {lastFailureReason}
    </Text>
  )
}

function Budget({ budget }: { budget: NonNullable<IntegrationPage['budget']> }) {
  const time = useShopTime()
  return (
    <Text size="sm">
      APIの使用状況(5分間): 残り <strong className="digits">{budget.remaining}</strong> / {budget.calls}回
      {budget.resetsAt && <span className="soft">、リセット時刻 {time(budget.resetsAt)}</span>}
    </Text>
  )
}
