import { Button, Group, NumberInput, Radio, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { productKindLabels, productStateLabels } from '../../../products/schema.ts'
import type { Product } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { overviewQuery } from '../queries.ts'
import { UnsavedGuard } from '../settings/unsaved-guard.tsx'
import { faultText } from '../ui/fault.tsx'
import { Notice } from '../ui/notice.tsx'
import { useShop } from '../ui/shop.ts'
import { sayDone } from '../ui/toast.ts'

interface Fields {
  name: string
  slug: string
  kind: Product['kind']
  priceYen: number | string
  description: string
  state: Product['state']
  netshoninPlanId: string
}

type Form = UseFormReturnType<Fields>

const NEW: Fields = {
  name: '',
  slug: '',
  kind: 'monthly',
  priceYen: '',
  description: '',
  state: 'draft',
  netshoninPlanId: '',
}

interface ProductFormProps {
  /** Null for a new one. */
  product: Product | null
  onSaved: (product: Product) => void
}

/** The fields of a product and its save button. */
export function ProductForm({ product, onSaved }: ProductFormProps) {
  const cache = useQueryClient()
  const form = useForm<Fields>({ initialValues: product ? fieldsOf(product) : NEW })
  const withNetshonin = useNetshoninOn()
  const save = useMutation({
    mutationFn: (fields: Fields) =>
      send<Product>(
        product ? 'PATCH' : 'POST',
        product ? `products/${product.id}` : 'products',
        inputOf(fields, product, withNetshonin),
      ),
    onSuccess: async (answer) => {
      if (!answer.done)
        return form.setErrors(
          Object.fromEntries((answer.problem.errors ?? []).map(({ field, message }) => [field, message])),
        )
      form.setInitialValues(fieldsOf(answer.value))
      form.setValues(fieldsOf(answer.value))
      sayDone(`「${answer.value.name}」を保存しました`)
      await cache.invalidateQueries({ queryKey: ['products'] })
      onSaved(answer.value)
    },
  })
  const refusal = save.data?.done === false ? save.data.problem.detail : save.error && faultText(save.error)
  return (
    <form onSubmit={form.onSubmit((fields) => save.mutate(fields))} noValidate>
      <UnsavedGuard dirty={form.isDirty() && !save.isPending} />
      <Stack gap="md">
        <Description form={form} />
        <Selling form={form} fixedKind={product !== null} />
        {withNetshonin && (
          <TextInput
            label="ネット商人プランID"
            description="この商品の申し込みが完了したときに、購入者を登録するリストのプランIDです。空欄の場合、この商品のリストへの登録はしません。"
            styles={{ input: { maxWidth: 320 } }}
            {...form.getInputProps('netshoninPlanId')}
          />
        )}
        {refusal && (
          <Notice tone="trouble" title="保存できませんでした">
            {refusal}
          </Notice>
        )}
        <Group gap="sm">
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            保存する
          </Button>
          {product && form.isDirty() && (
            <Button variant="default" onClick={() => form.reset()}>
              元に戻す
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

function Description({ form }: { form: Form }) {
  const { baseUrl } = useShop()
  return (
    <>
      <TextInput label="商品名" {...form.getInputProps('name')} />
      <TextInput
        label="申し込みページのURL"
        description={`${baseUrl}/apply/ に続く部分です。半角の英小文字・数字・ハイフンを使えます。`}
        placeholder="online-lesson"
        maw={420}
        {...form.getInputProps('slug')}
      />
      <Textarea
        label="説明"
        description="申し込みページに表示します。"
        autosize
        minRows={4}
        maxRows={16}
        {...form.getInputProps('description')}
      />
    </>
  )
}

function Selling({ form, fixedKind }: { form: Form; fixedKind: boolean }) {
  return (
    <>
      <Radio.Group
        label="種類"
        description={
          fixedKind
            ? '登録した商品の種類を変えても、すでにある契約は変わりません。'
            : '月額の商品は、申し込みの日を起点に毎月課金します。'
        }
        {...form.getInputProps('kind')}
      >
        <Group gap="lg" mt={6}>
          <Radio value="monthly" label={productKindLabels.monthly} />
          <Radio value="one_time" label={productKindLabels.one_time} />
        </Group>
      </Radio.Group>
      <NumberInput
        label={form.values.kind === 'monthly' ? '金額(月額・税込)' : '金額(税込)'}
        suffix="円"
        thousandSeparator=","
        allowDecimal={false}
        allowNegative={false}
        hideControls
        maw={200}
        {...form.getInputProps('priceYen')}
      />
      <Select
        label="公開状態"
        data={Object.entries(productStateLabels).map(([value, label]) => ({ value, label }))}
        allowDeselect={false}
        maw={200}
        {...form.getInputProps('state')}
      />
      <Text size="xs" className="soft" mt={-8}>
        公開中の商品だけが申し込みを受け付けます。
      </Text>
    </>
  )
}

/** Whether the newsletter integration is on: only then a product's list is shown and sent. */
function useNetshoninOn(): boolean {
  const { data } = useQuery(overviewQuery)
  return data?.connections.find(({ connector }) => connector === 'netshonin')?.enabled ?? false
}

function fieldsOf(product: Product): Fields {
  return {
    name: product.name,
    slug: product.slug,
    kind: product.kind,
    priceYen: product.priceYen,
    description: product.description,
    state: product.state,
    netshoninPlanId: product.netshoninPlanId ?? '',
  }
}

/** What is sent. A list that is not shown is left out, so that a product keeps its own while the integration is off. */
function inputOf({ netshoninPlanId, priceYen, ...fields }: Fields, product: Product | null, withNetshonin: boolean) {
  // An emptied price is '', which the API would call a wrong type; 0 gets the sentence that staff understand.
  const input = { ...fields, priceYen: Number(priceYen) }
  if (withNetshonin) return { ...input, netshoninPlanId }
  return product ? input : { ...input, netshoninPlanId: null }
}
