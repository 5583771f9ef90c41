import type { ReactNode } from 'react'
import { nextChargeOn, termsFrom } from '../../contracts/index.ts'
import { formatYen } from '../../platform/money.ts'
import { addMonths, type Day, formatDay, type Shop } from '../../site/index.ts'
import { Alert } from '../ui/index.ts'
import type { Confirmation } from './confirmation.ts'
import { Price, Steps } from './product-card.tsx'

export interface ConfirmPageProps {
  shop: Shop
  slug: string
  /** The shop's day, on which the charge is made. */
  today: Day
  content: Confirmation
  sealed: string
  formToken: string
  problem: string | null
}

const BRANDS: Record<string, string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  jcb: 'JCB',
  amex: 'American Express',
  diners: 'Diners Club',
}

/** 最終確認: what the law wants said before an order (quantity, price, when and how it is paid, how to cancel), and who orders. */
export function ConfirmPage({ shop, slug, today, content, sealed, formToken, problem }: ConfirmPageProps): ReactNode {
  const { confirmed, applicant, card } = content
  return (
    <>
      <Steps current={1} />
      <h1>お申し込み内容の最終確認</h1>
      {problem && (
        <Alert>
          <p>{problem}</p>
        </Alert>
      )}
      <p>まだお申し込みは確定していません。内容をご確認のうえ、「この内容で申し込む」を押してください。</p>
      <section className="card">
        <h2>商品とお支払い</h2>
        <dl className="facts">
          <Fact label="商品">{confirmed.name}</Fact>
          <Fact label="数量">1</Fact>
          <Fact label="金額">
            <Price kind={confirmed.kind} priceYen={confirmed.priceYen} />
          </Fact>
          <Fact label="お支払い方法">
            クレジットカード{card.last4 !== '' && `(${BRANDS[card.brand] ?? card.brand} 下4桁 ${card.last4})`}
          </Fact>
          <Fact label="お支払い時期">
            <WhenCharged content={content} today={today} />
          </Fact>
          <Fact label="ご提供時期">お申し込みの完了後すぐに、メールでご案内します。</Fact>
          <Fact label="解約・キャンセル">
            <HowToCancel shop={shop} monthly={confirmed.kind === 'monthly'} />
          </Fact>
        </dl>
      </section>
      <section className="card">
        <h2>お客様情報</h2>
        <dl className="facts">
          <Fact label="お名前">
            {applicant.familyName} {applicant.givenName} 様
          </Fact>
          <Fact label="メールアドレス">{applicant.email}</Fact>
        </dl>
      </section>
      <form method="post" action={`/apply/${slug}/complete`} data-once="" className="actions">
        <input type="hidden" name="formToken" value={formToken} />
        <input type="hidden" name="confirmation" value={sealed} />
        <button type="submit" className="button">
          この内容で申し込む
        </button>
        <button type="submit" className="button plain" formAction={`/apply/${slug}/edit`}>
          戻って修正する
        </button>
      </form>
    </>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function WhenCharged({ content, today }: { content: Confirmation; today: Day }): ReactNode {
  const price = formatYen(content.confirmed.priceYen)
  if (content.confirmed.kind === 'one_time') return `お申し込み時(${formatDay(today)})に${price}を1回のみご請求します。`
  const next = nextChargeOn(termsFrom(today))
  const date = Number(today.slice(-2))
  return (
    <>
      <p>
        お申し込み時({formatDay(today)})に初回の{price}をご請求し、以降は解約のお手続きまで毎月{date}
        日に同額をご請求します。
        {date > 28 && `(${date}日がない月は月末日)`}
      </p>
      <p>
        次回 {formatDay(next)}、その次 {formatDay(addMonths(today, 2))}
      </p>
    </>
  )
}

function HowToCancel({ shop, monthly }: { shop: Shop; monthly: boolean }): ReactNode {
  const contact =
    shop.contactEmail === '' ? 'お申し込み後にお送りするメールに返信する形で' : `${shop.contactEmail} まで`
  return (
    <>
      {monthly ? (
        <p>
          いつでも解約できます。次回のご請求日の前日までに、{contact}
          ご連絡ください。すでにお支払いいただいた月の残りの期間は、そのままご利用いただけます。
        </p>
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
