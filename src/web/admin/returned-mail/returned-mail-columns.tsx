import type { ReturnedMail } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import type { Column } from '../ui/data-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { useShopTime } from '../ui/shop.ts'
import { DismissButton } from './dismiss-button.tsx'
import { returnedKinds, returnedSources, returnedStates } from './words.ts'

/** How what came back is listed. The first cell opens it. */
export function useReturnedMailColumns(): Column<ReturnedMail>[] {
  const time = useShopTime()
  return [
    {
      header: '受信日時',
      cell: (row) => (
        <TextLink
          to="/returned-mail"
          search={(now) => ({ ...now, open: row.id })}
          className="row-link digits"
          size="sm"
        >
          {time(row.reportedAt)}
        </TextLink>
      ),
    },
    {
      header: '種類・届け元',
      cell: (row) => (
        <div className="nowrap">
          <TwoLines first={returnedKinds[row.kind]} second={returnedSources[row.source]} />
        </div>
      ),
    },
    {
      header: '宛先・理由',
      cell: (row) => <TwoLines first={row.recipient} second={row.cause} />,
      emptyWhen: (row) => !row.recipient && !row.cause,
    },
    {
      header: '件名・差出人',
      cell: (row) => <TwoLines first={row.subject} second={row.sender} />,
      emptyWhen: (row) => !row.subject && !row.sender,
    },
    { header: '結果', cell: (row) => <Chip {...returnedStates[row.state]} /> },
    {
      header: '操作',
      cell: (row) => row.state === 'open' && <DismissButton mail={row} />,
      emptyWhen: (row) => row.state !== 'open',
    },
  ]
}

function TwoLines({ first, second }: { first: string | null; second: string | null }) {
  return (
    <>
      {first}
      {second && <div className="soft">{second}</div>}
    </>
  )
}
