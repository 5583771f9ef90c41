import { Group, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ConnectorName, Delivery } from '../../api/schemas.ts'
import { outcomeLabels } from '../../api/schemas.ts'
import type { DeliverySearch } from '../list-search.ts'
import { listQuery } from '../queries.ts'
import { ListView } from '../ui/list-view.tsx'
import { Page } from '../ui/page.tsx'
import { useShop } from '../ui/shop.ts'
import { StateFilter } from '../ui/state-filter.tsx'
import { startOfDay } from '../ui/time.ts'
import { useDeliveryColumns } from './delivery-columns.tsx'
import { DeliveryDrawer } from './delivery-drawer.tsx'

const channels: Record<ConnectorName, string> = {
  chatwork: 'Chatwork',
  zendesk: 'Zendesk',
  netshonin: 'ネット商人Pro',
  'admin-mail': '管理者メール',
}

/** 連携ログ: every event and every destination it was told to, or not. */
export function DeliveriesPage() {
  const search = useSearch({ from: '/staff/deliveries' })
  const navigate = useNavigate({ from: '/deliveries' })
  const { timeZone } = useShop()
  const narrowTo = (change: DeliverySearch) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true })
  const { connector, outcome, from, to } = search
  const filtered = Boolean(connector || outcome || from || to)
  return (
    <Page
      title="連携ログ"
      about="お知らせがどこに届いたか、届かなかったか。行を開くと、送信の記録と相手の応答を確認できます。"
    >
      <Group gap="sm">
        <StateFilter
          label="連携先"
          choices={channels}
          value={connector}
          onChange={(value) => narrowTo({ connector: value })}
        />
        <StateFilter
          label="結果"
          choices={outcomeLabels}
          value={outcome}
          onChange={(value) => narrowTo({ outcome: value })}
        />
        <Day label="開始日" value={from} onChange={(value) => narrowTo({ from: value })} />
        <span className="soft">〜</span>
        <Day label="終了日" value={to} onChange={(value) => narrowTo({ to: value })} />
      </Group>
      <ListView
        label="連携ログ"
        query={listQuery<Delivery>('deliveries', {
          connector,
          outcome,
          from: from && startOfDay(from, timeZone),
          to: to && startOfDay(to, timeZone, 1),
        })}
        columns={useDeliveryColumns()}
        empty={
          filtered
            ? '条件に合う記録はありません。絞り込みを変えてお試しください。'
            : 'まだ記録はありません。申し込みなどのイベントが起きると、どこへお知らせしたかがここに並びます。'
        }
      />
      <DeliveryDrawer id={search.open} onClose={() => narrowTo({ open: undefined })} />
    </Page>
  )
}

function Day({
  label,
  value,
  onChange,
}: {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}) {
  return (
    <TextInput
      type="date"
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      w={{ base: 148, xs: 160 }}
    />
  )
}
