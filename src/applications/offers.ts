import { sql } from 'kysely'
import type { Customer } from '../customers/index.ts'
import type { Reader, Tx } from '../platform/database.ts'
import { hashOfToken, newId } from '../platform/ids.ts'
import type { Secrets } from '../platform/secrets.ts'
import { findProduct, type Product, type ProductKind } from '../products/index.ts'
import type { Application } from './application.ts'
import { type Offer, type OfferState, offerStanding, offerToken } from './offer.ts'

const MINUTE_MS = 60_000
/** What was applied for so lately belongs to the same visit: it is not offered once more. */
const VISIT_MS = 24 * 60 * MINUTE_MS

/**
 * Makes the offer that an application's product brings, where there is one to make: a published product that is paid the
 * same way, and that this customer neither has a contract for nor applied for in this visit.
 */
export async function makeOffer(
  tx: Tx,
  secrets: Secrets,
  scene: { application: Application; product: Product; customer: Customer; now: Date },
): Promise<void> {
  const { application, product, customer, now } = scene
  if (application.kind !== 'standard' || product.offerProductId === null) return
  const offered = await findProduct(tx, product.offerProductId)
  if (offered?.state !== 'published') return
  if (application.method === 'card' ? !offered.cardAccepted : !offered.transferAccepted) return
  if (await hasItAlready(tx, customer.id, offered.id, now)) return
  const { id: productId, name: productName, kind: productKind, priceYen } = offered
  await tx
    .insertInto('offers')
    .values({
      ...{ id: newId(), tokenHash: hashOfToken(offerToken(secrets, application.id)), applicationId: application.id },
      ...{ productId, productName, productKind, priceYen, createdAt: now },
      expiresAt: new Date(now.getTime() + product.offerMinutes * MINUTE_MS),
    })
    .execute()
}

async function hasItAlready(tx: Tx, customerId: string, productId: string, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - VISIT_MS)
  const found = await sql<{ known: boolean }>`select
    exists (select 1 from contracts
      where customer_id = ${customerId} and product_id = ${productId} and state <> 'cancelled')
    or exists (select 1 from applications where customer_id = ${customerId} and product_id = ${productId}
      and state = 'completed' and started_at > ${since}) as known`.execute(tx)
  return found.rows[0]?.known ?? false
}

const OFFER = sql`id, application_id, product_id, product_name, product_kind, price_yen, state, expires_at`

/** The offer at `/offer/<token>`, or null. */
export async function findOffer(reader: Reader, token: string): Promise<Offer | null> {
  const found = await sql<Offer>`select ${OFFER} from offers where token_hash = ${hashOfToken(token)}`.execute(reader)
  return found.rows[0] ?? null
}

/** The offer that an application brought, or null. */
export async function findOfferOf(reader: Reader, applicationId: string): Promise<Offer | null> {
  const found = await sql<Offer>`select ${OFFER} from offers where application_id = ${applicationId}`.execute(reader)
  return found.rows[0] ?? null
}

/**
 * Keeps everybody else from deciding the offer until the transaction ends. False when it cannot be accepted (any more) or
 * somebody is accepting it already.
 */
export async function holdOffer(tx: Tx, offerId: string, now: Date): Promise<boolean> {
  const held = await sql<Offer>`select ${OFFER} from offers where id = ${offerId} for update`.execute(tx)
  const offer = held.rows[0]
  if (!offer || offerStanding(offer, now) !== 'open') return false
  // A statement of its own: it sees what was committed while this one waited for the lock.
  const alive = await tx
    .selectFrom('applications')
    .select('id')
    .where('offerId', '=', offerId)
    .where('state', '<>', 'declined')
    .executeTakeFirst()
  return alive === undefined
}

/** Notes how the offer was decided. Nothing happens when it was decided before. */
export async function decideOffer(
  tx: Tx,
  offerId: string,
  state: Exclude<OfferState, 'open'>,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('offers')
    .set({ state, decidedAt: now })
    .where('id', '=', offerId)
    .where('state', '=', 'open')
    .execute()
}

/** What an application page or the admin shows of an offer. */
export interface OfferOfApplication {
  productName: string
  productKind: ProductKind
  priceYen: number
  standing: OfferState | 'expired'
  expiresAt: Date
  /** The application that accepted it. */
  application: { id: string; number: string } | null
}

/** The offer that an application brought, and what became of it; null when it brought none. */
export async function readOfferOf(
  reader: Reader,
  applicationId: string,
  now: Date,
): Promise<OfferOfApplication | null> {
  const offer = await findOfferOf(reader, applicationId)
  if (offer === null) return null
  const taken = await reader
    .selectFrom('applications')
    .select(['id', 'number'])
    .where('offerId', '=', offer.id)
    .where('state', 'in', ['completed', 'cancelled'])
    .executeTakeFirst()
  const { productName, productKind, priceYen, expiresAt } = offer
  return {
    productName,
    productKind,
    priceYen,
    expiresAt,
    standing: offerStanding(offer, now),
    application: taken ?? null,
  }
}
