import type { ReturnedMail } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import type { Column } from '../ui/data-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { useShopTime } from '../ui/shop.ts'
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
    { header: '種類', cell: (row) => returnedKinds[row.kind] },
    { header: '宛先', cell: (row) => row.recipient, emptyWhen: (row) => !row.recipient },
    { header: '理由', cell: (row) => row.cause, emptyWhen: (row) => !row.cause },
    {
      header: '件名・差出人',
      cell: (row) => (
        <>
          {row.subject} <span className="soft">{row.sender}</span>
        </>
      ),
      emptyWhen: (row) => !row.subject && !row.sender,
    },
    { header: '結果', cell: (row) => <Chip {...returnedStates[row.state]} /> },
    { header: '届け元', cell: (row) => <span className="nowrap">{returnedSources[row.source]}</span> },
  ]
}
