import { Text } from '@mantine/core'
import { formatYen } from '../../../platform/money.ts'
import type { BankStatement, StatementUndone } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { Chip } from '../ui/chip.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { Empty } from '../ui/list-view.tsx'
import { Panel } from '../ui/panel.tsx'
import { useShopTime } from '../ui/shop.ts'
import { formatDay } from '../ui/time.ts'
import { fullName, paymentStates } from '../ui/words.ts'
import { bankWords } from './choices.ts'
import { UndoDialog } from './undo-confirmation.tsx'

type Confirmed = BankStatement['confirmed'][number]
type Refused = BankStatement['refused'][number]

/** What became of a statement that was applied. */
export function StatementResult({ statement }: { statement: BankStatement }) {
  const { id, confirmed, refused, appliedAt, appliedBy, undoable } = statement
  const time = useShopTime()
  return (
    <>
      <Text size="sm" className="soft">
        {time(appliedAt)} {appliedBy} さんが反映しました。
      </Text>
      {confirmed.length === 0 ? (
        <Empty text="確認済みになった入金はありません。" />
      ) : (
        <Panel
          flush
          title={`確認した入金 ${confirmed.length}件`}
          actions={
            undoable && (
              <UndoDialog
                label="まとめて取り消す"
                of="この明細で確認した入金"
                title="この明細での入金確認を、すべて取り消しますか?"
                undo={() => send<StatementUndone>('POST', `transfers/statements/${id}/undo`)}
                done={undoneWords}
              />
            )
          }
        >
          <DataTable label="確認した入金" columns={confirmedColumns} rows={confirmed} rowKey={rowKey} />
        </Panel>
      )}
      {refused.length > 0 && (
        <Panel flush title={`反映できなかった入金 ${refused.length}件`}>
          <DataTable label="反映できなかった入金" columns={refusedColumns} rows={refused} rowKey={(row) => row.row} />
        </Panel>
      )}
    </>
  )
}

/** One transfer may be confirmed, taken back and confirmed again. */
const rowKey = ({ paymentId, undoneAt }: Confirmed) => `${paymentId} ${undoneAt}`

function undoneWords({ undone, refused }: StatementUndone): string {
  const rest = refused === 0 ? '' : `。${refused}件は、その後に契約の変更などがあったため取り消せませんでした`
  return `${undone}件の入金確認を取り消しました${rest}`
}

const confirmedColumns: Column<Confirmed>[] = [
  {
    header: 'お名前',
    cell: ({ customer }) => (
      <TextLink to="/customers/$id" params={{ id: customer.id }} size="sm" fw={500} className="nowrap">
        {fullName(customer)}
      </TextLink>
    ),
  },
  { header: '内容', cell: (row) => row.productName },
  { header: '入金日', cell: (row) => <span className="digits">{formatDay(row.paidOn)}</span> },
  {
    header: '入金額',
    align: 'right',
    cell: (row) => (
      <>
        <span className="digits">{formatYen(row.paidYen)}</span>
        {row.differenceNote && <div className="soft">過不足あり: {row.differenceNote}</div>}
      </>
    ),
  },
  { header: '振込名義', cell: (row) => bankWords(row.payer) },
  {
    header: '状態',
    cell: ({ undoneAt }) =>
      undoneAt === null ? <Chip {...paymentStates.confirmed} /> : <Chip label="取り消し" colour="gray" />,
  },
]

const refusedColumns: Column<Refused>[] = [
  { header: '振込名義', cell: (row) => bankWords(row.payer) },
  { header: '入金日', cell: (row) => <span className="digits">{formatDay(row.paidOn)}</span> },
  { header: '入金額', align: 'right', cell: (row) => <span className="digits">{formatYen(row.paidYen)}</span> },
  { header: '理由', cell: (row) => row.reason },
]
