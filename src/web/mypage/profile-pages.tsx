import type { ReactNode } from 'react'
import type { Customer } from '../../customers/index.ts'
import type { MailStop } from '../../mail/index.ts'
import { Alert, Field, type FieldErrors, Notice, Tick } from '../ui/index.ts'
import { AddressNotice, NewsStopped } from './mail-notices.tsx'

/** What a customer may change of themselves, as typed. */
export interface TypedProfile {
  familyName: string
  givenName: string
  familyKana: string
  givenKana: string
  newsletter: boolean
}

export interface ProfilePageProps {
  customer: Customer
  mailStops: readonly MailStop[]
  typed: TypedProfile
  errors: FieldErrors
  /** What was just done, or null. */
  done: string | null
  emailTyped: string
  emailError: string | null
  formToken: string
}

/** お客様情報: name and newsletter, and under it the address, which changes by a letter. */
export function ProfilePage(props: ProfilePageProps): ReactNode {
  return (
    <>
      {props.done && (
        <p className="done" role="status">
          {props.done}
        </p>
      )}
      <AddressNotice email={props.customer.email} mailStops={props.mailStops} />
      <NameForm {...props} />
      <EmailForm {...props} />
      <p className="fine">
        <a href="/mypage">会員ページに戻る</a>
      </p>
    </>
  )
}

function NameForm({ mailStops, typed, errors, formToken }: ProfilePageProps): ReactNode {
  return (
    <section className="card">
      <h1>お客様情報の変更</h1>
      {Object.keys(errors).length > 0 && (
        <Alert>
          <p>入力内容をご確認ください。</p>
        </Alert>
      )}
      <form method="post" action="/mypage/profile" noValidate>
        <input type="hidden" name="formToken" value={formToken} />
        <div className="pair">
          <NameField name="familyName" label="姓" auto="family-name" {...{ typed, errors }} />
          <NameField name="givenName" label="名" auto="given-name" {...{ typed, errors }} />
        </div>
        <div className="pair">
          <NameField name="familyKana" label="セイ" optional {...{ typed, errors }} />
          <NameField name="givenKana" label="メイ" optional {...{ typed, errors }} />
        </div>
        <Tick name="newsletter" value="yes" ticked={typed.newsletter}>
          お知らせのメールを受け取る
        </Tick>
        <NewsStopped mailStops={mailStops} />
        <div className="actions">
          <button type="submit" className="button">
            変更する
          </button>
        </div>
      </form>
    </section>
  )
}

function NameField({
  name,
  label,
  auto,
  optional = false,
  typed,
  errors,
}: {
  name: 'familyName' | 'givenName' | 'familyKana' | 'givenKana'
  label: string
  auto?: string
  optional?: boolean
  typed: TypedProfile
  errors: FieldErrors
}): ReactNode {
  return (
    <Field
      id={name}
      name={name}
      label={label}
      optional={optional}
      {...(auto === undefined ? {} : { autoComplete: auto })}
      defaultValue={typed[name]}
      error={errors[name]}
    />
  )
}

function EmailForm({ customer, emailTyped, emailError, formToken }: ProfilePageProps): ReactNode {
  return (
    <section className="card">
      <h2>メールアドレスの変更</h2>
      <p>現在のメールアドレス: {customer.email}</p>
      <form method="post" action="/mypage/email" noValidate>
        <input type="hidden" name="formToken" value={formToken} />
        <Field
          id="email"
          name="email"
          type="email"
          label="新しいメールアドレス"
          inputMode="email"
          autoCapitalize="off"
          spellCheck={false}
          hint="新しいメールアドレスに確認のメールをお送りします。メールのURLを開くと変更されます。"
          defaultValue={emailTyped}
          error={emailError ?? undefined}
        />
        <div className="actions">
          <button type="submit" className="button plain">
            確認のメールを送る
          </button>
        </div>
      </form>
    </section>
  )
}

export function MailSentPage({ email }: { email: string }): ReactNode {
  return (
    <Notice title="確認のメールをお送りしました" action={{ href: '/mypage', text: '会員ページに戻る' }}>
      <p>{email} に届いたメールのURLを開いて、変更を完了してください。URLの有効期限は24時間です。</p>
      <p>完了するまでは、現在のメールアドレスのままです。しばらくしても届かないときは、アドレスをご確認ください。</p>
    </Notice>
  )
}

/** Opened from the letter. Mail programs open links by themselves, so nothing changes before the button is pressed. */
export function ConfirmMailPage({
  newEmail,
  token,
  formToken,
}: {
  newEmail: string
  token: string
  formToken: string
}): ReactNode {
  return (
    <section className="card notice">
      <h1>メールアドレスの変更</h1>
      <p>次のメールアドレスに変更します。</p>
      <p>
        <strong>{newEmail}</strong>
      </p>
      <form method="post" action={`/mypage/email/${token}`} data-once="">
        <input type="hidden" name="formToken" value={formToken} />
        <button type="submit" className="button">
          変更を完了する
        </button>
      </form>
    </section>
  )
}
