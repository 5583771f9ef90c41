import type { ReactNode } from 'react'
import type { OfferVisit } from '../../applications/index.ts'
import type { CardGateway } from '../../payments/index.ts'
import { dayIn, formatInstant, type Shop } from '../../site/index.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { Alert, CardFields, CardForm, Notice } from '../ui/index.ts'
import { OrderFacts } from './order-facts.tsx'

export interface OfferPageProps {
  shop: Shop
  token: string
  visit: OfferVisit
  /** The shop's words about the offer, in Markdown. */
  text: string
  /** Set when a card is to be entered: the saved one was declined, or there is none. */
  newCardAt: CardGateway | null
  transferDays: number
  now: Date
  formToken: string
  problem: string | null
}

/** ワンタイムオファー: what is offered once, and all that the law wants said before the click that orders it. */
export function OfferPage(props: OfferPageProps): ReactNode {
  const { shop, token, visit, text, newCardAt, transferDays, now, formToken, problem } = props
  const { offer, application, card } = visit
  const today = dayIn(shop.timeZone, now)
  const product = { name: offer.productName, kind: offer.productKind, priceYen: offer.priceYen }
  const shownCard = newCardAt === null ? card : null
  return (
    <>
      {problem && (
        <Alert>
          <p>{problem}</p>
        </Alert>
      )}
      <p className="done">
        「{application.productName}」のお申し込みは完了しました(申込番号{' '}
        <span className="nowrap">{application.number}</span>)。
      </p>
      <section className="card">
        <h1>お申し込みの方だけへのご案内</h1>
        {text !== '' && <Markdown text={text} />}
      </section>
      <section className="card">
        <h2>ご案内の内容</h2>
        <OrderFacts {...{ shop, today, product, transferDays }} method={application.method} card={shownCard} />
        <p className="fine">
          この画面からのお申し込みは、{formatInstant(shop.timeZone, offer.expiresAt)}{' '}
          まで承ります。今回一度きりのご案内です。
        </p>
      </section>
      <AcceptForm {...{ token, formToken, newCardAt }} />
      <form method="post" action={`/offer/${token}/refuse`} data-once="" className="actions">
        <input type="hidden" name="formToken" value={formToken} />
        <button type="submit" className="button plain">
          今回は申し込まない
        </button>
      </form>
    </>
  )
}

function AcceptForm({
  token,
  formToken,
  newCardAt,
}: Pick<OfferPageProps, 'token' | 'formToken' | 'newCardAt'>): ReactNode {
  const action = `/offer/${token}/accept`
  if (newCardAt !== null)
    return (
      <CardForm action={action} gateway={newCardAt} formToken={formToken}>
        <section className="card">
          <h2>お支払いに使うカード</h2>
          <CardFields error={undefined} />
        </section>
        <div className="actions">
          <button type="submit" className="button">
            申し込む
          </button>
        </div>
      </CardForm>
    )
  return (
    <form method="post" action={action} data-once="" className="actions">
      <input type="hidden" name="formToken" value={formToken} />
      <button type="submit" className="button">
        申し込む
      </button>
      <p className="fine">「申し込む」を押すと、お申し込みが確定します。</p>
    </form>
  )
}

/** The offer cannot be accepted any more; what was applied for before it stands. */
export function OfferEndedPage({
  shop,
  visit,
  expired,
}: {
  shop: Shop
  visit: OfferVisit
  expired: boolean
}): ReactNode {
  const { application, offer } = visit
  const until = formatInstant(shop.timeZone, offer.expiresAt)
  return (
    <Notice
      title={expired ? 'ご案内の期限が過ぎました' : 'このご案内は終了しました'}
      action={{ href: `/apply/thanks/${application.number}`, text: 'お申し込み内容を見る' }}
    >
      <p>
        {expired
          ? `「${offer.productName}」のご案内は、${until} に終了しました。`
          : `「${offer.productName}」は、受け付けを終了しました。`}
        代金は発生していません。
      </p>
      <p>先にお申し込みいただいた「{application.productName}」は、問題なく完了しています。</p>
    </Notice>
  )
}
