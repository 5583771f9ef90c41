import { NumberInput, Select, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { formatYen } from '../../../platform/money.ts'
import type { ProductList } from '../../api/schemas.ts'
import { resourceQuery } from '../queries.ts'
import { MarkdownField } from '../ui/markdown-field.tsx'
import type { ProductFormState } from './product-form.tsx'

/** ワンタイムオファー: what is offered once, right after an application for this product. */
export function OfferFields({ form, productId }: { form: ProductFormState; productId: string | null }) {
  const { data } = useQuery(resourceQuery<ProductList>('products'))
  const { offerProductId } = form.values
  const offered = (data?.items ?? []).filter(
    ({ id, state }) => id !== productId && (state === 'published' || id === offerProductId),
  )
  return (
    <Stack gap="sm" mt="md">
      <div>
        <Title order={3} size="h5">
          ワンタイムオファー
        </Title>
        <Text size="sm" className="soft">
          この商品の申し込みが完了した直後に、一度だけ別の商品をご案内します。お客様は、申し込みに使ったカードのまま、ボタン1つで申し込めます。
        </Text>
      </div>
      <Select
        label="ご案内する商品"
        placeholder="ご案内しない"
        data={offered.map(({ id, name, priceYen, state }) => ({
          value: id,
          label: `${name}(${formatYen(priceYen)})${state === 'published' ? '' : ' ※公開されていません'}`,
        }))}
        clearable
        maw={420}
        {...form.getInputProps('offerProductId')}
      />
      {offerProductId !== null && (
        <>
          <MarkdownField label="ご案内の文章" text={form.values.offerText} {...form.getInputProps('offerText')} />
          <NumberInput
            label="ご案内の有効時間"
            description="申し込みの完了から、この時間が過ぎると申し込めなくなります。"
            suffix="分"
            allowDecimal={false}
            allowNegative={false}
            hideControls
            maw={420}
            styles={{ input: { maxWidth: 120 } }}
            {...form.getInputProps('offerMinutes')}
          />
        </>
      )}
    </Stack>
  )
}
