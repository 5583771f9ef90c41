import type { ProductSnapshot } from './events.ts'
import type { ProductFields } from './schema.ts'

/** 商品: what a customer applies for. The price is in yen, tax included. */
export interface Product extends ProductFields {
  id: string
  createdAt: Date
  updatedAt: Date
}

/** The product as events keep it. */
export function snapshotOf(product: Product): ProductSnapshot {
  return { id: product.id, name: product.name, kind: product.kind, priceYen: product.priceYen }
}
