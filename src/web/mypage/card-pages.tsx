import type { ReactNode } from 'react'
import type { CardChange, CardChangeCharge, StoredContract } from '../../contracts/index.ts'
import type { CardGateway } from '../../payments/index.ts'
import { formatYen } from '../../platform/money.ts'
import { Alert, CardFields, CardForm, cardWords, Notice } from '../ui/index.ts'

/** Asks for a new card; it is every contract's from then on, and pays at once what is owed. */
export function CardPage({
  gateway,
  contracts,
  problem,
  formToken,
}: {
  gateway: CardGateway
  /** Those that are paid by card. */
  contracts: readonly StoredContract[]
  problem: string | null
  formToken: string
}): ReactNode {
  const owing = contracts.filter(({ cardState }) => cardState !== 'ok')
  return (
    <>
      {problem && (
        <Alert>
          <p>{problem}</p>
        </Alert>
      )}
      <section className="card">
        <h1>カードの変更</h1>
        <p>次のご契約のお支払いに、新しいカードを使います。</p>
        <ul className="plain-list">
          {contracts.map(({ id, number, product, savedCard }) => (
            <li key={id}>
              {product.name}(契約番号 <span className="nowrap">{number}</span>)
              {savedCard && <p className="fine">現在のカード: {cardWords(savedCard)}</p>}
            </li>
          ))}
        </ul>
        {owing.length > 0 && (
          <p>
            お支払いが完了していない月額{formatYen(owing.reduce((sum, { priceYen }) => sum + priceYen, 0))}
            を、登録と同時に新しいカードでお支払いいただきます。
          </p>
        )}
      </section>
      <CardForm action="/mypage/card" gateway={gateway} formToken={formToken}>
        <section className="card">
          <h2>新しいカード</h2>
          <CardFields error={undefined} />
        </section>
        <div className="actions">
          <button type="submit" className="button">
            {owing.length > 0 ? 'カードを登録して支払う' : 'カードを登録する'}
          </button>
          <a className="button plain" href="/mypage">
            変更せずに戻る
          </a>
        </div>
      </CardForm>
    </>
  )
}

/** The card is registered; says what was paid with it at once, and what still is not. */
export function CardSavedPage({
  charges,
  owing,
}: {
  charges: readonly CardChangeCharge[]
  /** Contracts that are not paid, whether or not they were charged. */
  owing: readonly StoredContract[]
}): ReactNode {
  const isOwing = (contractId: string) => owing.some(({ id }) => id === contractId)
  const paid = charges.filter(({ state }) => state === 'succeeded')
  // Unless it was paid since, by a later try.
  const declined = charges.filter(({ state, contractId }) => state === 'declined' && isOwing(contractId))
  const waiting = owing.filter(({ id }) => !declined.some(({ contractId }) => contractId === id))
  return (
    <Notice
      title={declined.length === 0 ? 'カードを登録しました' : 'カードを登録しましたが、お支払いが完了していません'}
      action={{ href: '/mypage', text: '会員ページへ' }}
    >
      {paid.map(({ contractId, productName, amountYen }) => (
        <p key={contractId}>
          「{productName}」の月額{formatYen(amountYen)}を、新しいカードでお支払いいただきました。
        </p>
      ))}
      {declined.map(({ contractId, productName, amountYen, declineMessage }) => (
        <p key={contractId}>
          「{productName}」の月額{formatYen(amountYen)}は、お支払いが完了しませんでした。
          {sentence(declineMessage ?? '')}
          お手数ですが、<a href="/mypage/card">別のカード</a>をお試しください。
        </p>
      ))}
      {waiting.map(({ id, product }) => (
        <p key={id}>
          「{product.name}」の月額のお支払いを確認しています。結果は、しばらくしてから会員ページでご確認ください。
        </p>
      ))}
      {declined.length + waiting.length === 0 && (
        <p>
          {paid.length === 0
            ? '次回のお支払いから、新しいカードを使います。'
            : '次回からのお支払いにも、このカードを使います。'}
        </p>
      )}
    </Notice>
  )
}

/** It is being found out whether the card was registered; the page looks again by itself. */
export function CardWaitingPage(): ReactNode {
  return (
    <section className="card notice waiting" aria-live="polite">
      <h1>カードの登録を確認しています</h1>
      <p>決済会社からの応答を待っています。この画面は自動で更新されますので、そのままお待ちください。</p>
      <p>画面を閉じても、確認は続きます。</p>
    </section>
  )
}

/** On the way to the card company's own page; most browsers are there before this is read. */
export function CardActionPage({ url }: { url: string }): ReactNode {
  return (
    <Notice
      title="カード会社の本人認証へ進みます"
      action={{ href: url, text: '本人認証へ進む' }}
      after={
        <p className="fine">
          <a href="/mypage/card">別のカードを使う</a>
        </p>
      }
    >
      <p>自動で切り替わらない場合は、下のボタンを押してください。本人認証が終わると、カードの登録が完了します。</p>
    </Notice>
  )
}

/** Why a card was not registered, and what can be done. */
export function declinedWords(failure: CardChange['failure']): string {
  return `カードを登録できませんでした。${sentence(failure?.message ?? '')}カード情報をご確認いただくか、別のカードをお試しください。`
}

/** Gateways end their reasons with a full stop or without one. */
function sentence(text: string): string {
  return text === '' || text.endsWith('。') ? text : `${text}。`
}
