import { useQuery } from '@tanstack/react-query'
import { formatYen } from '../../../platform/money.ts'
import { productKindLabels } from '../../../products/schema.ts'
import type { Product, ProductList } from '../../api/schemas.ts'
import { resourceQuery } from '../queries.ts'
import { Chip } from '../ui/chip.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Fault } from '../ui/fault.tsx'
import { LinkButton, TextLink } from '../ui/links.tsx'
import { Empty } from '../ui/list-view.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { useShopTime } from '../ui/shop.ts'
import { productState } from './product-words.ts'

/** 商品: all of them. */
export function ProductsPage() {
  const query = useQuery(resourceQuery<ProductList>('products'))
  const columns = useColumns()
  const add = (
    <LinkButton to="/products/new" size="sm">
      商品を追加する
    </LinkButton>
  )
  return (
    <Page title="商品" about="公開中の商品には、それぞれ申し込みページがあります。" actions={add}>
      {query.error && !query.data ? (
        <Fault fault={query.error} retry={() => void query.refetch()} />
      ) : query.data?.items.length === 0 ? (
        <Empty text="まだ商品はありません。「商品を追加する」から、はじめての商品を登録してください。" />
      ) : (
        <Panel flush>
          <DataTable label="商品" columns={columns} rows={query.data?.items} rowKey={(row) => row.id} />
        </Panel>
      )}
    </Page>
  )
}

function useColumns(): Column<Product>[] {
  const time = useShopTime()
  return [
    {
      header: '商品名',
      cell: (row) => (
        <TextLink to="/products/$id" params={{ id: row.id }} className="row-link" size="sm">
          {row.name}
        </TextLink>
      ),
    },
    { header: '種類', cell: (row) => productKindLabels[row.kind] },
    { header: '金額', align: 'right', cell: (row) => <span className="digits">{formatYen(row.priceYen)}</span> },
    { header: '公開状態', cell: (row) => <Chip {...productState(row.state)} /> },
    { header: '更新', cell: (row) => <span className="digits">{time(row.updatedAt)}</span> },
  ]
}
