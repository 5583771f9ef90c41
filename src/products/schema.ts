import { z } from 'zod'
import { productKinds } from './events.ts'

export const productStates = ['draft', 'published', 'archived'] as const
export type ProductState = (typeof productStates)[number]

/** What staff call the states and kinds. */
export const productStateLabels: Record<ProductState, string> = {
  draft: '下書き',
  published: '公開中',
  archived: '公開終了',
}
export const productKindLabels = { one_time: '買い切り', monthly: '月額' } as const

/** Words under `/apply/` that are pages of their own. */
const RESERVED_SLUGS = ['thanks', 'status', 'return']

/** The most a card gateway takes in one charge of yen (seven digits). */
const HIGHEST_PRICE = 9_999_999

/** What staff fill in for a product; one schema for the API and the admin. Safe to import in the browser. */
export const productSchema = z.object({
  name: z.string().trim().min(1, '商品名を入力してください').max(100, '商品名は100文字以内で入力してください'),
  /** The last part of the application page's address. */
  slug: z
    .string()
    .trim()
    .min(1, '申し込みページのURLを入力してください')
    .max(60, 'URLは60文字以内で入力してください')
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'URLには半角の英小文字・数字・ハイフンを使ってください')
    .refine((slug) => !RESERVED_SLUGS.includes(slug), 'このURLは使えません。別の文字列にしてください'),
  kind: z.enum(productKinds, '商品の種類を選んでください'),
  priceYen: z
    .int('金額は整数で入力してください')
    .min(1, '金額は1円以上で入力してください')
    .max(HIGHEST_PRICE, '金額は9,999,999円以下で入力してください'),
  description: z.string().trim().max(5000, '説明は5,000文字以内で入力してください'),
  state: z.enum(productStates, '公開状態を選んでください'),
  /** The list at ネット商人Pro that buyers are put on; null for none. */
  netshoninPlanId: z
    .string()
    .trim()
    .max(50, 'プランIDは50文字以内で入力してください')
    .nullable()
    .transform((id) => (id === '' ? null : id)),
})

export type ProductFields = z.output<typeof productSchema>

/** A changed product: fields that are missing stay as they are. */
export const productChangeSchema = productSchema.partial()
export type ProductChange = z.output<typeof productChangeSchema>
