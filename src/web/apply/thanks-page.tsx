import type { ReactNode } from 'react'
import type { Application } from '../../applications/index.ts'
import { nextChargeOn, termsFrom } from '../../contracts/index.ts'
import type { Expected } from '../../payments/index.ts'
import { formatYen } from '../../platform/money.ts'
import { type Day, formatDay } from '../../site/index.ts'
import { Fact } from './order-facts.tsx'
import { Steps } from './product-card.tsx'

/** An accepted application as the thanks page shows it. */
export interface Accepted {
  application: Application
  /** The shop's day on which it was accepted. */
  on: Day
  /** What is to be transferred, and how that stands; null for a card. */
  transfer: (Pick<Expected, 'reference' | 'dueOn'> & { amountYen: number; state: string; bankAccount: string }) | null
}

/**
 * The application was accepted, and perhaps the offer after it. The same words for new and known customers: whether an
 * address is known is nobody's business who merely typed it.
 */
export function ThanksPage({ accepted }: { accepted: readonly Accepted[] }): ReactNode {
  const byTransfer = accepted.some(({ transfer }) => transfer !== null)
  return (
    <>
      <Steps current={2} />
      <section className="card">
        <h1>お申し込みありがとうございます</h1>
        <p>
          {byTransfer
            ? 'お申し込みを承りました。下記の口座へ、期限までにお振り込みをお願いいたします。'
            : 'お申し込みとお支払いの手続きが完了しました。'}
        </p>
        {accepted.map((one) => (
          <AcceptedFacts key={one.application.id} {...one} />
        ))}
      </section>
      {accepted.map(
        ({ application, transfer }) =>
          transfer && <TransferFacts key={application.id} transfer={transfer} name={application.productName} />,
      )}
      <section className="card">
        <h2>このあとのご案内</h2>
        <p>
          お申し込みの控えをメールでお送りしました。はじめてご利用のお客様は、メールに記載のURLから本登録(パスワードの設定)をお願いいたします。
        </p>
        <p className="fine">メールが届かない場合は、迷惑メールフォルダーをご確認ください。</p>
      </section>
    </>
  )
}

function AcceptedFacts({ application, on, transfer }: Accepted): ReactNode {
  const monthly = application.productKind === 'monthly'
  return (
    <dl className="facts">
      <Fact label="申込番号">
        <span className="number">{application.number}</span>
      </Fact>
      <Fact label="商品">{application.productName}</Fact>
      <Fact label="金額">
        {monthly && '月額 '}
        {formatYen(application.amountYen)}(税込)
      </Fact>
      {monthly && (
        <Fact label={transfer ? '次回の更新日' : '次回のご請求日'}>{formatDay(nextChargeOn(termsFrom(on)))}</Fact>
      )}
    </dl>
  )
}

function TransferFacts({ transfer, name }: { transfer: NonNullable<Accepted['transfer']>; name: string }): ReactNode {
  const { bankAccount, reference, dueOn, amountYen, state } = transfer
  if (state === 'confirmed')
    return (
      <section className="card">
        <h2>お振り込みについて</h2>
        <p>「{name}」のお振り込みを確認いたしました。ありがとうございます。</p>
      </section>
    )
  return (
    <section className="card">
      <h2>お振り込みのご案内 – {name}</h2>
      <dl className="facts">
        <Fact label="お振り込み先">
          <span className="as-typed">{bankAccount}</span>
        </Fact>
        <Fact label="お振り込み金額">
          <span className="number">{formatYen(amountYen)}</span>
        </Fact>
        <Fact label="お振り込み番号">
          <span className="number">{reference}</span>
          <p className="fine">お振込名義の前に、この番号を入力してください(例: {reference} ヤマダ ハナコ)。</p>
        </Fact>
        <Fact label="お振り込み期日">{formatDay(dueOn)}</Fact>
      </dl>
      <p className="fine">同じ内容をメールでもお送りしました。振込手数料はお客様のご負担となります。</p>
    </section>
  )
}
