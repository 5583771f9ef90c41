import { z } from 'zod'

export const productKinds = ['one_time', 'monthly'] as const
export type ProductKind = (typeof productKinds)[number]

/** A product as it was when something happened. */
export const productSnapshot = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(productKinds),
  priceYen: z.number().int(),
})
export type ProductSnapshot = z.infer<typeof productSnapshot>
