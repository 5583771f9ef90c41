import { z } from 'zod'
import { applicationKinds } from '../../../applications/events.ts'
import { suspensionReasons } from '../../../contracts/events.ts'
import { productKinds } from '../../../products/events.ts'
import { storedProductSchema } from '../../../products/schema.ts'
import { pageOf, pageQuery, rowPageQuery, time } from './list.ts'

const search = z.string().trim().max(100, '検索語は100文字以内で入力してください').optional()
const yen = z.number().int()

/** 商品. */
export const product = storedProductSchema
  .extend({ id: z.uuid(), netshoninPlanId: z.string().nullable(), createdAt: time, updatedAt: time })
  .meta({ id: 'Product' })
export type Product = z.infer<typeof product>

/** POST /products; PATCH /products/{id}, where a field that is missing stays as it is. */
export {
  type ProductChange,
  type ProductInput,
  productChangeSchema as productChange,
  productSchema as productInput,
} from '../../../products/schema.ts'

/** GET /products: all of them, newest first (a shop has tens). */
export const productList = z.object({ items: z.array(product) })
export type ProductList = z.infer<typeof productList>

/** 申し込み as listed. `customerId` is null while no customer was made (started, declined). */
export const application = z
  .object({
    id: z.uuid(),
    number: z.string(),
    kind: z.enum(applicationKinds),
    state: z.enum(['started', 'completed', 'declined', 'cancelled']),
    familyName: z.string(),
    givenName: z.string(),
    email: z.string(),
    customerId: z.uuid().nullable(),
    product: z.object({ id: z.uuid(), name: z.string(), kind: z.enum(productKinds) }),
    amountYen: yen,
    method: z.enum(['card', 'transfer']),
    declineReason: z.string().nullable(),
    startedAt: time,
    finishedAt: time.nullable(),
    /** 取り消し: when, by whom and why. */
    cancellation: z.object({ at: time, by: z.string(), reason: z.string() }).nullable(),
  })
  .meta({ id: 'Application' })
export type Application = z.infer<typeof application>

/** GET /applications. `q` looks in names, readings, mail address and number. */
export const applicationQuery = pageQuery.extend({ q: search, state: application.shape.state.optional() })
export const applicationPage = pageOf(application)
export type ApplicationPage = z.infer<typeof applicationPage>

/** 顧客 as listed. */
export const customer = z
  .object({
    id: z.uuid(),
    familyName: z.string(),
    givenName: z.string(),
    familyKana: z.string(),
    givenKana: z.string(),
    email: z.string(),
    /** Consent to the newsletter. */
    newsletter: z.boolean(),
    state: z.enum(['provisional', 'registered', 'withdrawn']),
    mailState: z.enum(['ok', 'undeliverable', 'complained']),
    createdAt: time,
    registeredAt: time.nullable(),
  })
  .meta({ id: 'Customer' })
export type Customer = z.infer<typeof customer>

/** GET /customers. `q` looks in names, readings and mail address. */
export const customerQuery = pageQuery.extend({ q: search, state: customer.shape.state.optional() })
export const customerPage = pageOf(customer)
export type CustomerPage = z.infer<typeof customerPage>

const customerName = z.object({ id: z.uuid(), familyName: z.string(), givenName: z.string() })

/** 返金. `reason`: why it was refused, or why its outcome is not known yet. */
export const refund = z
  .object({
    id: z.uuid(),
    amountYen: yen,
    state: z.enum(['started', 'refunded', 'refused']),
    reason: z.string().nullable(),
    requestedBy: z.string(),
    /** Why it was asked for. */
    note: z.string(),
    createdAt: time,
    settledAt: time.nullable(),
  })
  .meta({ id: 'Refund' })
export type Refund = z.infer<typeof refund>

/** 決済. `customer` is null while the application made none. */
export const payment = z
  .object({
    id: z.uuid(),
    /** The number under which the gateway knows it. */
    orderId: z.string(),
    method: z.enum(['card', 'transfer']),
    purpose: z.enum(['application', 'renewal']),
    state: z.enum(['started', 'unknown', 'succeeded', 'declined', 'expected', 'confirmed', 'overdue', 'cancelled']),
    amountYen: yen,
    application: z.object({ id: z.uuid(), number: z.string(), productName: z.string() }),
    customer: customerName.nullable(),
    contractId: z.uuid().nullable(),
    /** Which month of the contract, where it pays one. */
    termNo: z.number().int().nullable(),
    card: z.object({ brand: z.string(), last4: z.string() }).nullable(),
    declineMessage: z.string().nullable(),
    /** The member of staff who had it charged, and why; null for any other. */
    requestedBy: z.string().nullable(),
    note: z.string().nullable(),
    /** How much of it can be given back; null when nothing can. */
    refundableYen: yen.nullable(),
    /** Oldest first. */
    refunds: z.array(refund),
    createdAt: time,
    settledAt: time.nullable(),
  })
  .meta({ id: 'Payment' })
