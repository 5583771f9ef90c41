import type { ReactNode } from 'react'
import type { ContractOfCustomer, ContractState } from '../../contracts/index.ts'
import type { Customer } from '../../customers/index.ts'
import type { PaymentOfCustomer } from '../../payments/index.ts'
import { formatYen } from '../../platform/money.ts'
import { formatDay, formatInstant, type Shop } from '../../site/index.ts'
import { Alert, ContactLine, Field } from '../ui/index.ts'

/** Where a member logs in. `problem` does not say which of the two was wrong. */
export function LoginPage({
  email,
  problem,
  formToken,
}: {
  email: string
  problem: string | null
  formToken: string
}): ReactNode {
  return (
    <section className="card">
      <h1>会員ページへのログイン</h1>
      {problem && (
        <Alert>
          <p>{problem}</p>
        </Alert>
      )}
      <form method="post" action="/mypage/login" noValidate>
        <input type="hidden" name="formToken" value={formToken} />
        <Field
          id="email"
          name="email"
          type="email"
          label="メールアドレス"
          autoComplete="username"
          inputMode="email"
          defaultValue={email}
        />
        <Field id="password" name="password" type="password" label="パスワード" autoComplete="current-password" />
        <div className="actions">
          <button type="submit" className="button">
            ログイン
          </button>
        </div>
      </form>
    </section>
  )
}

const STATES: Record<ContractState, string> = {
  active: 'ご利用中',
  cancellation_reserved: '解約予約中',
  suspended: '停止中',
  cancelled: '解約済み',
}

export interface MyPageProps {
  shop: Shop
  customer: Customer
  contracts: readonly ContractOfCustomer[]
  payments: readonly PaymentOfCustomer[]
  welcome: boolean
  formToken: string
}

/** 会員ページ: what the customer has and has paid. */
export function MyPage({ shop, customer, contracts, payments, welcome, formToken }: MyPageProps): ReactNode {
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
      <Contracts contracts={contracts} />
      <Payments payments={payments} timeZone={shop.timeZone} />
      <section className="card">
        <h2>お問い合わせ・解約</h2>
        <p>解約をご希望の場合は、次回のご請求日の前日までに、契約番号を添えてお店までご連絡ください。</p>
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

function Contracts({ contracts }: { contracts: readonly ContractOfCustomer[] }): ReactNode {
  return (
    <section className="card">
      <h2>ご契約</h2>
      {contracts.length === 0 && <p>月額のご契約はありません。</p>}
      <dl className="facts">
        {contracts.map((contract) => (
          <div key={contract.id}>
            <dt>{contract.number}</dt>
            <dd>
              {contract.productName}(月額 {formatYen(contract.priceYen)})
              <p className="fine">
                {STATES[contract.state]}
                {contract.state === 'active' && ` / 次回のご請求日 ${formatDay(contract.nextChargeOn)}`}
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Payments({ payments, timeZone }: { payments: readonly PaymentOfCustomer[]; timeZone: string }): ReactNode {
  return (
    <section className="card">
      <h2>お支払いの履歴</h2>
      {payments.length === 0 && <p>お支払いの履歴はありません。</p>}
      <dl className="facts">
        {payments.map((payment) => (
          <div key={payment.id}>
            <dt>{payment.settledAt && formatInstant(timeZone, payment.settledAt)}</dt>
            <dd>
              {payment.productName} {formatYen(payment.amountYen)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
