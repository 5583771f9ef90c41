import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Maintenance } from '../../api/schemas.ts'
import { maintenanceQuery } from '../queries.ts'
import { Chip } from '../ui/chip.tsx'
import { Loaded } from '../ui/fault.tsx'
import { Panel } from '../ui/panel.tsx'
import { useShop, useShopTime } from '../ui/shop.ts'
import { instantOf, localTimeOf } from '../ui/time.ts'
import { StartDialog } from './start-dialog.tsx'
import { useChangeMaintenance } from './use-change.ts'

interface MaintenancePanelProps {
  /** Told whether there are changes that are not saved. */
  onDirty: (name: string, dirty: boolean) => void
}

/** 設定 → サイト: メンテナンスモード, and what visitors read meanwhile. */
export function MaintenancePanel({ onDirty }: MaintenancePanelProps) {
  const query = useQuery(maintenanceQuery)
  return (
    <Panel title="メンテナンスモード" id="maintenance" actions={query.data && <Chip {...(query.data.on ? ON : OFF)} />}>
      <Loaded query={query}>{(maintenance) => <Edited maintenance={maintenance} onDirty={onDirty} />}</Loaded>
    </Panel>
  )
}

const ON = { label: 'ON', colour: 'yellow' } as const
const OFF = { label: 'OFF', colour: 'gray' } as const

/** What was typed and is not saved; null where it is as stored. */
interface Typed {
  message: string | null
  resumesAt: string | null
}

const NOTHING_TYPED: Typed = { message: null, resumesAt: null }

function Edited({ maintenance, onDirty }: MaintenancePanelProps & { maintenance: Maintenance }) {
  const { timeZone } = useShop()
  const [typed, setTyped] = useState(NOTHING_TYPED)
  const [starting, setStarting] = useState(false)
  const change = useChangeMaintenance(() => {
    setTyped(NOTHING_TYPED)
    setStarting(false)
  })
  const message = typed.message ?? maintenance.message
  const resumesAt = typed.resumesAt ?? (maintenance.resumesAt ? localTimeOf(maintenance.resumesAt, timeZone) : '')
  const wish = { message, resumesAt: resumesAt === '' ? null : instantOf(resumesAt, timeZone) }
  const dirty = typed.message !== null || typed.resumesAt !== null
  useEffect(() => {
    onDirty('maintenance', dirty)
    return () => onDirty('maintenance', false)
  }, [dirty, onDirty])
  return (
    <Stack gap="md">
      <Text size="sm">
        ONの間、申し込みページと会員ページには、お客様への案内だけを表示します。ログイン中のスタッフは、いつもどおりページを確かめられます。月額の課金、外部連携、お客様へのメールは続きます。切り替えたことは「一般的なイベントの通知先」にお知らせします。
      </Text>
      <LastSwitch maintenance={maintenance} />
      <Textarea
        label="お客様への案内文"
        description="空欄にすると、標準の案内文を表示します。"
        autosize
        minRows={3}
        maxLength={2_000}
        value={message}
        onChange={(event) => setTyped({ ...typed, message: event.currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label="再開予定(任意)"
        description="入力すると、案内と一緒に表示します。この日時になっても、自動ではOFFになりません。"
        styles={{ wrapper: { maxWidth: 260 } }}
        value={resumesAt}
        onChange={(event) => setTyped({ ...typed, resumesAt: event.currentTarget.value })}
      />
      <Group gap="sm">
        {maintenance.on ? (
          <Button loading={change.isPending} onClick={() => change.mutate({ on: false, message })}>
            メンテナンスモードをOFFにする
          </Button>
        ) : (
          <Button color="red.9" onClick={() => setStarting(true)}>
            メンテナンスモードをONにする
          </Button>
        )}
        {dirty && (
          <Button
            variant="default"
            loading={change.isPending}
            onClick={() => change.mutate({ on: maintenance.on, ...wish })}
          >
            案内を保存する
          </Button>
        )}
      </Group>
      <StartDialog
        opened={starting}
        starting={change.isPending}
        onClose={() => setStarting(false)}
        onStart={() => change.mutate({ on: true, ...wish })}
      />
    </Stack>
  )
}

function LastSwitch({ maintenance: { on, switchedAt, switchedBy } }: { maintenance: Maintenance }) {
  const time = useShopTime()
  if (switchedAt === null) return null
  return (
    <Text size="sm" className="soft">
      {time(switchedAt)} に{on ? 'ON' : 'OFF'}にしました({switchedBy ?? 'サーバーでのコマンド'})
    </Text>
  )
}
