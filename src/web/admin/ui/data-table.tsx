import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import './data-table.css'

/** A column. The first one is the heading of the row's card on a phone, and carries the row's link where there is one. */
export interface Column<Row> {
  header: string
  cell: (row: Row) => ReactNode
  align?: 'right'
  /** A cell with nothing in it is left out on a phone, a column of nothing else everywhere. */
  emptyWhen?: (row: Row) => boolean
}

interface DataTableProps<Row> {
  /** What is listed, for screen readers. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[] | undefined
  rowKey: (row: Row) => string | number
}

/** Rows under columns; on a phone each row is a card. While `rows` is undefined, its outline. */
export function DataTable<Row>({ label, columns: all, rows, rowKey }: DataTableProps<Row>) {
  const columns = all.filter(({ emptyWhen }) => !(emptyWhen && rows?.every(emptyWhen)))
  return (
    <div className="data-table-frame">
      <table className="data-table" aria-label={label} aria-busy={rows === undefined}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.header} scope="col" data-align={column.align}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows === undefined
            ? outline.map((width) => <OutlineRow key={width} columns={columns.length} width={width} />)
            : rows.map((row) => (
                <tr key={rowKey(row)}>
                  {columns.map((column) => (
                    <td
                      key={column.header}
                      data-label={column.header}
                      data-align={column.align}
                      data-empty={column.emptyWhen?.(row) || undefined}
                    >
                      <div>{column.cell(row)}</div>
                    </td>
                  ))}
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  )
}

/** Widths in percent of the outline's bars: unlike each other, as text is. */
const outline = [72, 55, 64, 48, 68, 59]

function OutlineRow({ columns, width }: { columns: number; width: number }) {
  return (
    <tr>
      <td colSpan={columns}>
        <Skeleton height={14} width={`${width}%`} my={4} />
      </td>
    </tr>
  )
}
