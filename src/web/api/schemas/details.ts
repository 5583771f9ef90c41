import { z } from 'zod'
import { time } from './list.ts'
import { delivery, event } from './news.ts'
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
  })
  .meta({ id: 'ApplicationDetail' })
export type ApplicationDetail = z.infer<typeof applicationDetail>

/** GET /customers/{id}: the latest 100 of each. What happened, letters too, is under /customers/{id}/timeline. */
export const customerDetail = customer
  .extend({
    applications: z.array(application),
    contracts: z.array(contract),
    payments: z.array(payment),
  })
  .meta({ id: 'CustomerDetail' })
export type CustomerDetail = z.infer<typeof customerDetail>
