import { Box, Code, Group, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { Product } from '../../api/schemas.ts'
import { resourceQuery } from '../queries.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Loaded } from '../ui/fault.tsx'
import { OutsideLink } from '../ui/links.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { useShop } from '../ui/shop.ts'
import { ProductForm } from './product-form.tsx'
import { Publication } from './product-publication.tsx'

const BACK = { to: '/products', label: '商品の一覧' }

/** Adds a product; once saved, its own page follows. */
export function NewProductPage() {
  const navigate = useNavigate()
  return (
    <Page title="商品を追加" back={BACK} narrow>
      <Panel>
        <ProductForm
          product={null}
          onSaved={(product) => void navigate({ to: '/products/$id', params: { id: product.id }, ignoreBlocker: true })}
        />
      </Panel>
    </Page>
  )
}

/** Edits a product. */
export function ProductPage() {
  const { id } = useParams({ from: '/staff/products/$id' })
  const cache = useQueryClient()
  const query = useQuery({ ...resourceQuery<Product>(`products/${id}`), refetchOnWindowFocus: false })
  return (
    <Page title={query.data?.name ?? '商品'} back={BACK} narrow>
      <Loaded query={query}>
        {(product) => (
          <>
            <Publication product={product} onChanged={(saved) => cache.setQueryData([`products/${id}`], saved)} />
            <ApplicationAddress product={product} />
            <Panel>
              <ProductForm
                key={product.id}
                product={product}
                onSaved={(saved) => cache.setQueryData([`products/${id}`], saved)}
              />
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** Where customers apply, to be copied into a mail or a page. */
function ApplicationAddress({ product }: { product: Product }) {
  const { baseUrl } = useShop()
  const address = `${baseUrl}/apply/${product.slug}`
  return (
    <Panel title="申し込みページ">
      <Group gap="sm">
        <Box miw={0}>
          <Code fz="sm">{address}</Code>
        </Box>
        <CopyButton value={address} label="アドレスをコピー" />
        {product.state === 'published' && (
          <Text size="sm" component="span">
            <OutsideLink href={address}>ページを開く</OutsideLink>
          </Text>
        )}
      </Group>
    </Panel>
  )
}
