import { Group, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { AttentionEntry } from '../../api/schemas.ts'
import { listQuery } from '../queries.ts'
import type { Column } from '../ui/data-table.tsx'
import { ListView } from '../ui/list-view.tsx'
import { Page } from '../ui/page.tsx'
import { useShopTime } from '../ui/shop.ts'
import { DoneButton, TodoState } from './todo.tsx'

/** 要対応: what a person must look at. */
export function AttentionPage() {
  const { state = 'open' } = useSearch({ from: '/staff/attention' })
  const navigate = useNavigate({ from: '/attention' })
  return (
    <Page
      title="要対応"
      about="自動では解決できず、人の確認が必要な事柄です。対応が済んだら「対応しました」を押してください。"
    >
      <Group gap="sm">
        <TodoState value={state} onChange={(chosen) => void navigate({ search: { state: chosen }, replace: true })} />
      </Group>
      <ListView
        label="要対応"
        query={listQuery<AttentionEntry>('attention', { state })}
        columns={useColumns()}
        empty={state === 'done' ? '対応を済ませた事柄はまだありません。' : '対応が必要な事柄はありません。'}
      />
    </Page>
  )
}

function useColumns(): Column<AttentionEntry>[] {
  const time = useShopTime()
  return [
    {
      header: '事柄',
      cell: (row) => (
        <>
          <strong className="name">{row.title}</strong>
          <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
            {row.detail}
          </Text>
        </>
      ),
    },
    { header: '日時', cell: (row) => <span className="digits">{time(row.createdAt)}</span> },
    {
      header: '対応',
      cell: (row) => <DoneButton list="attention" entry={row} label="対応しました" name={row.title} />,
    },
  ]
}
