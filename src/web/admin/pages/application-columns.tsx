import { formatYen } from '../../../platform/money.ts'
import type { Application } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import type { Column } from '../ui/data-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { useShopTime } from '../ui/shop.ts'
import { applicationKindWords, applicationStates, fullName } from '../ui/words.ts'

/** How applications are listed; a customer's page leaves the name out. */
export function useApplicationColumns(options: { withName?: boolean } = {}): Column<Application>[] {
  const time = useShopTime()
  const name: Column<Application> = { header: 'お名前', cell: (row) => <span className="nowrap">{fullName(row)}</span> }
  return [
    {
      header: '申込番号',
      cell: (row) => (
        <TextLink to="/applications/$id" params={{ id: row.id }} className="row-link digits" size="sm">
          {row.number}
        </TextLink>
      ),
    },
    ...(options.withName === false ? [] : [name]),
    { header: '商品', cell: (row) => row.product.name },
    { header: '金額', align: 'right', cell: (row) => <span className="digits">{formatYen(row.amountYen)}</span> },
    { header: '種別', cell: (row) => applicationKindWords[row.kind] },
    { header: '状態', cell: (row) => <Chip {...applicationStates[row.state]} /> },
    { header: '日時', cell: (row) => <span className="digits">{time(row.finishedAt ?? row.startedAt)}</span> },
  ]
}
