import type { Secrets } from '../platform/secrets.ts'
import type { ProductKind } from '../products/index.ts'

export type OfferState = 'open' | 'accepted' | 'refused'

/** The state each state may be followed by. */
export const offerTransitions = {
  open: ['accepted', 'refused'],
  accepted: [],
  refused: [],
} as const satisfies Record<OfferState, readonly OfferState[]>

/** ワンタイムオファー: made by one application, decided once. */
export interface Offer {
  id: string
  /** The application that brought it. */
  applicationId: string
  /** As offered: this name and this price are what is sold, whatever becomes of the product. */
  productId: string
  productName: string
  productKind: ProductKind
  priceYen: number
  state: OfferState
  /** Business time. */
  expiresAt: Date
}

/** How it stands with an offer: one that nobody decided in time has expired. */
export function offerStanding(offer: Pick<Offer, 'state' | 'expiresAt'>, now: Date): OfferState | 'expired' {
  return offer.state === 'open' && offer.expiresAt.getTime() <= now.getTime() ? 'expired' : offer.state
}

/**
 * The secret of an offer's address. Computed and not drawn: whoever holds the application's submission key is led there,
 * also when the application was completed while they waited.
 */
export function offerToken(secrets: Secrets, applicationId: string): string {
  return secrets.sign('one-time offer', applicationId)
}

/** The first submission key of whoever accepts the offer: every click and every tab sends the same. */
export function offerKey(secrets: Secrets, offerId: string): string {
  return secrets.sign('submission key of offer', offerId)
}
