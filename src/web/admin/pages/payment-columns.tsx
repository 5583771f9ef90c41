import { formatYen } from '../../../platform/money.ts'
import type { Payment } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import type { Column } from '../ui/data-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { useShopTime } from '../ui/shop.ts'
import { fullName, methodWords, paymentStates, purposeWords } from '../ui/words.ts'

/** How payments are listed; `brief` on the page of an application or a customer, which already says whose they are. */
export function usePaymentColumns(options: { brief?: boolean } = {}): Column<Payment>[] {
  const time = useShopTime()
  const whose: Column<Payment>[] = [
    { header: 'お名前', cell: customerOf },
    { header: '商品', cell: applicationOf },
  ]
  return [
    ...(options.brief ? [] : whose),
    { header: '内容', cell: purposeOf },
    { header: '方法', cell: methodOf },
    { header: '金額', align: 'right', cell: (row) => <span className="digits">{formatYen(row.amountYen)}</span> },
    { header: '状態', cell: (row) => <Chip {...paymentStates[row.state]} /> },
    { header: '理由', cell: (row) => row.declineMessage, emptyWhen: (row) => !row.declineMessage },
    { header: '日時', cell: (row) => <span className="digits">{time(row.settledAt ?? row.createdAt)}</span> },
    { header: '決済番号', cell: (row) => <span className="long-number">{row.orderId}</span> },
  ]
}

function customerOf({ customer }: Payment) {
  if (!customer) return '–'
  return (
    <TextLink to="/customers/$id" params={{ id: customer.id }} size="sm" className="nowrap">
      {fullName(customer)}
    </TextLink>
  )
}

function applicationOf({ application }: Payment) {
  return (
    <TextLink to="/applications/$id" params={{ id: application.id }} size="sm">
      {application.productName}
    </TextLink>
  )
}

function purposeOf({ purpose, termNo }: Payment) {
  return <span className="nowrap">{termNo ? `${purposeWords[purpose]}(${termNo}か月目)` : purposeWords[purpose]}</span>
}

function methodOf({ method, card }: Payment) {
  return card ? (
    <span className="digits">
      {card.brand} •••• {card.last4}
    </span>
  ) : (
    <span className="nowrap">{methodWords[method]}</span>
  )
}
