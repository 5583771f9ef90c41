import type { Letter } from '../../api/schemas.ts'
import type { Column } from '../ui/data-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { useShopTime } from '../ui/shop.ts'
import { LetterState } from './letter-state.tsx'

/** How letters are listed. */
export function useLetterColumns(): Column<Letter>[] {
  const time = useShopTime()
  return [
    {
      header: '件名',
      cell: (row) => (
        <TextLink to="/letters" search={(now) => ({ ...now, open: row.id })} className="row-link" size="sm">
          {row.subject}
        </TextLink>
      ),
    },
    { header: '種類', cell: (row) => <span className="soft">{row.kindLabel}</span> },
    {
      header: '宛先',
      cell: (row) => (
        <>
          {row.toName && <>{row.toName} 様 </>}
          <span className="soft">{row.toAddress}</span>
        </>
      ),
    },
    { header: '状態', cell: (row) => <LetterState letter={row} /> },
    { header: '理由', cell: (row) => row.failure ?? row.reason, emptyWhen: (row) => !row.reason },
    { header: '日時', cell: (row) => <span className="digits">{time(row.finishedAt ?? row.createdAt)}</span> },
  ]
}
