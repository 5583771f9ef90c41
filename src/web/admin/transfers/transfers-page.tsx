import { Group, SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Transfer } from '../../api/schemas.ts'
import { listQuery } from '../queries.ts'
import { ListView } from '../ui/list-view.tsx'
import { Page } from '../ui/page.tsx'
import { SearchBox } from '../ui/search-box.tsx'
import { LatestStatements } from './latest-statements.tsx'
import { StatementUpload } from './statement-upload.tsx'
import { useConfirmedColumns, useOpenColumns } from './transfer-columns.tsx'

/** 入金確認: the transfers that are expected, and those whose money has come. */
export function TransfersPage() {
  const { q, state } = useSearch({ from: '/staff/transfers' })
  const navigate = useNavigate({ from: '/transfers' })
  const view = state === 'confirmed' ? 'confirmed' : 'open'
  const [open, confirmed] = [useOpenColumns(), useConfirmedColumns()]
  return (
    <Page
      title="入金確認"
      about="銀行振込のお支払いです。通帳や入出金明細と照らし合わせて、入金を確認してください。"
      actions={<StatementUpload />}
    >
      <Group gap="sm">
        <SegmentedControl
          aria-label="表示"
          value={view}
          onChange={(chosen) => void navigate({ search: { q, state: chosen }, replace: true })}
          data={[
            { value: 'open', label: '入金待ち' },
            { value: 'confirmed', label: '確認済み' },
          ]}
        />
        <SearchBox
          label="入金を検索"
          placeholder="お名前・フリガナ・振込番号"
          value={q ?? ''}
          onChange={(typed) => void navigate({ search: { q: typed || undefined, state }, replace: true })}
        />
      </Group>
      <ListView
        key={view}
        label={view === 'open' ? '入金待ち' : '確認済み'}
        query={listQuery<Transfer>('transfers', { view, q })}
        columns={view === 'open' ? open : confirmed}
        empty={emptyWords(view, q)}
      />
      <LatestStatements />
    </Page>
  )
}

function emptyWords(view: 'open' | 'confirmed', q: string | undefined): string {
  if (q) return '条件に合う入金はありません。検索語を変えてお試しください。'
  return view === 'open' ? '入金待ちの振込はありません。' : '直近31日間に確認した入金はありません。'
}
