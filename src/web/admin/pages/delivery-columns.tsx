import type { Delivery } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import type { Column } from '../ui/data-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { useShopTime } from '../ui/shop.ts'
import { outcomeColours } from '../ui/words.ts'

/** How deliveries are listed. The first cell opens the attempts. */
export function useDeliveryColumns(): Column<Delivery>[] {
  const time = useShopTime()
  return [
    {
      header: 'イベント',
      cell: (row) => (
        <>
          <TextLink to="/deliveries" search={(now) => ({ ...now, open: row.id })} className="row-link" size="sm">
            {row.event.label}
          </TextLink>
          <div className="soft">{row.event.summary}</div>
        </>
      ),
    },
    { header: '連携先', cell: (row) => <span className="nowrap">{row.channel}</span> },
    { header: '宛先', cell: (row) => row.destination },
    { header: '結果', cell: (row) => <Chip label={row.outcomeLabel} colour={outcomeColours[row.outcome]} /> },
    { header: '日時', cell: (row) => <span className="digits">{time(row.finishedAt ?? row.createdAt)}</span> },
  ]
}
