import type { Customer } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import type { Column } from '../ui/data-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { useShopTime } from '../ui/shop.ts'
import { customerStates, fullName, mailStates } from '../ui/words.ts'

/** How customers are listed. */
export function useCustomerColumns(): Column<Customer>[] {
  const time = useShopTime()
  return [
    {
      header: 'お名前',
      cell: (row) => (
        <TextLink to="/customers/$id" params={{ id: row.id }} className="row-link nowrap" size="sm">
          {fullName(row)}
        </TextLink>
      ),
    },
    { header: 'メールアドレス', cell: (row) => row.email },
    { header: '状態', cell: (row) => <Chip {...customerStates[row.state]} /> },
    {
      header: 'メール',
      cell: (row) => (row.mailState === 'ok' ? '' : <Chip {...mailStates[row.mailState]} />),
      emptyWhen: (row) => row.mailState === 'ok',
    },
    { header: '仮登録', cell: (row) => <span className="digits">{time(row.createdAt)}</span> },
    {
      header: '本登録',
      cell: (row) => <span className="digits">{time(row.registeredAt)}</span>,
      emptyWhen: (row) => !row.registeredAt,
    },
  ]
}
