import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import {
  isSubmissionKey,
  newSubmissionKey,
  type PaymentMethod,
  readStanding,
  type Standing,
} from '../../applications/index.ts'
import type { Customer } from '../../customers/index.ts'
import { type CardGateway, readWaysToPay, type WaysToPay } from '../../payments/index.ts'
import { findPublished, type Product } from '../../products/index.ts'
import { readShop, type Shop } from '../../site/index.ts'
import { cookieAttributes, signedInCustomer } from '../ui/index.ts'
import type { ApplyParts } from './parts.ts'

/** Everything a page of one product is made from. */
export interface Visit {
  shop: Shop
  product: Product
  /** How it can be paid now; at least one. */
  methods: PaymentMethod[]
  /** Null where no card is taken. */
  gateway: CardGateway | null
  /** How many days a transfer may take. */
  transferDays: number
  /** Whoever is logged in. */
  member: Customer | null
  standing: Standing
}

/** Why there is no form: no such product, or the shop takes neither cards nor transfers at the moment. */
export type NoVisit = { kind: 'no_product' | 'no_way_to_pay'; shop: Shop }

/** Looks up the page's product and how far this browser's application for it has come. */
export async function openVisit(c: Context, parts: ApplyParts, slug: string): Promise<Visit | NoVisit> {
  const [shop, product, ways, member] = await Promise.all([
    readShop(parts.db, parts),
    findPublished(parts.db, slug),
    readWaysToPay(parts.db, parts),
    signedInCustomer(c, parts),
  ])
  if (product === null) return { kind: 'no_product', shop }
  const methods = methodsOf(product, ways)
  if (methods.length === 0) return { kind: 'no_way_to_pay', shop }
  const gateway = product.cardAccepted ? ways.gateway : null
  const standing = await standingOf(c, parts, slug)
  return { shop, product, methods, gateway, transferDays: ways.transfer?.dueDays ?? 0, member, standing }
}

function methodsOf(product: Product, ways: WaysToPay): PaymentMethod[] {
  const card = product.cardAccepted && ways.gateway !== null
  const transfer = product.transferAccepted && ways.transfer !== null
  return [...(card ? ['card' as const] : []), ...(transfer ? ['transfer' as const] : [])]
}

/** How far this browser has come with the product; it gets its first key now when it has none. */
async function standingOf(c: Context, parts: ApplyParts, slug: string): Promise<Standing> {
  const kept = getCookie(c, cookieName(slug))
  if (kept !== undefined && isSubmissionKey(kept)) return readStanding(parts.db, parts.secrets, kept)
  return { key: startAnew(c, parts, slug), progress: null, declined: null }
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
