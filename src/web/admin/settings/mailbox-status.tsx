import { Button, Group, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { MailboxState } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { resourceQuery } from '../queries.ts'
import { Notice } from '../ui/notice.tsx'
import { useShopTime } from '../ui/shop.ts'
import { sayDone, sayFault } from '../ui/toast.ts'
import type { Section } from './section.ts'

const PATH = 'settings/mailbox/state'
/** Somebody who waits for what comes in looks at this page. */
const LOOK_EVERY_MS = 5_000

/** How reading the mail box of reports goes, while it is switched on. */
export function MailboxStatus({ section }: { section: Section }) {
  const time = useShopTime()
  const { data } = useQuery({ ...resourceQuery<MailboxState>(PATH), refetchInterval: LOOK_EVERY_MS })
  const look = useLookNow()
  if (section.page.values.enabled !== true || data === undefined) return null
  return (
    <>
      {data.reason !== null && (
        <Notice tone="trouble" title="メールボックスを読み取れません">
          <Text size="sm">{data.reason}。読み取りは自動で繰り返しています。</Text>
          <Text size="xs" className="digits">
            {time(data.failingSince)} から
          </Text>
        </Notice>
      )}
      <Group gap="sm">
        <Text size="sm">
          最後に読み取った日時: <span className="digits">{time(data.lastLookedAt)}</span>
        </Text>
        <Button size="compact-sm" variant="light" loading={look.isPending} onClick={() => look.mutate()}>
          今すぐ読み取る
        </Button>
      </Group>
    </>
  )
}

function useLookNow() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => send<MailboxState>('POST', 'settings/mailbox/look', {}),
    onSuccess: () => sayDone('メールボックスの読み取りを始めました'),
    onError: sayFault,
    onSettled: () => cache.invalidateQueries({ queryKey: [PATH] }),
  })
}
