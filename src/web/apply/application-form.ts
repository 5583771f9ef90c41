import { z } from 'zod'
import type { Answer, PayBy, PaymentMethod } from '../../applications/index.ts'
import { type Applicant, applicantSchema, type Customer, foldEmail } from '../../customers/index.ts'
import type { Product } from '../../products/index.ts'
import { type FieldErrors, firstMessages } from '../ui/index.ts'
import { readAnswers, typedAnswers } from './questions.ts'

/** What a visitor typed, by field, as typed; never anything of the card. */
export type Typed = Readonly<Partial<Record<string, string>>>

export const NOTHING_TYPED: Typed = {}

const NO_CARD = 'カード情報を入力してください'

/** What the page's script puts in the place of the card. */
const cardFields = z.object({
  cardToken: z.string({ error: NO_CARD }).regex(/^[\w.-]{1,200}$/, NO_CARD),
  cardBrand: z
    .string()
    .regex(/^[\w -]{0,30}$/)
    .catch(''),
  cardLast4: z
    .string()
    .regex(/^\d{4}$/)
    .catch(''),
})

/** A card as the gateway's script named it in the browser: shown, and nothing else. */
export interface ShownCard {
  brand: string
  last4: string
}

/** The form as filled in. */
export interface FilledForm {
  applicant: Applicant
  /** Whoever is logged in; null for a visitor. */
  customerId: string | null
  answers: Answer[]
  newsletter: boolean
  payBy: PayBy
  /** Null for a transfer. */
  card: ShownCard | null
}

/** The typed fields of a post, for filling the form again. */
export function typedIn(fields: Record<string, string>): Typed {
  const { formToken: _, cardToken: _token, cardBrand: _brand, cardLast4: _last4, ...typed } = fields
  return typed
}

/** The fields that gave these contents, for filling the form again. */
export function typedFrom(
  product: Product,
  filled: { applicant: Applicant; answers: readonly Answer[]; newsletter: boolean; method: PaymentMethod },
): Typed {
  const { applicant, answers, newsletter, method } = filled
  return {
    ...{ ...applicant, emailAgain: applicant.email, method },
    ...(newsletter ? { newsletter: 'yes' } : {}),
    ...typedAnswers(product.questions, answers),
  }
}

/** What the form asks for. */
export interface Asked {
  product: Product
  /** What can be paid with; at least one. */
  methods: readonly PaymentMethod[]
  /** Whoever is logged in applies in their own name. */
  member: Customer | null
}

/** The form as filled in, or what is wrong with it by field. The card's faults stand at its number. */
export function parseForm(
  fields: Record<string, string>,
  { product, methods, member }: Asked,
): { form: FilledForm } | { errors: FieldErrors } {
  const who = member === null ? readVisitor(fields) : { applicant: applicantFrom(member), errors: {} }
  const { answers, errors: unanswered } = readAnswers(product.questions, fields)
  const paying = readPayment(fields, methods)
  const errors = { ...who.errors, ...unanswered, ...paying.errors }
  if (who.applicant === null || paying.payBy === null || Object.keys(errors).length > 0) return { errors }
  const { payBy, card } = paying
  const newsletter = fields.newsletter === 'yes'
  return { form: { applicant: who.applicant, customerId: member?.id ?? null, answers, newsletter, payBy, card } }
}

function applicantFrom({ familyName, givenName, email }: Customer): Applicant {
  return { familyName, givenName, familyKana: '', givenKana: '', email }
}

function readVisitor(fields: Record<string, string>): { applicant: Applicant | null; errors: FieldErrors } {
  const parsed = applicantSchema.safeParse(fields)
  const errors = parsed.success ? {} : firstMessages(parsed.error.issues)
  const { email = '', emailAgain = '' } = fields
  if (errors.email === undefined && foldEmail(email) !== foldEmail(emailAgain))
    errors.emailAgain =
      emailAgain.trim() === '' ? 'メールアドレスをもう一度入力してください' : '2つのメールアドレスが一致していません'
  return { applicant: parsed.data ?? null, errors }
}

type Paying = { payBy: PayBy | null; card: ShownCard | null; errors: FieldErrors }

function readPayment(fields: Record<string, string>, methods: readonly PaymentMethod[]): Paying {
  const method = methods.length === 1 ? methods[0] : methods.find((offered) => offered === fields.method)
  if (method === undefined) return { payBy: null, card: null, errors: { method: 'お支払い方法を選んでください' } }
  if (method === 'transfer') return { payBy: { method }, card: null, errors: {} }
  const parsed = cardFields.safeParse(fields)
  if (!parsed.success) return { payBy: null, card: null, errors: firstMessages(parsed.error.issues) }
  const { cardToken, cardBrand: brand, cardLast4: last4 } = parsed.data
  return { payBy: { method, cardToken }, card: { brand, last4 }, errors: {} }
}
