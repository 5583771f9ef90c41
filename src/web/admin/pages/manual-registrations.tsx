import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ManualRegistration } from '../../api/schemas.ts'
import { withQuery } from '../api.ts'
import { listQuery } from '../queries.ts'
import type { Column } from '../ui/data-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { ListView } from '../ui/list-view.tsx'
import { Page } from '../ui/page.tsx'
import { useShopTime } from '../ui/shop.ts'
import { fullName } from '../ui/words.ts'
import { ListWorkList } from './list-work.tsx'
import { DoneButton, TodoState } from './todo.tsx'

/** 手動登録が必要: addresses that ネット商人 did not take, and what has changed of those that it did. */
export function ManualRegistrationsPage() {
  const { state = 'open' } = useSearch({ from: '/staff/manual-registrations' })
  const navigate = useNavigate({ from: '/manual-registrations' })
  return (
    <Page
      title="手動登録が必要"
      about="ネット商人Pro(アルケミーメール)のリストについて、手動での対応が必要なものです。ネット商人の管理画面で対応し、済んだらボタンを押してください。"
    >
      <Group gap="sm">
        <TodoState value={state} onChange={(chosen) => void navigate({ search: { state: chosen }, replace: true })} />
      </Group>
      <Stack gap="sm" component="section">
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h4">
            登録できなかった方
          </Title>
          <Anchor href={`/api/v1/${withQuery('manual-registrations.csv', { state })}`} download size="sm">
            CSVをダウンロード
          </Anchor>
        </Group>
        <Text size="sm" className="soft">
          自動で登録できなかった、または登録できたか確認できなかった方です。自動では再登録しません。
        </Text>
        <ListView
          label="登録できなかった方"
          query={listQuery<ManualRegistration>('manual-registrations', { state })}
          columns={useColumns()}
          empty={state === 'done' ? '登録を済ませた方はまだいません。' : '手動で登録が必要な方はいません。'}
        />
      </Stack>
      <ListWorkList state={state} />
    </Page>
  )
}

function useColumns(): Column<ManualRegistration>[] {
  const time = useShopTime()
  return [
    { header: 'お名前', cell: (row) => <strong className="name nowrap">{fullName(row)}</strong> },
    { header: 'メールアドレス', cell: (row) => <div className="roomy">{row.email}</div> },
    { header: 'プランID', cell: (row) => <span className="digits">{row.planId}</span> },
    {
      header: '理由',
      cell: (row) => (
        <div className="roomy">
          {row.reason}{' '}
          <TextLink to="/deliveries" search={{ connector: 'netshonin', open: row.deliveryId }} size="sm">
            記録を見る
          </TextLink>
        </div>
      ),
    },
    { header: '日時', cell: (row) => <span className="digits">{time(row.createdAt)}</span> },
    {
      header: '対応',
      cell: (row) => <DoneButton list="manual-registrations" entry={row} label="登録済みにする" name={fullName(row)} />,
    },
  ]
}
