import { z } from 'zod'
import { applicantSchema } from '../../customers/index.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { productKinds } from '../../products/events.ts'

/** How long the last page may be looked at before it must be made again. */
const MINUTES = 30

const confirmation = z.object({
  /** Tells this sealed text from any other of the program. */
  purpose: z.literal('confirmation'),
  expiresAt: z.number(),
  key: z.string(),
  productId: z.string(),
  confirmed: z.object({ name: z.string(), kind: z.enum(productKinds), priceYen: z.number() }),
  applicant: applicantSchema,
  /** Whoever was logged in. */
  customerId: z.string().nullable(),
  answers: z.array(z.object({ question: z.string(), answer: z.string() })),
  newsletter: z.boolean(),
  payBy: z.discriminatedUnion('method', [
    z.object({ method: z.literal('card'), cardToken: z.string() }),
    z.object({ method: z.literal('transfer') }),
  ]),
  card: z.object({ brand: z.string(), last4: z.string() }).nullable(),
})

/** Everything the customer confirms. It travels through the browser sealed, so nothing is written before they do. */
export type Confirmation = Omit<z.output<typeof confirmation>, 'purpose' | 'expiresAt'>

/** Seals what is shown on the last page; good for 30 minutes. */
export function sealConfirmation(secrets: Secrets, content: Confirmation, now: Date): string {
  const sealed = { ...content, purpose: 'confirmation', expiresAt: now.getTime() + MINUTES * 60_000 }
  return secrets.seal(JSON.stringify(sealed))
}

/** The confirmed content; `broken` when it was changed on its way or is not ours. */
export function openConfirmation(
  secrets: Secrets,
  sealed: string | undefined,
  now: Date,
): { kind: 'open' | 'expired'; content: Confirmation } | { kind: 'broken' } {
  const text = sealed === undefined ? null : secrets.open(sealed)
  if (text === null) return { kind: 'broken' }
  const parsed = confirmation.safeParse(JSON.parse(text))
  if (!parsed.success) return { kind: 'broken' }
  const { purpose: _, expiresAt, ...content } = parsed.data
  return { kind: expiresAt > now.getTime() ? 'open' : 'expired', content }
}
