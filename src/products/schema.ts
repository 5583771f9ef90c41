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

/** The shop's own questions on an application page. */
export const questionKinds = ['text', 'long_text', 'choice', 'checkbox'] as const
export type QuestionKind = (typeof questionKinds)[number]
export const questionKindLabels: Record<QuestionKind, string> = {
  text: '1行の入力欄',
  long_text: '複数行の入力欄',
  choice: '選択(1つ選ぶ)',
  checkbox: 'チェックボックス(いくつでも選ぶ)',
}
export const MOST_QUESTIONS = 20
const MOST_CHOICES = 30

const questionSchema = z
  .object({
    kind: z.enum(questionKinds, '回答の形式を選んでください'),
    /** What is asked. It names the question: no other question of the product asks the same. */
    label: z.string().trim().min(1, '質問を入力してください').max(200, '質問は200文字以内で入力してください'),
    required: z.boolean(),
    /** Of `choice` and `checkbox`; a single one makes a box to tick. */
    choices: z
      .array(z.string().trim().min(1, '選択肢を入力してください').max(100, '選択肢は100文字以内で入力してください'))
      .max(MOST_CHOICES, `選択肢は${MOST_CHOICES}個以内にしてください`),
  })
  .transform((question) => (takesChoices(question.kind) ? question : { ...question, choices: [] }))
  .superRefine(({ kind, choices }, context) => {
    const say = (message: string) => context.addIssue({ code: 'custom', path: ['choices'], message })
    if (takesChoices(kind) && choices.length === 0) say('選択肢を1つ以上入力してください')
    if (new Set(choices).size < choices.length) say('同じ選択肢が2つあります')
  })
export type Question = z.output<typeof questionSchema>

export function takesChoices(kind: QuestionKind): boolean {
  return kind === 'choice' || kind === 'checkbox'
}

const questions = z
  .array(questionSchema)
  .max(MOST_QUESTIONS, `質問は${MOST_QUESTIONS}個以内にしてください`)
  .superRefine((all, context) => {
    for (const [index, { label }] of all.entries()) {
      if (all.findIndex((other) => other.label === label) < index)
        context.addIssue({ code: 'custom', path: [index, 'label'], message: '同じ質問がほかにもあります' })
    }
  })

/** A product's fields, as stored. */
export const storedProductSchema = z.object({
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
  /** How it may be paid; at least one of the two. */
  cardAccepted: z.boolean(),
  transferAccepted: z.boolean(),
  /** Markdown. */
  description: z.string().trim().max(5000, '説明は5,000文字以内で入力してください'),
  state: z.enum(productStates, '公開状態を選んでください'),
  questions,
  /** What is offered once, right after an application; null for nothing. */
  offerProductId: z.uuid('商品を選んでください').nullable(),
  /** Markdown, on the offer's page. */
  offerText: z.string().trim().max(10_000, '案内の文章は10,000文字以内で入力してください'),
  offerMinutes: z
    .int('表示する時間は整数で入力してください')
    .min(1, '表示する時間は1分以上にしてください')
    .max(1440, '表示する時間は1,440分(24時間)以内にしてください'),
  /** Markdown that buyers read on their own page; '' for none. */
  memberPage: z.string().trim().max(20_000, '購入者向けの案内は20,000文字以内で入力してください'),
  /** The list at ネット商人Pro that buyers are put on; null for none. */
  netshoninPlanId: z
    .string()
    .trim()
    .max(50, 'プランIDは50文字以内で入力してください')
    .nullable()
    .transform((id) => (id === '' ? null : id)),
})

export type ProductFields = z.output<typeof storedProductSchema>

const shape = storedProductSchema.shape

/** What staff fill in for a new product; one schema for the API and the admin. Safe to import in the browser. */
export const productSchema = storedProductSchema.extend({
  cardAccepted: shape.cardAccepted.default(true),
  transferAccepted: shape.transferAccepted.default(false),
  description: shape.description.default(''),
  state: shape.state.default('draft'),
  questions: shape.questions.default([]),
  offerProductId: shape.offerProductId.default(null),
  offerText: shape.offerText.default(''),
  offerMinutes: shape.offerMinutes.default(30),
  memberPage: shape.memberPage.default(''),
  netshoninPlanId: shape.netshoninPlanId.default(null),
})
export type ProductInput = z.input<typeof productSchema>

/** A changed product: fields that are missing stay as they are. */
export const productChangeSchema = storedProductSchema.partial()
export type ProductChange = z.output<typeof productChangeSchema>
