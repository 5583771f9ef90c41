import type { ReactNode } from 'react'
import type { Customer } from '../../customers/index.ts'
import type { Shop } from '../../site/index.ts'
import { Alert, ContactLine, type FieldErrors, Notice, PasswordFields } from '../ui/index.ts'

export interface RegisterFormProps {
  customer: Customer
  token: string
  formToken: string
  errors: FieldErrors
  problem: string | null
}

/** 本登録: sets the password. */
export function RegisterForm({ customer, token, formToken, errors, problem }: RegisterFormProps): ReactNode {
  return (
    <section className="card">
      <h1>本登録(パスワードの設定)</h1>
      {problem && (
        <Alert>
          <p>{problem}</p>
        </Alert>
      )}
      <p>
        {customer.familyName} {customer.givenName}{' '}
        様、お申し込みありがとうございます。会員ページで使うパスワードを決めてください。
      </p>
      <form method="post" action={`/register/${token}`} noValidate>
        <input type="hidden" name="formToken" value={formToken} />
        <PasswordFields
          email={customer.email}
          emailLabel="メールアドレス(ログインに使います)"
          label="パスワード"
          errors={errors}
        />
        <div className="actions">
          <button type="submit" className="button">
            本登録する
          </button>
        </div>
      </form>
    </section>
  )
}

/** Why a link does not open 本登録 (any more). */
export function LinkPage({ kind, shop }: { kind: 'unknown' | 'expired' | 'used'; shop: Shop }): ReactNode {
  if (kind === 'used')
    return (
      <Notice title={LINK_TITLES.used} action={{ href: '/mypage/login', text: 'ログインする' }}>
        <p>このURLからの本登録は完了しています。会員ページへは、メールアドレスとパスワードでログインしてください。</p>
      </Notice>
    )
  return (
    <Notice title={LINK_TITLES[kind]}>
      <p>
        {kind === 'expired'
          ? '本登録用のURLの有効期限(7日間)が過ぎたか、新しいURLをお送りしたため、このURLは使えません。新しいメールが届いていない場合は、あらためてお送りしますので、お店までご連絡ください。'
          : 'URLが途中で切れていないか、メールの内容をもう一度ご確認ください。'}
      </p>
      <ContactLine contactEmail={shop.contactEmail} />
    </Notice>
  )
}

/** The pages' titles, by what is the matter with the link. */
export const LINK_TITLES = {
  unknown: '本登録用のURLが正しくありません',
  expired: '本登録用のURLの有効期限が切れています',
  used: '本登録はすでに完了しています',
} as const
