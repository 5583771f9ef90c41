import type { ReactNode } from 'react'
import { formatYen } from '../../platform/money.ts'
import type { Product, ProductKind } from '../../products/index.ts'
import { Markdown } from '../markdown/markdown.tsx'

/** `3,980円`, with what it is paid for. */
export function Price({ kind, priceYen }: { kind: ProductKind; priceYen: number }): ReactNode {
  return (
    <p className="price">
      {kind === 'monthly' && '月額 '}
      {formatYen(priceYen)}
      <small>税込</small>
    </p>
  )
}

/** What is applied for, on top of the form. */
export function ProductCard({ product }: { product: Product }): ReactNode {
  return (
    <section className="card">
      <h1>{product.name}</h1>
      <Price kind={product.kind} priceYen={product.priceYen} />
      {product.description !== '' && <Markdown text={product.description} />}
    </section>
  )
}

/** Where in the application the customer is. */
export function Steps({ current }: { current: 0 | 1 | 2 }): ReactNode {
  return (
    <ol className="steps">
      {['入力', '確認', '完了'].map((step, index) => (
        <li key={step} aria-current={index === current ? 'step' : undefined}>
          {`${index + 1}. ${step}`}
        </li>
      ))}
    </ol>
  )
}
