export { createProduct, type ProductRefusal, type ProductResult, updateProduct } from './commands.ts'
export type { ProductKind, ProductSnapshot } from './events.ts'
export { type Product, snapshotOf } from './product.ts'
export { findProduct, findPublished, listProducts } from './queries.ts'
export {
  type ProductChange,
  type ProductFields,
  type ProductInput,
  type ProductState,
  productChangeSchema,
  productKindLabels,
  productSchema,
  productStateLabels,
  productStates,
  type Question,
} from './schema.ts'
