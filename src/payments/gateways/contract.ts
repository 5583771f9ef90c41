import type { Yen } from '../../platform/money.ts'

/** What may be kept and shown of a card. */
export interface Card {
  /** As the gateway names it, in small letters: `visa`, `mastercard`, `jcb`. */
  brand: string
  last4: string
  expMonth: number
  expYear: number
}

/** What the application page needs to turn a card into a token in the customer's browser. */
export interface BrowserSide {
  /** The gateway's own script. It offers `window[globalName](publishableKey).createToken(card)`. */
  scriptUrl: string
  globalName: string
  publishableKey: string
  /** Where the script comes from and talks to, for the page's Content-Security-Policy. */
  origin: string
}

/** Who pays: a card just entered, or one that was saved by an earlier charge. */
export type Payer = { kind: 'token'; token: string; saveCard: boolean } | { kind: 'saved_card'; reference: string }

export interface ChargeRequest {
  /** Ours, unique for ever: the gateway charges an order at most once. */
  orderId: string
  amount: Yen
  description: string
  payer: Payer
  /** Where the gateway sends the cardholder back to after 3-D Secure. */
  returnUrl: string
}

/** A charge that was made. */
export interface Charge {
  chargeId: string
  card: Card
  /** What later charges name as their payer; null when the card was not to be saved. A secret: seal it. */
  savedCard: string | null
}

/** The code of a charge of a saved card that the gateway does not keep (any more). */
export const SAVED_CARD_GONE = 'saved_card_gone'

/** The gateway's code, and the reason in Japanese words for staff. */
export interface Failure {
  code: string
  message: string
}

/** How a call to charge ended. Reasons are Japanese and without secrets. */
export type ChargeOutcome =
  | ({ kind: 'succeeded' } & Charge)
  | ({ kind: 'declined' } & Failure)
  /** The cardholder must confirm at `url` (3-D Secure). */
  | { kind: 'action_required'; url: string }
  /** Nobody knows whether money moved: ask with `find`, and never charge again. */
  | { kind: 'unknown'; reason: string }
  /** Surely no money moved. */
  | { kind: 'not_sent'; reason: string }

/** What the gateway knows of an order. */
export type Finding =
  | ({ kind: 'succeeded' } & Charge)
  | ({ kind: 'declined' } & Failure)
  | { kind: 'action_required'; url: string }
  | { kind: 'pending' }
  /** No such order, yet: a charge that is still on its way is absent too. */
  | { kind: 'absent' }
  | { kind: 'cannot_look'; reason: string }

/** A card that is to be saved without being charged. */
export interface SaveRequest {
  /** Ours, unique for ever: the gateway saves one card under it. */
  setupId: string
  token: string
  /** Where the gateway sends the cardholder back to after 3-D Secure. */
  returnUrl: string
}

export interface SavedAtGateway {
  card: Card
  /** What charges name as their payer. A secret: seal it. */
  reference: string
}

/** How a call to save a card ended. No money moves by it. */
export type SaveOutcome =
  | ({ kind: 'saved' } & SavedAtGateway)
  | ({ kind: 'declined' } & Failure)
  | { kind: 'action_required'; url: string }
  /** Nobody knows whether it was saved: ask with `findSaved`. */
  | { kind: 'unknown'; reason: string }
  | { kind: 'not_sent'; reason: string }

/** What the gateway knows of a card that was to be saved. */
export type SaveFinding =
  | ({ kind: 'saved' } & SavedAtGateway)
  | ({ kind: 'declined' } & Failure)
  | { kind: 'action_required'; url: string }
  | { kind: 'pending' }
  | { kind: 'absent' }
  | { kind: 'cannot_look'; reason: string }

export type RefundOutcome = { kind: 'refunded' } | ({ kind: 'refused' } & Failure) | { kind: 'unknown'; reason: string }

/** A card gateway. Its methods never throw for what the gateway does; each call has a time-out. */
export interface CardGateway {
  readonly name: string
  readonly browser: BrowserSide
  charge(request: ChargeRequest): Promise<ChargeOutcome>
  find(orderId: string): Promise<Finding>
  saveCard(request: SaveRequest): Promise<SaveOutcome>
  findSaved(setupId: string): Promise<SaveFinding>
  /** Gives back `amount` of a charge. */
  refund(chargeId: string, amount: Yen): Promise<RefundOutcome>
}
