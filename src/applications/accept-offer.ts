import { type CardToCharge, findCardToCharge } from '../payments/index.ts'
import { transact } from '../platform/database.ts'
import { findProduct } from '../products/index.ts'
import type { Application } from './application.ts'
import type { ApplicationsContext } from './context.ts'
import { type Offer, offerKey, offerStanding } from './offer.ts'
import { decideOffer, findOffer, holdOffer } from './offers.ts'
import { type Order, type SubmitRefusal, takeOrder } from './order.ts'
import { findApplication, type Progress, readStanding, type Standing } from './queries.ts'

/** All there is to know of an offer at a moment. */
export interface OfferVisit {
  offer: Offer
  /** The application that brought it, whose card or way of paying is used. */
  application: Application
  /** Null for one that is paid by transfer, and where the gateway saved no card. */
  card: CardToCharge | null
  /** What was submitted for it so far. */
  standing: Standing
}

/** Reads the offer at `/offer/<token>`, or null when there is none. */
export async function readOffer(context: ApplicationsContext, token: string): Promise<OfferVisit | null> {
  const offer = await findOffer(context.db, token)
  if (offer === null) return null
  const [application, card, standing] = await Promise.all([
    findApplication(context.db, offer.applicationId),
    findCardToCharge(context.db, offer.applicationId),
    readStanding(context.db, context.secrets, offerKey(context.secrets, offer.id)),
  ])
  if (application === null) throw new Error(`offer ${offer.id} without its application`)
  return { offer, application, card, standing }
}

export type AcceptResult = Progress | SubmitRefusal | { kind: 'refused'; code: 'offer_unknown' | 'card_needed' }

/**
 * Accepts an offer: one click charges the card that its application was paid with, or `cardToken` where another was
 * entered. However often it is asked, it is charged once; a declined card is not charged again by a click that came late.
 */
export async function acceptOffer(
  context: ApplicationsContext,
  accepted: { token: string; cardToken: string | null; clientAddress: string },
): Promise<AcceptResult> {
  const visit = await readOffer(context, accepted.token)
  if (visit === null) return { kind: 'refused', code: 'offer_unknown' }
  const { offer, standing } = visit
  if (standing.progress !== null) return standing.progress
  if (offerStanding(offer, context.clock.now()) !== 'open') return { kind: 'refused', code: 'offer_closed' }
  const product = await findProduct(context.db, offer.productId)
  if (product?.state !== 'published') return { kind: 'refused', code: 'product_unavailable' }
  const payment = paymentOf(context, visit, accepted)
  if (payment === null) return { kind: 'refused', code: 'card_needed' }
  const { familyName, givenName, familyKana, givenKana, email, customerId } = visit.application
  return takeOrder(context, {
    key: standing.key,
    kind: 'one_time_offer',
    offerId: offer.id,
    product: { id: offer.productId, name: offer.productName, kind: offer.productKind, priceYen: offer.priceYen },
    applicant: { familyName, givenName, familyKana, givenKana, email },
    customerId,
    answers: [],
    newsletter: false,
    payment,
    clientAddress: accepted.clientAddress,
  })
}

function paymentOf(
  context: ApplicationsContext,
  { application, offer, card, standing }: OfferVisit,
  { token, cardToken }: { token: string; cardToken: string | null },
): Order['payment'] | null {
  if (application.method === 'transfer') return { method: 'transfer' }
  const returnUrl = `${context.baseUrl}/offer/${token}/return`
  if (cardToken !== null) {
    const saveCard = offer.productKind === 'monthly'
    return { method: 'card', payer: { kind: 'token', token: cardToken, saveCard }, returnUrl }
  }
  const reference = card === null || standing.declined !== null ? null : context.secrets.open(card.sealedReference)
  return reference === null ? null : { method: 'card', payer: { kind: 'saved_card', reference }, returnUrl }
}

/** Refuses an offer for good, unless it is decided or being accepted already. */
export async function refuseOffer(context: ApplicationsContext, token: string): Promise<void> {
  const offer = await findOffer(context.db, token)
  if (offer === null) return
  const now = context.clock.now()
  await transact(context.db, context.doorbell, async (tx) => {
    if (await holdOffer(tx, offer.id, now)) await decideOffer(tx, offer.id, 'refused', now)
  })
}
