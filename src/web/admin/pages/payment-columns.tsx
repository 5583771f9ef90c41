import { formatYen } from '../../../platform/money.ts'
import type { Payment } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import type { Column } from '../ui/data-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { useShopTime } from '../ui/shop.ts'
import { cardWords, fullName, methodWords, paymentStates, purposeWords } from '../ui/words.ts'

/** How payments are listed; `brief` on the page of an application or a customer, which already says whose they are. */
export function usePaymentColumns(options: { brief?: boolean } = {}): Column<Payment>[] {
  const time = useShopTime()
  const what: Column<Payment>[] = options.brief
    ? [{ header: '内容', cell: purposeOf }]
    : [
        { header: 'お名前', cell: customerOf },
        { header: '内容', cell: productOf },
      ]
  return [
    ...what,
    { header: '方法', cell: methodOf },
    { header: '金額', align: 'right', cell: (row) => <span className="digits">{formatYen(row.amountYen)}</span> },
    { header: '状態', cell: stateOf },
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

function productOf(payment: Payment) {
  const { id, productName } = payment.application
  return (
    <div className="roomy">
      <TextLink to="/applications/$id" params={{ id }} size="sm">
        {productName}
      </TextLink>
      <div className="soft">{purposeOf(payment)}</div>
    </div>
  )
}

/** Terms count from 0, people from the first month. */
function purposeOf({ purpose, termNo, requestedBy, note }: Payment) {
  const month = purpose === 'application' || termNo === null ? '' : `(${termNo + 1}か月目)`
  return (
    <>
      {purposeWords[purpose]}
      {month}
      {requestedBy && (
        <div className="soft">
          {requestedBy}による決済{note && `: ${note}`}
        </div>
      )}
    </>
  )
}

function methodOf({ method, card }: Payment) {
  return <span className="nowrap">{card ? cardWords(card) : methodWords[method]}</span>
}

function stateOf({ state, declineMessage }: Payment) {
  return (
    <>
      <Chip {...paymentStates[state]} />
      {declineMessage && <div className="soft">{declineMessage}</div>}
    </>
  )
}
