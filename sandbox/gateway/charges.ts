import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type DeclineCode, declineText, testCards } from './cards.ts'
import type { Card, CardToken } from './tokens.ts'

export const secretKey = 'sk_sandbox_luxliner'
export const publishableKey = 'pk_sandbox_luxliner'
export const account = { id: 'acct_sandbox_luxliner', name: 'テスト決済(サンドボックス)', mode: 'test' }

export type ChargeStatus = 'succeeded' | 'action_required' | 'pending' | 'declined'

export type Charge = {
  id: string
  orderId: string
  /** Yen. */
  amount: number
  refundedAmount: number
  /** The ids of the refunds that were made: one that is asked for again is told of and not made again. */
  refunds: string[]
  description: string
  status: ChargeStatus
  declineCode: DeclineCode | null
  declineMessage: string | null
  card: Card
  customerId: string | null
  /** Set on a first charge: the card is to be saved once the charge succeeds. */
  saveCard: boolean
  returnUrl: string | null
  /** Milliseconds. */
  createdAt: number
}

/** A card that was saved, or is to be, without a charge. */
export type CardSetup = Pick<
  Charge,
  'id' | 'status' | 'declineCode' | 'declineMessage' | 'card' | 'customerId' | 'returnUrl' | 'createdAt'
> & { setupId: string }

export type Gateway = {
  tokens: Map<string, CardToken>
  customers: Map<string, Card>
  charges: Charge[]
  setups: CardSetup[]
}

/** What `POST /gateway/v1/charges` takes: a fresh token or a saved customer, never both. */
export const chargeRequest = z
  .object({
    order_id: z.string().min(1).max(255),
    amount: z.int().positive().max(9_999_999),
    currency: z.literal('jpy'),
    token: z.string().nullish(),
    customer: z.string().nullish(),
    save_card: z.boolean().default(false),
    return_url: z.url({ protocol: /^https?$/ }).nullish(),
    description: z.string().max(1_000).nullish(),
  })
  .refine((wanted) => Boolean(wanted.token) !== Boolean(wanted.customer), {
    path: ['token'],
    message: 'exactly one of token and customer',
  })

export type ChargeOutcome =
  | { kind: 'made'; charge: Charge }
  | { kind: 'duplicate'; charge: Charge }
  | { kind: 'refused'; code: 'token_already_used' | 'unknown_token' | 'unknown_customer'; message: string }
  | { kind: 'dropped' }

/** Every test card is saved from the start, good until the end of 2040, under an id that stays over restarts: the sample shop's. */
export function createGateway(): Gateway {
  const customers = testCards.map(({ number, brand, behaviour }) => {
    const card: Card = { brand, last4: number.slice(-4), expMonth: 12, expYear: 2040, behaviour }
    return [sampleCustomer(number), card] as const
  })
  return { tokens: new Map(), customers: new Map(customers), charges: [], setups: [] }
}

/** Who has this test card saved from the start. */
export function sampleCustomer(number: string): string {
  return `cus_sample_${number.slice(-4)}`
}

export function findCharge(gateway: Gateway, by: { id: string } | { orderId: string }): Charge | undefined {
  if ('id' in by) return gateway.charges.find((charge) => charge.id === by.id)
  return gateway.charges.find((charge) => charge.orderId === by.orderId)
}

/** Charges a card at most once per order id; the card's test number decides how it goes. */
export function makeCharge(gateway: Gateway, wanted: z.output<typeof chargeRequest>): ChargeOutcome {
  // Before the token is looked at: a call sent again must learn of the charge it made, not of its spent token.
  const earlier = findCharge(gateway, { orderId: wanted.order_id })
  if (earlier) return { kind: 'duplicate', charge: earlier }
  const payer = findPayer(gateway, wanted.token, wanted.customer)
  if ('kind' in payer) return payer
  const { card, token } = payer
  if (card.behaviour.kind === 'drops_the_call') return { kind: 'dropped' }
  if (token) token.used = true
  const fate = chargeFate(card, token === null ? 'saved_charge' : 'first_charge')
  const charge: Charge = {
    id: `ch_${randomBytes(10).toString('hex')}`,
    orderId: wanted.order_id,
    amount: wanted.amount,
    refundedAmount: 0,
    refunds: [],
    description: wanted.description ?? '',
    status: fate.status,
    declineCode: fate.declineCode,
    declineMessage: fate.declineCode === null ? null : declineText[fate.declineCode],
    card,
    customerId: wanted.customer ?? null,
    saveCard: wanted.save_card,
    returnUrl: wanted.return_url ?? null,
    createdAt: Date.now(),
  }
  gateway.charges.push(charge)
  saveCardIfWanted(gateway, charge)
  return { kind: 'made', charge }
}

