import type { ReactNode } from 'react'
import type { Day, Shop } from '../../site/index.ts'
import { Alert } from '../ui/index.ts'
import type { Confirmation } from './confirmation.ts'
import { Fact, OrderFacts } from './order-facts.tsx'
import { Steps } from './product-card.tsx'

export interface ConfirmPageProps {
  shop: Shop
  slug: string
  /** The shop's day, on which the charge is made. */
  today: Day
  transferDays: number
  content: Confirmation
  sealed: string
  formToken: string
  problem: string | null
}

/** 最終確認: what is ordered, and who orders. */
export function ConfirmPage(props: ConfirmPageProps): ReactNode {
  const { shop, slug, today, transferDays, content, sealed, formToken, problem } = props
  const { confirmed: product, payBy, card } = content
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
        <OrderFacts {...{ shop, today, product, card, transferDays }} method={payBy.method} />
      </section>
      <WhoOrders content={content} />
      {content.answers.length > 0 && <Answers answers={content.answers} />}
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

function WhoOrders({ content: { applicant, newsletter } }: { content: Confirmation }): ReactNode {
  const kana = `${applicant.familyKana} ${applicant.givenKana}`.trim()
  return (
    <section className="card">
      <h2>お客様情報</h2>
      <dl className="facts">
        <Fact label="お名前">
          {applicant.familyName} {applicant.givenName} 様
        </Fact>
        {kana !== '' && <Fact label="フリガナ">{kana}</Fact>}
        <Fact label="メールアドレス">{applicant.email}</Fact>
        <Fact label="お知らせメール">{newsletter ? '受け取る' : '受け取らない'}</Fact>
      </dl>
    </section>
  )
}

function Answers({ answers }: Pick<Confirmation, 'answers'>): ReactNode {
  return (
    <section className="card">
      <h2>お伺いしたことへのご回答</h2>
      <dl className="facts questions">
        {answers.map(({ question, answer }) => (
          <Fact key={question} label={question}>
            <span className="as-typed">{answer === '' ? '(未入力)' : answer}</span>
          </Fact>
        ))}
      </dl>
    </section>
  )
}
