import { Stack, Text } from '@mantine/core'
import type { IntegrationPage } from '../../api/schemas.ts'
import { Notice } from '../ui/notice.tsx'
import { useShopTime } from '../ui/shop.ts'

/** How a connection does: what is wrong now, the last failure, what to do about each, and what is left of its calls. */
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
    <Notice tone="trouble" title={titles[connection.state]}>
      <Text size="sm">
        理由: {connection.reason}
        {connection.consequence && `。${connection.consequence}`}
      </Text>
      {connection.advice && <Text size="sm">{connection.advice}</Text>}
      {connection.since && (
        <Text size="xs" className="digits">
          {time(connection.since)} から
        </Text>
      )}
    </Notice>
  )
}

const titles = {
  paused: '送信を止めています',
  failing: '送信に失敗しています',
  blocked: '送信の設定が必要です',
} as const

/** A failure that is over, or the latest of a trouble that lasts where it reads otherwise. */
function LastFailure({ connection }: Pick<IntegrationPage, 'connection'>) {
  const time = useShopTime()
  const { lastFailure } = connection
  if (lastFailure === null) return null
  if (connection.state !== 'ok' && lastFailure.reason === connection.reason) return null
  return (
    <div>
      <Text size="sm">
        最後の失敗: <span className="digits">{time(lastFailure.at)}</span> {lastFailure.reason}
      </Text>
      {lastFailure.advice && (
        <Text size="sm" className="soft">
          {lastFailure.advice}
        </Text>
      )}
    </div>
  )
}

function Budget({ budget }: { budget: NonNullable<IntegrationPage['budget']> }) {
  const time = useShopTime()
  return (
    <Text size="sm">
      APIの使用状況(5分間): <strong className="digits">{budget.calls - budget.remaining}</strong> / {budget.calls}回
      {budget.resetsAt && <span className="soft"> ({time(budget.resetsAt)} にリセットされます)</span>}
    </Text>
  )
}