type Payer = { card: Card; token: CardToken | null }

type Refused = Extract<ChargeOutcome, { kind: 'refused' }>

function findPayer(
  gateway: Gateway,
  tokenId: string | null | undefined,
  customerId: string | null | undefined,
): Payer | Refused {
  if (!customerId) return findToken(gateway, tokenId ?? '')
  const card = gateway.customers.get(customerId)
  if (card) return { card, token: null }
  return { kind: 'refused', code: 'unknown_customer', message: '保存されたカードが見つかりません。' }
}

/** A token that was not used yet, with its card. */
export function findToken(gateway: Gateway, tokenId: string): { card: Card; token: CardToken } | Refused {
  const token = gateway.tokens.get(tokenId)
  if (!token) return { kind: 'refused', code: 'unknown_token', message: 'トークンが見つかりません。' }
  if (!token.used) return { card: token.card, token }
  return { kind: 'refused', code: 'token_already_used', message: 'このトークンはすでに使われています。' }
}

/** What is done with a card: a charge of one just entered or of a saved one, or saving it for charges to come. */
type UseOfCard = 'first_charge' | 'saved_charge' | 'setup'

/**
 * How a use of a card begins. A saved card is charged without its holder, whom most issuers do not ask then; one that was
 * saved without asking may be asked for all the same.
 */
export function chargeFate(
  { behaviour }: Card,
  use: UseOfCard,
): { status: ChargeStatus; declineCode: DeclineCode | null } {
  if (behaviour.kind === 'declines') return { status: 'declined', declineCode: behaviour.code }
  if (behaviour.kind === 'declines_when_saved' && use === 'saved_charge')
    return { status: 'declined', declineCode: 'card_declined' }
  const asks =
    (behaviour.kind === 'asks_cardholder' && use !== 'saved_charge') ||
    (behaviour.kind === 'asks_when_saved' && use !== 'first_charge')
  return { status: asks ? 'action_required' : 'succeeded', declineCode: null }
}

function saveCardIfWanted(gateway: Gateway, charge: Charge): void {
  if (!charge.saveCard || charge.customerId !== null || charge.status !== 'succeeded') return
  charge.customerId = keepCard(gateway, charge.card)
}

/** Keeps a card and returns what it is charged by. */
export function keepCard(gateway: Gateway, card: Card): string {
  const customerId = `cus_${randomBytes(10).toString('hex')}`
  gateway.customers.set(customerId, card)
  return customerId
}

/** Ends a charge that waits, by its holder on the 3-D Secure page or by a test; false when it does not wait. */
export function settleCharge(gateway: Gateway, charge: Charge, result: 'succeeded' | 'declined'): boolean {
  if (charge.status !== 'action_required' && charge.status !== 'pending') return false
  charge.status = result
  if (result === 'declined') {
    charge.declineCode = 'card_declined'
    charge.declineMessage = '本人認証が完了しなかったため、決済できませんでした。'
  }
  saveCardIfWanted(gateway, charge)
  return true
}

/** Gives back part or all of a charge, once for each id; without an amount, all that is left. */
export function refundCharge(
  charge: Charge,
  refund: { id: string; amount: number | undefined },
): 'refunded' | 'not_refundable' | 'too_much' {
  if (charge.status !== 'succeeded') return 'not_refundable'
  if (charge.refunds.includes(refund.id)) return 'refunded'
  const left = charge.amount - charge.refundedAmount
  const wanted = refund.amount ?? left
  if (left === 0 || wanted > left) return 'too_much'
  charge.refundedAmount += wanted
  charge.refunds.push(refund.id)
  return 'refunded'
}
