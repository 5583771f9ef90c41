import { Text } from '@mantine/core'
import { formatYen } from '../../../platform/money.ts'
import type { Transfer } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import type { Column } from '../ui/data-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { useShopTime } from '../ui/shop.ts'
import { formatDay } from '../ui/time.ts'
import { fullName, paymentStates, purposeWords } from '../ui/words.ts'
import { bankWords, differenceWords } from './choices.ts'
import { ConfirmButton } from './confirm-transfer.tsx'
import { UndoButton } from './undo-confirmation.tsx'

/** How transfers are listed whose money has not come. */
export function useOpenColumns(): Column<Transfer>[] {
  return [
    { header: 'お名前', cell: (row) => <Customer transfer={row} /> },
    { header: '内容', cell: (row) => <Purpose transfer={row} /> },
    { header: '金額', align: 'right', cell: (row) => <span className="digits">{formatYen(row.amountYen)}</span> },
    { header: 'お支払期限', cell: (row) => <span className="digits">{formatDay(row.dueOn)}</span> },
    { header: '状態', cell: (row) => <State transfer={row} /> },
    { header: '振込番号', cell: (row) => <span className="digits">{row.reference}</span> },
    { header: '操作', cell: (row) => <ConfirmButton transfer={row} /> },
  ]
}

/** The same of those whose money has. */
export function useConfirmedColumns(): Column<Transfer>[] {
  const time = useShopTime()
  return [
    { header: 'お名前', cell: (row) => <Customer transfer={row} /> },
    { header: '内容', cell: (row) => <Purpose transfer={row} /> },
    { header: '入金額', align: 'right', cell: (row) => <Paid transfer={row} /> },
    {
      header: '入金日',
      cell: ({ confirmation }) => <span className="digits">{confirmation && formatDay(confirmation.paidOn)}</span>,
    },
    { header: '振込名義', cell: ({ confirmation }) => (confirmation ? bankWords(confirmation.payerName) : '–') },
    {
      header: '確認',
      cell: ({ confirmation }) => (
        <Text size="xs" className="soft">
          {confirmation && `${time(confirmation.confirmedAt)} ${confirmation.confirmedBy}`}
        </Text>
      ),
    },
    {
      header: '操作',
      emptyWhen: (row) => !row.undoable,
      cell: (row) => row.undoable && <UndoButton transfer={row} />,
    },
  ]
}

function Customer({ transfer }: { transfer: Transfer }) {
  const { customer } = transfer
  return (
    <>
      <TextLink to="/customers/$id" params={{ id: customer.id }} size="sm" fw={500} className="nowrap">
        {fullName(customer)}
      </TextLink>
      <div className="soft nowrap">{`${customer.familyKana} ${customer.givenKana}`.trim()}</div>
    </>
  )
}

function Purpose({ transfer }: { transfer: Transfer }) {
  const { application, purpose, termNo } = transfer
  const month = purpose === 'renewal' && termNo !== null ? `(${termNo + 1}か月目)` : ''
  return (
    <div className="roomy">
      <TextLink to="/applications/$id" params={{ id: application.id }} size="sm">
        {application.productName}
      </TextLink>
      <div className="soft">
        {purposeWords[purpose]}
        {month}
      </div>
    </div>
  )
}

function State({ transfer }: { transfer: Transfer }) {
  if (!transfer.awaited) return <Chip label="取り消し・解約済み" colour="gray" />
  return <Chip {...paymentStates[transfer.state]} />
}

function Paid({ transfer }: { transfer: Transfer }) {
  const { confirmation, amountYen } = transfer
  if (confirmation === null) return '–'
  return (
    <>
      <span className="digits">{formatYen(confirmation.paidYen)}</span>
      {confirmation.differenceNote && (
        <div className="soft">
          {differenceWords(confirmation.paidYen - amountYen)}: {confirmation.differenceNote}
        </div>
      )}
    </>
  )
}
