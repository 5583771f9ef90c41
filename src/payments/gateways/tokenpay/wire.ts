import { z } from 'zod'
import type { HttpResult } from '../../../platform/http-client.ts'
import type { Card, Failure, Finding } from '../contract.ts'

const card = z.object({ brand: z.string(), last4: z.string(), exp_month: z.number(), exp_year: z.number() })
const status = z.enum(['succeeded', 'action_required', 'pending', 'declined'])

const charge = z.object({
  id: z.string().min(1),
  status,
  card,
  customer: z.string().nullable(),
  redirect_url: z.string().nullable(),
  decline_code: z.string().nullable(),
  decline_message: z.string().nullable(),
})
type WireCharge = z.output<typeof charge>

const setup = charge.omit({ id: true })
type WireSetup = z.output<typeof setup>

const envelope = z.object({ charge })
const setupEnvelope = z.object({ setup })
const errorEnvelope = z.object({ error: z.object({ code: z.string(), message: z.string().default('') }) })

/** The charge of an answer's body, or null when the body is anything else. */
export function readCharge(body: Buffer): WireCharge | null {
  return envelope.safeParse(parseJson(body)).data?.charge ?? null
}

/** The card that was to be saved, of an answer's body, or null when the body is anything else. */
export function readSetup(body: Buffer): WireSetup | null {
  return setupEnvelope.safeParse(parseJson(body)).data?.setup ?? null
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
    case 'succeeded':
      return { kind: 'succeeded', chargeId: found.id, card: cardOf(found), savedCard: found.customer }
    case 'declined':
      return { kind: 'declined', ...failureOf(found) }
    case 'action_required':
      return found.redirect_url === null ? { kind: 'pending' } : { kind: 'action_required', url: found.redirect_url }
    case 'pending':
      return { kind: 'pending' }
  }
}

/** What may be shown of the card. */
export function cardOf({ card }: WireSetup): Card {
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = card
  return { brand, last4, expMonth, expYear }
}

/** Why a card was refused. */
export function failureOf({ decline_code: code, decline_message: message }: WireSetup): Failure {
  return { code: code ?? 'card_declined', message: message ?? 'カード会社により承認されませんでした' }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
