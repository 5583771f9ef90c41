import { Group, Stack, Text } from '@mantine/core'
import type { Overview } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import { TextLink } from '../ui/links.tsx'
import { useShopTime } from '../ui/shop.ts'
import type { StateWords } from '../ui/words.ts'

type Connection = Overview['connections'][number]

/** Each integration: whether it is on and whether it works. */
export function Connections({ connections }: { connections: readonly Connection[] }) {
  return (
    <Stack gap="md">
      {connections.map((connection) => (
        <ConnectionEntry key={connection.connector} entry={connection} />
      ))}
    </Stack>
  )
}

function ConnectionEntry({ entry }: { entry: Connection }) {
  const time = useShopTime()
  const { connection } = entry
  const troubled = entry.enabled && connection.state !== 'ok'
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <TextLink to="/settings/integrations" hash={entry.connector} size="sm" fw={500}>
          {entry.label}
        </TextLink>
        <Chip {...connectionWords(entry.enabled, connection.state)} />
      </Group>
      {troubled && connection.reason && (
        <Text size="sm" mt={2}>
          {connection.reason}
        </Text>
      )}
      {troubled && connection.since && (
        <Text size="xs" className="soft digits">
          {time(connection.since)} から
        </Text>
      )}
    </div>
  )
}

/** How the state of a connection reads. */
export function connectionWords(enabled: boolean, state: Connection['connection']['state']): StateWords {
  if (!enabled) return { label: '無効', colour: 'gray' }
  if (state === 'paused') return { label: '停止中', colour: 'red' }
  if (state === 'blocked') return { label: '設定が必要', colour: 'yellow' }
  return state === 'failing' ? { label: '失敗しています', colour: 'red' } : { label: '正常', colour: 'green' }
}
