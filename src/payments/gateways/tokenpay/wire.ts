import { z } from 'zod'
import type { HttpResult } from '../../../platform/http-client.ts'
import type { Failure, Finding } from '../contract.ts'

const charge = z.object({
  id: z.string().min(1),
  status: z.enum(['succeeded', 'action_required', 'pending', 'declined']),
  card: z.object({ brand: z.string(), last4: z.string(), exp_month: z.number(), exp_year: z.number() }),
  customer: z.string().nullable(),
  redirect_url: z.string().nullable(),
  decline_code: z.string().nullable(),
  decline_message: z.string().nullable(),
})
type WireCharge = z.output<typeof charge>

const envelope = z.object({ charge })
const errorEnvelope = z.object({ error: z.object({ code: z.string(), message: z.string().default('') }) })

/** The charge of an answer's body, or null when the body is anything else. */
export function readCharge(body: Buffer): WireCharge | null {
  return envelope.safeParse(parseJson(body)).data?.charge ?? null
}

/** The error of an answer's body; a proxy's page instead of the gateway's words is named by its status. */
export function readError(answer: Extract<HttpResult, { kind: 'answered' }>): Failure {
  const error = errorEnvelope.safeParse(parseJson(answer.body)).data?.error
  return (
    error ?? { code: `http_${answer.status}`, message: `決済会社の応答を読み取れませんでした(HTTP ${answer.status})` }
  )
}

/** What a charge's status says. */
export function findingOf(found: WireCharge): Exclude<Finding, { kind: 'absent' | 'cannot_look' }> {
  switch (found.status) {
    case 'succeeded': {
      const { brand, last4, exp_month: expMonth, exp_year: expYear } = found.card
      return {
        kind: 'succeeded',
        chargeId: found.id,
        card: { brand, last4, expMonth, expYear },
        savedCard: found.customer,
      }
    }
    case 'declined': {
      const { decline_code: code, decline_message: message } = found
      return {
        kind: 'declined',
        code: code ?? 'card_declined',
        message: message ?? 'カード会社により承認されませんでした',
      }
    }
    case 'action_required':
      return found.redirect_url === null ? { kind: 'pending' } : { kind: 'action_required', url: found.redirect_url }
    case 'pending':
      return { kind: 'pending' }
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
