import type { Database, Reader } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import type { Product } from './product.ts'
import { findProduct, productFrom } from './queries.ts'
import type { ProductChange, ProductFields } from './schema.ts'

export type ProductRefusal = {
  refused: true
  code: 'slug_taken' | 'product_not_found' | 'no_payment_method' | 'offer_not_possible'
  message: string
}
export type ProductResult = { refused: false; product: Product } | ProductRefusal

const SLUG_TAKEN: ProductRefusal = {
  refused: true,
  code: 'slug_taken',
  message: 'このURLは別の商品で使われています。別の文字列にしてください',
}

/** Adds a product. `now` is business time. */
export async function createProduct(db: Reader, fields: ProductFields, now: Date): Promise<ProductResult> {
  const fault = await faultOf(db, null, fields)
  if (fault !== null) return fault
  const row = await db
    .insertInto('products')
    .values({ id: newId(), ...asRow(fields), createdAt: now, updatedAt: now })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returningAll()
    .executeTakeFirst()
  return row ? { refused: false, product: productFrom(row) } : SLUG_TAKEN
}

/**
 * Changes a product. Contracts keep the price they were made with; a customer who is just confirming is told that the
 * price has changed.
 */
export async function updateProduct(
  db: Database,
  id: string,
  change: ProductChange,
  now: Date,
): Promise<ProductResult> {
  try {
    return await db.transaction().execute(async (tx): Promise<ProductResult> => {
      const before = await tx.selectFrom('products').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
      if (!before) return { refused: true, code: 'product_not_found', message: '商品が見つかりません' }
      const stored = productFrom(before)
      const fields = { ...stored, ...defined(change) }
      // What was saved may have lost its offered product meanwhile: only what is being changed is refused.
      const fault = await faultOf(tx, stored, fields)
      if (fault !== null) return fault
      const row = await tx
        .updateTable('products')
        .set({ ...asRow(defined(change)), updatedAt: now })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow()
      return { refused: false, product: productFrom(row) }
    })
  } catch (error) {
    if (isUniqueViolation(error)) return SLUG_TAKEN
    throw error
  }
}

/** What one field alone cannot tell. */
async function faultOf(
  reader: Reader,
  before: Product | null,
  { cardAccepted, transferAccepted, offerProductId }: ProductFields,
): Promise<ProductRefusal | null> {
  if (!cardAccepted && !transferAccepted)
    return { refused: true, code: 'no_payment_method', message: '支払方法を1つ以上選んでください' }
  if (offerProductId === null || offerProductId === before?.offerProductId) return null
  const refused = (message: string): ProductRefusal => ({ refused: true, code: 'offer_not_possible', message })
  if (offerProductId === before?.id) return refused('この商品自身は選べません')
  const offered = await findProduct(reader, offerProductId)
  return offered?.state === 'published' ? null : refused('公開中の商品を選んでください')
}

/** As the table takes it: lists are JSON. */
function asRow<Fields extends ProductChange>({ questions, ...fields }: Fields) {
  return questions === undefined ? fields : { ...fields, questions: JSON.stringify(questions) }
}

/** Without the fields that are present but undefined, which would otherwise be written as such. */
function defined(change: ProductChange): Partial<ProductFields> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

/** 23505: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function isUniqueViolation(error: unknown): boolean {
  return (error as { code?: string }).code === '23505'
}
