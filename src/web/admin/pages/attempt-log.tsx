import { Code, Group, Text } from '@mantine/core'
import type { Attempt } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import { useShop } from '../ui/shop.ts'
import { formatExactly, formatSpan } from '../ui/time.ts'
import type { StateWords } from '../ui/words.ts'
import './attempt-log.css'

/** Each call to the outside, oldest first, with what the remote answered. */
export function AttemptLog({ attempts }: { attempts: readonly Attempt[] }) {
  if (attempts.length === 0)
    return (
      <Text size="sm" className="soft">
        まだ送信していません。順番が来ると自動で送信します。
      </Text>
    )
  return (
    <ol className="attempt-log">
      {attempts.map((attempt, index) => (
        <li key={attempt.id}>
          <AttemptEntry attempt={attempt} number={index + 1} />
        </li>
      ))}
    </ol>
  )
}

function AttemptEntry({ attempt, number }: { attempt: Attempt; number: number }) {
  const { timeZone } = useShop()
  return (
    <>
      <Group gap="xs">
        <Text size="sm" fw={500}>
          {number}. {attempt.kind === 'send' ? '送信' : '届いたかどうかの確認'}
        </Text>
        <Chip label={attempt.outcomeLabel} colour={colourOf(attempt.outcome)} />
      </Group>
      <Text size="xs" className="soft digits">
        {formatExactly(attempt.startedAt, timeZone)}
        {attempt.finishedAt && `(所要時間 ${formatSpan(attempt.startedAt, attempt.finishedAt)})`}
      </Text>
      {attempt.reason && <Text size="sm">{attempt.reason}</Text>}
      {(attempt.status !== null || attempt.answer) && <RemoteAnswer attempt={attempt} />}
    </>
  )
}

function RemoteAnswer({ attempt }: { attempt: Attempt }) {
  return (
    <details className="attempt-answer">
      <summary>相手の応答{attempt.status !== null && `(HTTP ${attempt.status})`}</summary>
      <Code block>{attempt.answer || '(本文はありません)'}</Code>
    </details>
  )
}

const good = new Set(['delivered', 'found'])
const bad = new Set(['refused', 'unknown'])

function colourOf(outcome: string | null): StateWords['colour'] {
  if (outcome === null) return 'blue'
  if (good.has(outcome)) return 'green'
  return bad.has(outcome) ? 'red' : 'yellow'
}
