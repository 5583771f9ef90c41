import type { ReactNode } from 'react'
import { Alert, Field, type FieldErrors, Notice, PasswordFields } from '../ui/index.ts'

/** Where a member logs in. `problem` does not say which of the two was wrong. */
export function LoginPage({
  email,
  next,
  problem,
  formToken,
}: {
  email: string
  /** The page to go to afterwards. */
  next: string
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
        <input type="hidden" name="next" value={next} />
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
      <p className="fine">
        <a href="/mypage/password">パスワードをお忘れの方・本登録がお済みでない方</a>
      </p>
    </section>
  )
}

/** Asks for the address that a new password's link is sent to. */
export function ForgottenPage({
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
      <h1>パスワードの再設定</h1>
      <p>
        ご登録のメールアドレスを入力してください。パスワードを設定するためのURLをメールでお送りします。本登録がお済みでない場合は、本登録のご案内をお送りします。
      </p>
      <form method="post" action="/mypage/password" noValidate>
        <input type="hidden" name="formToken" value={formToken} />
        <Field
          id="email"
          name="email"
          type="email"
          label="メールアドレス"
          autoComplete="username"
          inputMode="email"
          defaultValue={email}
          error={problem ?? undefined}
        />
        <div className="actions">
          <button type="submit" className="button">
            メールを送る
          </button>
        </div>
      </form>
      <p className="fine">
        <a href="/mypage/login">ログインに戻る</a>
      </p>
    </section>
  )
}

/** The same for every address: whether it is known is nobody else's business. */
export function ForgottenSentPage({ email }: { email: string }): ReactNode {
  return (
    <Notice title="メールをご確認ください" action={{ href: '/mypage/login', text: 'ログインに戻る' }}>
      <p>
        {email}{' '}
        がご登録のメールアドレスの場合は、まもなくメールが届きます。メールに記載のURLを開いて、お手続きをお願いいたします。
      </p>
      <p>届かないときは、迷惑メールのフォルダーと、お申し込みのときのメールアドレスをご確認ください。</p>
    </Notice>
  )
}

/** Sets a new password, by the link of a letter. */
export function NewPasswordPage({
  email,
  token,
  errors,
  problem,
  formToken,
}: {
  email: string
  token: string
  errors: FieldErrors
  problem: string | null
  formToken: string
}): ReactNode {
  return (
    <section className="card">
      <h1>新しいパスワードの設定</h1>
      {problem && (
        <Alert>
          <p>{problem}</p>
        </Alert>
      )}
      <form method="post" action={`/mypage/password/${token}`} noValidate>
        <input type="hidden" name="formToken" value={formToken} />
        <PasswordFields email={email} emailLabel="メールアドレス" label="新しいパスワード" errors={errors} />
        <div className="actions">
          <button type="submit" className="button">
            パスワードを設定する
          </button>
        </div>
      </form>
    </section>
  )
}
