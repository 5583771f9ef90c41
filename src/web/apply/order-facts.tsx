import type { ReactNode } from 'react'
import type { PaymentMethod } from '../../applications/index.ts'
import { nextChargeOn, termsFrom } from '../../contracts/index.ts'
import { formatYen } from '../../platform/money.ts'
import type { ProductKind } from '../../products/index.ts'
import { addDays, addMonths, type Day, formatDay, type Shop } from '../../site/index.ts'
import { cardWords } from '../ui/index.ts'
import type { ShownCard } from './application-form.ts'
import { METHOD_WORDS } from './payment-fields.tsx'
import { Price } from './product-card.tsx'

/** What is about to be ordered, and how it is paid. */
export interface OrderFactsProps {
  shop: Shop
  /** The shop's day, on which it is ordered. */
  today: Day
  product: { name: string; kind: ProductKind; priceYen: number }
  method: PaymentMethod
  /** Null for a transfer. */
  card: ShownCard | null
  /** How many days a transfer may take. */
  transferDays: number
}

/** What the law wants said before an order: quantity, price, when and how it is paid, how to cancel. */
export function OrderFacts({ shop, today, product, method, card, transferDays }: OrderFactsProps): ReactNode {
  return (
    <dl className="facts">
      <Fact label="商品">{product.name}</Fact>
      <Fact label="数量">1</Fact>
      <Fact label="金額">
        <Price kind={product.kind} priceYen={product.priceYen} />
      </Fact>
      <Fact label="お支払い方法">
        {METHOD_WORDS[method]}
        {card !== null && card.last4 !== '' && `(${cardWords(card)})`}
      </Fact>
      <Fact label="お支払い時期">
        {method === 'card' ? (
          <WhenCharged product={product} today={today} />
        ) : (
          <WhenTransferred product={product} today={today} days={transferDays} />
        )}
      </Fact>
      <Fact label="ご提供時期">お申し込みの完了後すぐに、メールでご案内します。</Fact>
      <Fact label="解約・キャンセル">
        <HowToCancel shop={shop} monthly={product.kind === 'monthly'} method={method} />
      </Fact>
    </dl>
  )
}

export function Fact({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

type Priced = Pick<OrderFactsProps['product'], 'kind' | 'priceYen'>

function WhenCharged({ product, today }: { product: Priced; today: Day }): ReactNode {
  const price = formatYen(product.priceYen)
  if (product.kind === 'one_time') return `お申し込み時(${formatDay(today)})に${price}を1回のみご請求します。`
  return (
    <>
      <p>
        お申し込み時({formatDay(today)})に初回の{price}をご請求し、以降は解約のお手続きまで毎月
        <DayOfMonth today={today} suffix="に同額をご請求します。" />
      </p>
      <Next today={today} />
    </>
  )
}

function WhenTransferred({ product, today, days }: { product: Priced; today: Day; days: number }): ReactNode {
  const until = `${formatDay(addDays(today, days))}までに${formatYen(product.priceYen)}をお振り込みください。振込手数料はお客様のご負担となります。`
  if (product.kind === 'one_time') return until
  return (
    <>
      <p>
        初回は{until}以降は解約のお手続きまで毎月
        <DayOfMonth today={today} suffix="の更新ごとに、同額のお振り込みをメールでご案内します。" />
      </p>
      <Next today={today} />
    </>
  )
}

function DayOfMonth({ today, suffix }: { today: Day; suffix: string }): ReactNode {
  const date = Number(today.slice(-2))
  return `${date}日${suffix}${date > 28 ? `(${date}日がない月は月末日)` : ''}`
}

function Next({ today }: { today: Day }): ReactNode {
  return (
    <p>
      次回 {formatDay(nextChargeOn(termsFrom(today)))}、その次 {formatDay(addMonths(today, 2))}
    </p>
  )
}

/** 特定商取引法 第12条の6 wants how and until when an order is cancelled, before it is made. */
function HowToCancel({ shop, monthly, method }: { shop: Shop; monthly: boolean; method: PaymentMethod }): ReactNode {
  const renewal = method === 'card' ? '次回のご請求日' : '次回の更新日'
  const contact =
    shop.contactEmail === '' ? 'お申し込み後にお送りするメールに返信する形で' : `${shop.contactEmail} まで`
  return (
    <>
      {monthly ? (
        <>
          <p>
            いつでも解約できます。本登録のあと、会員ページからお手続きいただけます。{contact}
            ご連絡いただく方法でも承ります。
          </p>
          <p>
            {renewal}の前日までにお手続きいただくと、{renewal}
            に解約となり、以降のご請求はありません。すでにお支払いいただいた期間は、最後までご利用いただけます。
          </p>
        </>
      ) : (
        <p>自動で更新されることはありません。キャンセルのご相談は、{contact}ご連絡ください。</p>
      )}
      {shop.legalUrl !== '' && (
        <p>
          くわしくは<a href={shop.legalUrl}>特定商取引法に基づく表記</a>をご覧ください。
        </p>
      )}
    </>
  )
}
