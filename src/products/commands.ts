import type { Reader } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import type { Product } from './product.ts'
import { productFrom } from './queries.ts'
import type { ProductChange, ProductFields } from './schema.ts'

export type ProductRefusal = { refused: true; code: 'slug_taken' | 'product_not_found'; message: string }
export type ProductResult = { refused: false; product: Product } | ProductRefusal

const SLUG_TAKEN: ProductRefusal = {
  refused: true,
  code: 'slug_taken',
  message: 'このURLは別の商品で使われています。別の文字列にしてください',
}

/** Adds a product. `now` is business time. */
export async function createProduct(db: Reader, fields: ProductFields, now: Date): Promise<ProductResult> {
  const row = await db
    .insertInto('products')
    .values({ id: newId(), ...fields, createdAt: now, updatedAt: now })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returningAll()
    .executeTakeFirst()
  return row ? { refused: false, product: productFrom(row) } : SLUG_TAKEN
}

/**
 * Changes a product. Contracts keep the price they were made with; a customer who is just confirming is told that the
 * price has changed.
 */
export async function updateProduct(db: Reader, id: string, change: ProductChange, now: Date): Promise<ProductResult> {
  try {
    const row = await db
      .updateTable('products')
      .set({ ...defined(change), updatedAt: now })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()
    if (row) return { refused: false, product: productFrom(row) }
    return { refused: true, code: 'product_not_found', message: '商品が見つかりません' }
  } catch (error) {
    if (isUniqueViolation(error)) return SLUG_TAKEN
    throw error
  }
}

/** Without the fields that are present but undefined, which would otherwise be written as such. */
function defined(change: ProductChange): Partial<ProductFields> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

/** 23505: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function isUniqueViolation(error: unknown): boolean {
  return (error as { code?: string }).code === '23505'
}
