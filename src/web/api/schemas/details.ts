import { z } from 'zod'
import { delivery, event } from './news.ts'
import { application, contract, customer, payment } from './sales.ts'

/** GET /contracts/{id}: the latest 100 of each. */
export const contractDetail = contract
  .extend({
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
