import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { isSubmissionKey, newSubmissionKey, readStanding, type Standing } from '../../applications/index.ts'
import { type CardGateway, currentGateway } from '../../payments/index.ts'
import { findPublished, type Product } from '../../products/index.ts'
import { readShop, type Shop } from '../../site/index.ts'
import { cookieAttributes } from '../ui/index.ts'
import type { ApplyParts } from './parts.ts'

/** Everything a page of one product is made from. */
export interface Visit {
  shop: Shop
  product: Product
  gateway: CardGateway
  standing: Standing
}

/** Why there is no form: no such product, or the shop takes no cards at the moment. */
export type NoVisit = { kind: 'no_product' | 'no_gateway'; shop: Shop }

/** Looks up the page's product and how far this browser's application for it has come. */
export async function openVisit(c: Context, parts: ApplyParts, slug: string): Promise<Visit | NoVisit> {
  const [shop, product, gateway] = await Promise.all([
    readShop(parts.db, parts),
    findPublished(parts.db, slug),
    currentGateway(parts.db, parts),
  ])
  if (product === null) return { kind: 'no_product', shop }
  if (gateway === null) return { kind: 'no_gateway', shop }
  const standing = await readStanding(parts.db, parts.secrets, firstKey(c, parts, slug))
  return { shop, product, gateway, standing }
}

/** This browser's first key for the product; drawn now when there is none. */
function firstKey(c: Context, parts: ApplyParts, slug: string): string {
  const kept = getCookie(c, cookieName(slug))
  return kept !== undefined && isSubmissionKey(kept) ? kept : startAnew(c, parts, slug)
}

/** Gives this browser a new key: one more application for the same product. */
export function startAnew(c: Context, parts: ApplyParts, slug: string): string {
  const key = newSubmissionKey()
  setCookie(c, cookieName(slug), key, cookieAttributes(parts, '/apply'))
  return key
}

function cookieName(slug: string): string {
  return `luxliner_application_${slug}`
}
