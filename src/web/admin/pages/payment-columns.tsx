import { formatYen } from '../../../platform/money.ts'
import type { Payment, Refund } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import type { Column } from '../ui/data-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { useShopTime } from '../ui/shop.ts'
import { cardWords, fullName, methodWords, paymentStates, purposeWords, refundStates } from '../ui/words.ts'
import { RefundButton } from './refund-payment.tsx'

/** How often a page looks again while money is on its way back: the answer comes by itself. */
const LOOK_AGAIN_MS = 2_000

/** When payments are to be looked at again; false for not by itself. */
export function lookAgainInMs(payments: readonly Payment[] | undefined): number | false {
  const isOnItsWay = payments?.some(({ refunds }) => refunds.some(({ state }) => state === 'started'))
  return isOnItsWay ? LOOK_AGAIN_MS : false
}

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
    {
      header: '日時と決済番号',
      cell: (row) => (
        <>
          <div className="digits">{time(row.settledAt ?? row.createdAt)}</div>
          <span className="long-number">{row.orderId}</span>
        </>
      ),
    },
    {
      header: '操作',
      emptyWhen: ({ refundableYen }) => refundableYen === null,
      cell: (row) => <RefundButton payment={row} />,
    },
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

function stateOf({ state, declineMessage, refunds }: Payment) {
  return (
    <>
      <Chip {...paymentStates[state]} />
      {declineMessage && <div className="soft">{declineMessage}</div>}
      {refunds.map((refund) => (
        <RefundStanding key={refund.id} refund={refund} />
      ))}
    </>
  )
}

/** What came of a refund, who had asked for it, and why. */
function RefundStanding({ refund }: { refund: Refund }) {
  const { label, colour } = refundStates[refund.state]
  return (
    <div>
      <Chip label={`${label} ${formatYen(refund.amountYen)}`} colour={colour} />
      {refund.reason && refund.state !== 'refunded' && <div className="soft">{refund.reason}</div>}
      <div className="soft">
        {refund.requestedBy}
        {refund.note && `: ${refund.note}`}
      </div>
    </div>
  )
}
