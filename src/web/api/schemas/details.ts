import { z } from 'zod'
import { time } from './list.ts'
import { delivery, event } from './news.ts'
import { mailStop } from './returned-mail.ts'
import { application, contract, customer, payment } from './sales.ts'

/** GET /contracts/{id}: where it stands, and the latest 100 of each. */
export const contractDetail = contract
  .extend({
    today: z.iso.date(),
    method: z.enum(['card', 'transfer']),
    card: z.object({ brand: z.string(), last4: z.string(), expMonth: z.number(), expYear: z.number() }).nullable(),
    /** Failed charges of the open term, of so many that are planned. */
    tries: z.number().int(),
    attempts: z.number().int(),
    /** The day after the paid term. */
    unpaidFrom: z.iso.date(),
    /** The day of a reserved cancellation, also while suspended. */
    cancelsOn: z.iso.date().nullable(),
    /** When something comes due by itself: the end, a charge, a retry. */
    dueAt: time.nullable(),
    owed: z.object({ termNo: z.number().int(), amountYen: z.number().int() }).nullable(),
    /** A charge whose outcome is being found out. */
    underWay: z.boolean(),
    /** A charge that could not be made yet, and is tried every few minutes. */
    waiting: z.boolean(),
    payments: z.array(payment),
    /** Newest first. */
    events: z.array(event),
  })
  .meta({ id: 'ContractDetail' })
export type ContractDetail = z.infer<typeof contractDetail>

const applicationName = z.object({ id: z.uuid(), number: z.string() })

/** POST /applications/{id}/cancel: 申し込みの取り消し. `refund`: what is left of the card payment goes back. */
export const cancelInput = z.object({
  reason: z.string().trim().min(1, '理由を入力してください').max(500, '理由は500文字以内で入力してください'),
  refund: z.boolean().default(false),
})
export type CancelInput = z.input<typeof cancelInput>

/** GET /applications/{id}. */
export const applicationDetail = application
  .extend({
    payments: z.array(payment),
    /** Null for a product that is bought once, and while the application is not completed. */
    contract: z.union([contract, z.null()]),
    deliveries: z.array(delivery),
    /** Oldest first. */
    events: z.array(event),
    zendesk: z.object({ ticketId: z.string(), url: z.string().nullable() }).nullable(),
    familyKana: z.string(),
    givenKana: z.string(),
    /** The shop's own questions, as asked and answered then; '' for no answer. */
    answers: z.array(z.object({ question: z.string(), answer: z.string() })),
    newsletter: z.boolean(),
    /** The one-time offer that followed it, and what became of that. */
    offer: z
      .object({
        productName: z.string(),
        priceYen: z.number().int(),
        standing: z.enum(['open', 'accepted', 'refused', 'expired']),
        expiresAt: time,
        application: applicationName.nullable(),
      })
      .nullable(),
    /** The application whose offer this one accepted. */
    offeredBy: applicationName.nullable(),
    /** How much of the card payment can be given back; null when nothing can. */
    refundableYen: z.number().int().nullable(),
  })
  .meta({ id: 'ApplicationDetail' })
export type ApplicationDetail = z.infer<typeof applicationDetail>

/** GET /customers/{id}: the latest 100 of each. What happened, letters too, is under /customers/{id}/timeline. */
export const customerDetail = customer
  .extend({
    applications: z.array(application),
    contracts: z.array(contract),
    payments: z.array(payment),
    /** Why letters that need not be sent stop; empty while they go. */
    mailStops: z.array(mailStop),
  })
  .meta({ id: 'CustomerDetail' })
export type CustomerDetail = z.infer<typeof customerDetail>
