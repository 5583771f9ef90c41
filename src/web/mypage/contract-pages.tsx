import type { ReactNode } from 'react'
import { nextChargeOn, type StoredContract } from '../../contracts/index.ts'
import { formatYen } from '../../platform/money.ts'
import { type Day, formatDay } from '../../site/index.ts'
import { Alert, cardWords } from '../ui/index.ts'
import { contractState, renewalLabel } from './contract-words.ts'

export interface ContractPageProps {
  contract: StoredContract
  today: Day
  /** What was just done, or null. */
  done: string | null
  /** Why what was just tried was not done, or null. */
  problem: string | null
  formToken: string
}

/** One contract, and what its customer can do about it. */
export function ContractPage({ contract, today, done, problem, formToken }: ContractPageProps): ReactNode {
  const cancelled = contract.state === 'cancelled'
  return (
    <>
      {done && (
        <p className="done" role="status">
          {done}
        </p>
      )}
      {problem && (
        <Alert>
          <p>{problem}</p>
        </Alert>
      )}
      <section className="card">
        <h1>ご契約の内容</h1>
        <ContractFacts contract={contract} />
      </section>
      {!cancelled && contract.method === 'card' && <CardSection contract={contract} />}
      {contract.suspendedReason === 'payment_unconfirmed' && <TransferSection />}
      {!cancelled && <CancellationSection {...{ contract, today, formToken }} />}
      <p className="fine">
        <a href="/mypage">会員ページに戻る</a>
      </p>
    </>
  )
}

function ContractFacts({ contract }: { contract: StoredContract }): ReactNode {
  const renews = contract.state === 'active' && contract.cardState === 'ok'
  return (
    <dl className="facts">
      <Fact label="契約番号">{contract.number}</Fact>
      <Fact label="商品">{contract.product.name}</Fact>
      <Fact label="月額">{formatYen(contract.priceYen)}(税込)</Fact>
      <Fact label="状態">{contractState(contract)}</Fact>
      {renews && <Fact label={renewalLabel(contract)}>{formatDay(nextChargeOn(contract))}</Fact>}
      <Fact label="お支払い方法">{contract.method === 'card' ? 'クレジットカード' : '銀行振込'}</Fact>
    </dl>
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

function CardSection({ contract: { savedCard, cardState, priceYen } }: { contract: StoredContract }): ReactNode {
  return (
    <section className="card">
      <h2>お支払いのカード</h2>
      <p>
        {savedCard === null
          ? 'カードが登録されていません。'
          : `${cardWords(savedCard)}(有効期限 ${savedCard.expYear}年${savedCard.expMonth}月)`}
      </p>
      {cardState !== 'ok' && (
        <p>
          お支払いが完了していない月額({formatYen(priceYen)}
          )があります。カードを変更すると、すぐに新しいカードでお支払いの手続きを行います。
        </p>
      )}
      <p>
        <a className={cardState === 'ok' ? 'button plain' : 'button'} href="/mypage/card">
          カードを変更する
        </a>
      </p>
    </section>
  )
}

function TransferSection(): ReactNode {
  return (
    <section className="card">
      <h2>お振り込み</h2>
      <p>
        お振り込みを確認すると、ご利用を再開いたします。お振り込み先とお振り込み番号は、
        <a href="/mypage#payments">お支払いの履歴</a>でご確認いただけます。
      </p>
    </section>
  )
}

function CancellationSection({
  contract,
  today,
  formToken,
}: Pick<ContractPageProps, 'contract' | 'today' | 'formToken'>): ReactNode {
  const { id, cancelsOn } = contract
  if (cancelsOn === null)
    return (
      <section className="card">
        <h2>解約</h2>
        <p>
          <a href={`/mypage/contracts/${id}/cancel`}>解約のお手続き</a>
        </p>
      </section>
    )
  if (cancelsOn <= today)
    return (
      <section className="card">
        <h2>解約の予約</h2>
        <p>本日、解約となります。予約を取り消すことはできません。</p>
      </section>
    )
  return (
    <section className="card">
      <h2>解約の予約</h2>
      <p>{formatDay(cancelsOn)}に解約となります。その前日までは、予約を取り消すことができます。</p>
      <form method="post" action={`/mypage/contracts/${id}/withdraw`} data-once="">
        <input type="hidden" name="formToken" value={formToken} />
        <button type="submit" className="button plain">
          解約の予約を取り消す
        </button>
      </form>
    </section>
  )
}

/** Says what a cancellation means, and when it takes effect, before it is asked for. */
export function CancelPage({
  contract,
  effect,
  problem,
  formToken,
}: Pick<ContractPageProps, 'contract' | 'problem' | 'formToken'> & { effect: Day | 'at_once' }): ReactNode {
  return (
    <>
      {problem && (
        <Alert>
          <p>{problem}</p>
        </Alert>
      )}
      <section className="card">
        <h1>解約のお手続き</h1>
        <p>
          「{contract.product.name}」(契約番号 <span className="nowrap">{contract.number}</span>)を解約します。
        </p>
        <Effect effect={effect} />
        <form method="post" action={`/mypage/contracts/${contract.id}/cancel`} data-once="">
          <input type="hidden" name="formToken" value={formToken} />
          {/* If the contract has moved on meanwhile, the page is shown again instead. */}
          <input type="hidden" name="shown" value={effect} />
          <div className="actions">
            <button type="submit" className="button">
              {effect === 'at_once' ? 'ただちに解約する' : `${formatDay(effect)}で解約する`}
            </button>
            <a className="button plain" href={`/mypage/contracts/${contract.id}`}>
              解約せずに戻る
            </a>
          </div>
        </form>
      </section>
    </>
  )
}

function Effect({ effect }: { effect: Day | 'at_once' }): ReactNode {
  if (effect === 'at_once')
    return (
      <p>
        <strong>ただちに解約となります。</strong>
        お支払いが完了していない月額のご請求はありません。解約を取り消すことはできません。
      </p>
    )
  return (
    <>
      <dl className="facts">
        <Fact label="解約日">{formatDay(effect)}</Fact>
      </dl>
      <p>
        解約日の前日までは、これまでどおりご利用いただけます。解約日以降のご請求はありません。解約日の前日までは、予約を取り消すことができます。
      </p>
    </>
  )
}
