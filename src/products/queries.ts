import type { Selectable } from 'kysely'
import type { Reader } from '../platform/database.ts'
import type { Products } from '../platform/database-types.ts'
import type { Product } from './product.ts'
import { storedProductSchema } from './schema.ts'

/** A row as a product. Throws when the row is not one: only commands write it, after the same schema. */
export function productFrom(row: Selectable<Products>): Product {
  return { ...storedProductSchema.parse(row), id: row.id, createdAt: row.createdAt, updatedAt: row.updatedAt }
}

/** The product whose application page stands at `/apply/<slug>`, or null when there is none or it is not published. */
export async function findPublished(reader: Reader, slug: string): Promise<Product | null> {
  const row = await reader
    .selectFrom('products')
    .selectAll()
    .where('slug', '=', slug)
    .where('state', '=', 'published')
    .executeTakeFirst()
  return row ? productFrom(row) : null
}

/** Any product by id, published or not. */
export async function findProduct(reader: Reader, id: string): Promise<Product | null> {
  const row = await reader.selectFrom('products').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? productFrom(row) : null
}

/** All products, the newest first: a shop has tens of them. */
export async function listProducts(reader: Reader): Promise<Product[]> {
  const rows = await reader.selectFrom('products').selectAll().orderBy('createdAt', 'desc').orderBy('id').execute()
  return rows.map(productFrom)
}
