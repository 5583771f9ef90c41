import { formatYen } from '../../../platform/money.ts'
import type { Contract } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import type { Column } from '../ui/data-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { formatDay } from '../ui/time.ts'
import { cardStates, contractStates, fullName, suspensionWords } from '../ui/words.ts'

/** How contracts are listed; a customer's page leaves the name out. */
export function useContractColumns(options: { withName?: boolean } = {}): Column<Contract>[] {
  const name: Column<Contract> = {
    header: 'お名前',
    cell: ({ customer }) => (
      <TextLink to="/customers/$id" params={{ id: customer.id }} size="sm" className="nowrap">
        {fullName(customer)}
      </TextLink>
    ),
  }
  return [
    { header: '契約番号', cell: numberOf },
    ...(options.withName === false ? [] : [name]),
    { header: '商品', cell: (row) => row.product.name },
    { header: '月額', align: 'right', cell: (row) => <span className="digits">{formatYen(row.priceYen)}</span> },
    { header: '状態', cell: stateOf },
    {
      header: 'カード',
      cell: (row) => (row.cardState === 'ok' ? '' : <Chip {...cardStates[row.cardState]} />),
      emptyWhen: (row) => row.cardState === 'ok',
    },
    { header: '開始日', cell: (row) => <span className="digits">{formatDay(row.anchorDate)}</span> },
    { header: '次回課金日', cell: (row) => dayOf(row.nextChargeOn), emptyWhen: (row) => !row.nextChargeOn },
    { header: '解約予定日', cell: (row) => dayOf(row.endsOn), emptyWhen: (row) => !row.endsOn },
  ]
}

function dayOf(day: string | null) {
  return <span className="digits">{day ? formatDay(day) : '–'}</span>
}

function numberOf({ id, number }: Contract) {
  return (
    <TextLink to="/contracts/$id" params={{ id }} className="row-link digits" size="sm">
      {number}
    </TextLink>
  )
}

function stateOf({ state, suspendedReason }: Contract) {
  return (
    <>
      <Chip {...contractStates[state]} />{' '}
      {suspendedReason && <span className="soft">{suspensionWords[suspendedReason]}</span>}
    </>
  )
}
