import { Box } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Overview } from '../../api/schemas.ts'
import { overviewQuery } from '../queries.ts'
import { TextLink } from '../ui/links.tsx'
import { Notice } from '../ui/notice.tsx'

interface Alarm {
  key: string
  text: string
  to: string
  hash?: string
  linkText: string
}

/** What does not work, above every page, until it is mended: what it is, what follows from it, where to mend it. */
export function Alarms() {
  const { data } = useQuery(overviewQuery)
  const alarms = data ? alarmsOf(data) : []
  if (alarms.length === 0) return null
  return (
    <Box mb="md">
      <Notice tone="trouble" title="設定の確認が必要です">
        {alarms.map((alarm) => (
          <div key={alarm.key}>
            {alarm.text}{' '}
            <TextLink to={alarm.to} {...(alarm.hash ? { hash: alarm.hash } : {})} fw={500} inherit underline="always">
              {alarm.linkText}
            </TextLink>
          </div>
        ))}
      </Notice>
    </Box>
  )
}

function alarmsOf(overview: Overview): Alarm[] {
  const broken = overview.connections
    .filter(({ enabled, connection }) => enabled && (connection.state === 'paused' || connection.state === 'failing'))
    .map(({ connector, label, connection }) => ({
      key: connector,
      text: [
        `${label}への送信${connection.state === 'paused' ? 'を止めています' : 'に失敗しています'}`,
        connection.reason && `(理由: ${connection.reason})`,
        `。${connection.consequence ?? ''}`,
      ].join(''),
      to: '/settings/integrations',
      hash: connector,
      linkText: '設定を確認する',
    }))
  if (overview.mailConfigured) return broken
  return [
    {
      key: 'mail',
      text: 'メール送信の設定がまだ済んでいないため、お客様と管理者へのメールを送れません。',
      to: '/settings/mail',
      linkText: 'メール送信を設定する',
    },
    ...broken,
  ]
}
