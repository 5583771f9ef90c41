import { productStateLabels } from '../../../products/schema.ts'
import type { Product } from '../../api/schemas.ts'
import type { StateWords } from '../ui/words.ts'

/** The state of a product as a chip. */
export function productState(state: Product['state']): StateWords {
  return { label: productStateLabels[state], colour: state === 'published' ? 'green' : 'gray' }
}
