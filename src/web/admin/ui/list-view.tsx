import { Box, Button, Center, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { listQuery } from '../queries.ts'
import { type Column, DataTable } from './data-table.tsx'
import { Fault } from './fault.tsx'
import { Panel } from './panel.tsx'

interface ListViewProps<Item> {
  label: string
  query: ReturnType<typeof listQuery<Item>>
  columns: readonly Column<Item>[]
  /** What an empty list means, and what will fill it. */
  empty: string
}

/** A list that is read page by page: its rows, an honest word when there are none, and more on demand. */
export function ListView<Item extends { id: string | number }>({ label, query, columns, empty }: ListViewProps<Item>) {
  const list = useInfiniteQuery(query)
  if (list.error && !list.data) return <Fault fault={list.error} retry={() => void list.refetch()} />
  const items = list.data?.pages.flatMap((page) => page.items)
  if (items?.length === 0) return <Empty text={empty} />
  return (
    <Panel flush>
      <DataTable label={label} columns={columns} rows={items} rowKey={(item) => item.id} />
      {list.hasNextPage && (
        <Center p="sm" style={{ borderTop: '1px solid var(--line)' }}>
          <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            さらに表示
          </Button>
        </Center>
      )}
    </Panel>
  )
}

/** Stands where nothing is listed. */
export function Empty({ text }: { text: string }) {
  return (
    <Panel>
      <Box py="lg">
        <Text ta="center" size="sm" className="soft">
          {text}
        </Text>
      </Box>
    </Panel>
  )
}
