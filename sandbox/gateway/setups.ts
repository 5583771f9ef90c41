import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { declineText } from './cards.ts'
import { type CardSetup, type ChargeOutcome, chargeFate, findToken, type Gateway, keepCard } from './charges.ts'

/** What `POST /gateway/v1/setups` takes: a fresh token whose card is to be saved. */
export const setupRequest = z.object({
  setup_id: z.string().min(1).max(255),
  token: z.string(),
  return_url: z.url({ protocol: /^https?$/ }).nullish(),
})

export type SetupOutcome =
  | { kind: 'made' | 'duplicate'; setup: CardSetup }
  | Extract<ChargeOutcome, { kind: 'refused' | 'dropped' }>

export function findSetup(gateway: Gateway, by: { id: string } | { setupId: string }): CardSetup | undefined {
  if ('id' in by) return gateway.setups.find((setup) => setup.id === by.id)
  return gateway.setups.find((setup) => setup.setupId === by.setupId)
}

/** Saves a card at most once per setup id; the card's test number decides how it goes. */
export function makeSetup(gateway: Gateway, wanted: z.output<typeof setupRequest>): SetupOutcome {
  const earlier = findSetup(gateway, { setupId: wanted.setup_id })
  if (earlier) return { kind: 'duplicate', setup: earlier }
  const found = findToken(gateway, wanted.token)
  if ('kind' in found) return found
  const { card, token } = found
  if (card.behaviour.kind === 'drops_the_call') return { kind: 'dropped' }
  token.used = true
  const { status, declineCode } = chargeFate(card, 'setup')
  const setup: CardSetup = {
    id: `set_${randomBytes(10).toString('hex')}`,
    setupId: wanted.setup_id,
    status,
    declineCode,
    declineMessage: declineCode === null ? null : declineText[declineCode],
    card,
    customerId: status === 'succeeded' ? keepCard(gateway, card) : null,
    returnUrl: wanted.return_url ?? null,
    createdAt: Date.now(),
  }
  gateway.setups.push(setup)
  return { kind: 'made', setup }
}

/** Ends a setup that waits for its holder. */
export function settleSetup(gateway: Gateway, setup: CardSetup, result: 'succeeded' | 'declined'): void {
  if (setup.status !== 'action_required') return
  setup.status = result
  // Confirmed for charges to come: by these its holder is not asked again.
  if (result === 'succeeded') setup.customerId = keepCard(gateway, { ...setup.card, behaviour: { kind: 'succeeds' } })
  else {
    setup.declineCode = 'card_declined'
    setup.declineMessage = '本人認証が完了しなかったため、カードを登録できませんでした。'
  }
}
