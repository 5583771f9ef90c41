import { Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { StatementList } from '../../api/schemas.ts'
import { resourceQuery } from '../queries.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { Panel } from '../ui/panel.tsx'
import { useShopTime } from '../ui/shop.ts'

type Listed = StatementList['items'][number]

/** The latest statements that were applied; nothing while there is none. */
export function LatestStatements() {
  const { data } = useQuery(resourceQuery<StatementList>('transfers/statements'))
  const time = useShopTime()
  if (!data || data.items.length === 0) return null
  const columns: Column<Listed>[] = [
    {
      header: 'ファイル',
      cell: (row) => (
        <TextLink to="/transfers/statements/$id" params={{ id: row.id }} size="sm" className="row-link">
          {row.fileName}
        </TextLink>
      ),
    },
    { header: '確認した入金', align: 'right', cell: (row) => <span className="digits">{row.confirmed}件</span> },
    { header: '反映した日時', cell: (row) => <span className="digits">{time(row.appliedAt)}</span> },
    { header: '反映した人', cell: (row) => row.appliedBy },
  ]
  return (
    <Stack gap="sm" component="section">
      <Title order={2} size="h4">
        最近反映した入出金明細
      </Title>
      <Panel flush>
        <DataTable label="最近反映した入出金明細" columns={columns} rows={data.items} rowKey={(row) => row.id} />
      </Panel>
    </Stack>
  )
}
