import type { ReactNode } from 'react'
import type { Membership } from '../../applications/index.ts'
import { nextChargeOn, type StoredContract } from '../../contracts/index.ts'
import type { Customer } from '../../customers/index.ts'
import type { MailStop } from '../../mail/index.ts'
import type { PaymentOfCustomer } from '../../payments/index.ts'
import { formatYen } from '../../platform/money.ts'
import { dayIn, formatDay, type Shop } from '../../site/index.ts'
import { ContactLine } from '../ui/index.ts'
import { contractState, renewalLabel } from './contract-words.ts'
import { AddressNotice } from './mail-notices.tsx'

export interface MyPageProps {
  shop: Shop
  customer: Customer
  memberships: readonly Membership[]
  contracts: readonly StoredContract[]
  payments: readonly PaymentOfCustomer[]
  mailStops: readonly MailStop[]
  /** Where transfers go. */
  bankAccount: string
  welcome: boolean
  formToken: string
}

/** 会員ページ: what the customer has, may read and has paid. */
export function MyPage(props: MyPageProps): ReactNode {
  const { shop, customer, memberships, contracts, payments, mailStops, bankAccount, welcome, formToken } = props
  return (
    <>
      <section className="card">
        <h1>
          {customer.familyName} {customer.givenName} 様
        </h1>
        <p>
          {welcome ? '本登録が完了しました。ありがとうございます。' : 'いつもご利用いただき、ありがとうございます。'}
        </p>
      </section>
      <AddressNotice email={customer.email} mailStops={mailStops} />
      {memberships.length > 0 && <Memberships memberships={memberships} />}
      <Contracts contracts={contracts} />
      <Payments {...{ payments, bankAccount }} timeZone={shop.timeZone} />
      <section className="card">
        <h2>お客様情報</h2>
        <p>
          {customer.email}
          <br />
          <a href="/mypage/profile">お名前・メールアドレスなどを変更する</a>
        </p>
      </section>
      <section className="card">
        <h2>お問い合わせ</h2>
        <ContactLine contactEmail={shop.contactEmail} />
      </section>
      <form method="post" action="/mypage/logout">
        <input type="hidden" name="formToken" value={formToken} />
        <button type="submit" className="button plain">
          ログアウト
        </button>
      </form>
    </>
  )
}

function Memberships({ memberships }: { memberships: readonly Membership[] }): ReactNode {
  return (
    <section className="card">
      <h2>会員専用ページ</h2>
      <ul className="links">
        {memberships.map(({ productId, name }) => (
          <li key={productId}>
            <a href={`/mypage/products/${productId}`}>{name}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Contracts({ contracts }: { contracts: readonly StoredContract[] }): ReactNode {
  return (
    <section className="card">
      <h2>ご契約</h2>
      {contracts.length === 0 && <p>月額のご契約はありません。</p>}
      <dl className="facts">
        {contracts.map((contract) => (
          <div key={contract.id}>
            <dt>{contract.number}</dt>
            <dd>
              {contract.product.name}(月額 {formatYen(contract.priceYen)})
              <p className="fine">
                {contractState(contract)}
                {contract.state === 'active' &&
                  contract.cardState === 'ok' &&
                  ` / ${renewalLabel(contract)} ${formatDay(nextChargeOn(contract))}`}
              </p>
              {contract.state !== 'cancelled' && <WaysOn contract={contract} />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function WaysOn({ contract: { id, cardState } }: { contract: StoredContract }): ReactNode {
  return (
    <>
      {cardState !== 'ok' && (
        <p>
          <a className="button" href="/mypage/card">
            カードを変更して支払う
          </a>
        </p>
      )}
      <p>
        <a href={`/mypage/contracts/${id}`}>ご契約の確認・お手続き</a>
      </p>
    </>
  )
}

function Payments({
  payments,
  bankAccount,
  timeZone,
}: Pick<MyPageProps, 'payments' | 'bankAccount'> & { timeZone: string }): ReactNode {
  const isAwaited = payments.some(({ settledAt }) => settledAt === null)
  return (
    <section className="card" id="payments">
      <h2>お支払いの履歴</h2>
      {payments.length === 0 && <p>お支払いの履歴はありません。</p>}
      <dl className="facts">
        {payments.map((payment) => (
          <div key={payment.id}>
            <dt>{payment.settledAt ? formatDay(dayIn(timeZone, payment.settledAt)) : 'お振り込み待ち'}</dt>
            <dd>
              {payment.productName} {formatYen(payment.amountYen)}
              <PaymentRemark payment={payment} />
            </dd>
          </div>
        ))}
      </dl>
      {isAwaited && bankAccount !== '' && (
        <>
          <h3>お振り込み先</h3>
          <p className="as-typed">{bankAccount}</p>
          <p className="fine">お振込名義の前に、お振り込み番号を入力してください。</p>
        </>
      )}
    </section>
  )
}

function PaymentRemark({ payment }: { payment: PaymentOfCustomer }): ReactNode {
  const { refundedYen, amountYen, settledAt, dueOn, reference } = payment
  if (settledAt === null)
    return (
      <p className="fine">
        お振り込み期日 {dueOn && formatDay(dueOn)} / お振り込み番号 {reference}
      </p>
    )
  if (refundedYen >= amountYen) return <p className="fine">返金済み</p>
  return (
    <p className="fine">
      {refundedYen > 0 && `${formatYen(refundedYen)}を返金済み / `}
      <a href={`/mypage/receipts/${payment.id}`}>領収書</a>
    </p>
  )
}
