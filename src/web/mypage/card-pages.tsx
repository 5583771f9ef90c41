import type { ReactNode } from 'react'
import type { StoredContract } from '../../contracts/index.ts'
import type { CardGateway } from '../../payments/index.ts'
import { formatYen } from '../../platform/money.ts'
import { Alert, CardFields, CardForm, Notice } from '../ui/index.ts'

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
          {contracts.map(({ id, number, product }) => (
            <li key={id}>
              {product.name}(契約番号 {number})
            </li>
          ))}
        </ul>
        {owing.length > 0 && (
          <p>
            お支払いが完了していない月額
            {formatYen(owing.reduce((sum, { priceYen }) => sum + priceYen, 0))}
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

/** The card is registered; says which contracts still are not paid. */
export function CardSavedPage({ contracts }: { contracts: readonly StoredContract[] }): ReactNode {
  const owing = contracts.filter(({ cardState }) => cardState !== 'ok')
  return (
    <Notice title="カードを登録しました" action={{ href: '/mypage', text: '会員ページへ' }}>
      {owing.length === 0 ? (
        <p>次回のお支払いから、新しいカードを使います。</p>
      ) : (
        <>
          <p>
            「{owing.map(({ product }) => product.name).join('」「')}
            」のお支払いが、まだ完了していません。カード会社の承認が得られなかったか、結果を確認しているところです。
          </p>
          <p>
            しばらくしてからもご利用が再開されないときは、<a href="/mypage/card">別のカード</a>をお試しください。
          </p>
        </>
      )}
    </Notice>
  )
}

/** It is being found out whether the card was registered; the page looks again by itself. */
export function CardWaitingPage(): ReactNode {
  return (
    <section className="card notice waiting">
      <h1>カードの登録を確認しています</h1>
      <p>この画面は自動で更新されます。そのままお待ちください。</p>
    </section>
  )
}

/** On the way to the card company's own page; most browsers are there before this is read. */
export function CardActionPage({ url }: { url: string }): ReactNode {
  return (
    <Notice title="本人認証" action={{ href: url, text: '本人認証のページを開く' }}>
      <p>カード会社の本人認証のページへ移動します。自動で切り替わらないときは、下のボタンを押してください。</p>
    </Notice>
  )
}
