import { Button, Checkbox, Group, NumberInput, Radio, Stack, TextInput, Title } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { productKindLabels } from '../../../products/schema.ts'
import type { Product } from '../../api/schemas.ts'
import { type Answer, send } from '../api.ts'
import { overviewQuery } from '../queries.ts'
import { UnsavedGuard } from '../settings/unsaved-guard.tsx'
import { faultText } from '../ui/fault.tsx'
import { MarkdownField } from '../ui/markdown-field.tsx'
import { Notice } from '../ui/notice.tsx'
import { useShop } from '../ui/shop.ts'
import { sayDone } from '../ui/toast.ts'
import { fieldsOf, inputOf, NEW_PRODUCT, type ProductFormFields } from './product-fields.ts'
import { OfferFields } from './product-offer.tsx'
import { QuestionsEditor } from './product-questions.tsx'

export type ProductFormState = UseFormReturnType<ProductFormFields>

interface ProductFormProps {
  /** Null for a new one. */
  product: Product | null
  onSaved: (product: Product) => void
}

/** What stands beside the button; the fields that are marked say the rest, until each of them was changed. */
function whyNotSaved(
  { data, error }: { data: Answer<Product> | undefined; error: Error | null },
  someFieldIsMarked: boolean,
): string | null {
  if (error) return faultText(error)
  if (data?.done !== false) return null
  if ((data.problem.errors ?? []).length === 0) return data.problem.detail
  return someFieldIsMarked ? '赤く示した項目を直して、もう一度保存してください。' : null
}

/** The fields of a product and its save button. */
export function ProductForm({ product, onSaved }: ProductFormProps) {
  const cache = useQueryClient()
  const form = useForm<ProductFormFields>({ initialValues: product ? fieldsOf(product) : NEW_PRODUCT })
  const withNetshonin = useNetshoninOn()
  const save = useMutation({
    mutationFn: (fields: ProductFormFields) =>
      send<Product>(
        product ? 'PATCH' : 'POST',
        product ? `products/${product.id}` : 'products',
        inputOf(fields, product, withNetshonin),
      ),
    onSuccess: async (answer) => {
      if (!answer.done) {
        const faults = answer.problem.errors ?? []
        form.setErrors(Object.fromEntries(faults.map(({ field, message }) => [field, message])))
        // The form is longer than a window: what is wrong would stand out of sight.
        form.getInputNode(faults[0]?.field ?? '')?.focus()
        return
      }
      form.setInitialValues(fieldsOf(answer.value))
      form.setValues(fieldsOf(answer.value))
      sayDone(`「${answer.value.name}」を保存しました`)
      await cache.invalidateQueries({ queryKey: ['products'] })
      onSaved(answer.value)
    },
  })
  const refusal = whyNotSaved(save, Object.keys(form.errors).length > 0)
  return (
    <form onSubmit={form.onSubmit((fields) => save.mutate(fields))} noValidate>
      <UnsavedGuard dirty={form.isDirty() && !save.isPending} />
      <Stack gap="md">
        <Description form={form} />
        <Selling form={form} fixedKind={product !== null} />
        <QuestionsEditor form={form} />
        <OfferFields form={form} productId={product?.id ?? null} />
        <AfterSale form={form} withNetshonin={withNetshonin} />
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

function Description({ form }: { form: ProductFormState }) {
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
      <MarkdownField
        label="説明"
        description="申し込みページに表示します。"
        text={form.values.description}
        {...form.getInputProps('description')}
      />
    </>
  )
}

function Selling({ form, fixedKind }: { form: ProductFormState; fixedKind: boolean }) {
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
        {...(fixedKind ? { description: '金額を変えても、すでにある契約の金額は変わりません。' } : {})}
        suffix="円"
        thousandSeparator=","
        allowDecimal={false}
        allowNegative={false}
        hideControls
        maw={420}
        styles={{ input: { maxWidth: 200 } }}
        {...form.getInputProps('priceYen')}
      />
      <Checkbox.Group
        label="受け付ける支払方法"
        description="銀行振込を受け付けるには、「設定 → 決済」でお振込先の口座を登録してください。"
        error={form.errors.cardAccepted}
        value={['cardAccepted', 'transferAccepted'].filter((name) => form.values[name as 'cardAccepted'])}
        onChange={(chosen) =>
          form.setValues({
            cardAccepted: chosen.includes('cardAccepted'),
            transferAccepted: chosen.includes('transferAccepted'),
          })
        }
      >
        <Group gap="lg" mt={6}>
          <Checkbox value="cardAccepted" label="クレジットカード" />
          <Checkbox value="transferAccepted" label="銀行振込" />
        </Group>
      </Checkbox.Group>
    </>
  )
}

function AfterSale({ form, withNetshonin }: { form: ProductFormState; withNetshonin: boolean }) {
  return (
    <>
      <Title order={3} size="h5" mt="md">
        購入された方へ
      </Title>
      <MarkdownField
        label="購入者向けの案内"
        description="この商品を購入したお客様の会員ページに表示します。教材やグループへのリンクなどを載せられます。"
        text={form.values.memberPage}
        {...form.getInputProps('memberPage')}
      />
      {withNetshonin && (
        <TextInput
          label="ネット商人プランID"
          description="この商品の申し込みが完了したときに、購入者を登録するリストのプランIDです。空欄の場合、この商品のリストへの登録はしません。"
          styles={{ input: { maxWidth: 320 } }}
          {...form.getInputProps('netshoninPlanId')}
        />
      )}
    </>
  )
}

/** Whether the newsletter integration is on: only then a product's list is shown and sent. */
function useNetshoninOn(): boolean {
  const { data } = useQuery(overviewQuery)
  return data?.connections.find(({ connector }) => connector === 'netshonin')?.enabled ?? false
}