export type Payment = z.infer<typeof payment>

/** POST /payments/{id}/refunds. Without `amountYen` all that is left goes back. */
export const refundInput = z.object({
  amountYen: z.int('金額は整数で入力してください').min(1, '金額は1円以上で入力してください').optional(),
  note: z.string().trim().min(1, '理由を入力してください').max(500, '理由は500文字以内で入力してください'),
})
export type RefundInput = z.input<typeof refundInput>

/** GET /payments. `q` looks in names, readings, mail address, the numbers of application and charge, and 振込名義. */
export const paymentQuery = pageQuery.extend({ q: search, state: payment.shape.state.optional() })
export const paymentPage = pageOf(payment)
export type PaymentPage = z.infer<typeof paymentPage>

/** 契約. */
export const contract = z
  .object({
    id: z.uuid(),
    number: z.string(),
    state: z.enum(['active', 'cancellation_reserved', 'suspended', 'cancelled']),
    suspendedReason: z.enum(suspensionReasons).nullable(),
    customer: customerName,
    product: z.object({ id: z.uuid(), name: z.string() }),
    applicationId: z.uuid(),
    priceYen: yen,
    anchorDate: z.iso.date(),
    termNo: z.number().int(),
    /** The first day of the next term while the contract is active, otherwise null. */
    nextChargeOn: z.iso.date().nullable(),
    /** The day on which a reserved cancellation takes effect, otherwise null. */
    endsOn: z.iso.date().nullable(),
    cardState: z.enum(['ok', 'retrying', 'unpayable']),
    createdAt: time,
  })
  .meta({ id: 'Contract' })
export type Contract = z.infer<typeof contract>

/** GET /contracts. `q` looks in names, readings, mail address and number. */
export const contractQuery = pageQuery.extend({ q: search, state: contract.shape.state.optional() })
export const contractPage = pageOf(contract)
export type ContractPage = z.infer<typeof contractPage>

/** An id of the 送信箱: `L` and a number for a letter, `N` for a notice of an event to an administrator. */
export const letterId = z.string().regex(/^[LN]\d{1,15}$/)

/** A mail of the 送信箱, without its text: a letter to a customer, an alarm, or the notice of an event to an administrator. */
export const letter = z
  .object({
    id: letterId,
    audience: z.enum(['customer', 'administrator']),
    kind: z.string(),
    /** What staff call it. */
    kindLabel: z.string(),
    customerId: z.uuid().nullable(),
    toAddress: z.string(),
    toName: z.string().nullable(),
    subject: z.string(),
    /**
     * `blocked`: it waits until a mail server is set. `held`: not sent, because letters to this customer stop.
     * `cancelled`: not to be sent any more.
     */
    state: z.enum(['queued', 'blocked', 'sending', 'accepted', 'undeliverable', 'held', 'cancelled']),
    /** Why it waits or failed, in words. */
    reason: z.string().nullable(),
    /** Why it did not arrive, in words; `reason` has the server's own. Null unless undeliverable. */
    failure: z.string().nullable(),
    /** Why it was sent in place of Chatwork, or null. */
    cause: z.string().nullable(),
    attempts: z.number().int(),
    /** The letter that this one repeats, or null. */
    resendOf: letterId.nullable(),
    createdAt: time,
    /** The next try while queued. */
    dueAt: time.nullable(),
    finishedAt: time.nullable(),
    /** When it was reported as spam, or null. */
    complainedAt: time.nullable(),
  })
  .meta({ id: 'Letter' })
export type Letter = z.infer<typeof letter>

/** GET /letters. */
export const letterQuery = rowPageQuery.extend({
  cursor: z
    .string()
    .regex(/^(L\d{1,15})?(N\d{1,15})?$/)
    .optional(),
  audience: letter.shape.audience.optional(),
  state: letter.shape.state.optional(),
})
export type LetterQuery = z.infer<typeof letterQuery>
export const letterPage = pageOf(letter)
export type LetterPage = z.infer<typeof letterPage>

/** GET /letters/{id}. In `body` the keys of personal links are hidden: with one, staff could register as the customer. */
export const letterDetail = letter.extend({ body: z.string() }).meta({ id: 'LetterDetail' })
export type LetterDetail = z.infer<typeof letterDetail>
