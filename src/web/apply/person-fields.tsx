import type { ReactNode } from 'react'
import type { Customer } from '../../customers/index.ts'
import { Field, type FieldErrors } from '../ui/index.ts'
import type { Typed } from './application-form.ts'

/** Who is logged in and so applies; whoever else sits at the screen must log out first. */
export function MemberCard({
  member,
  slug,
  formToken,
}: {
  member: Customer
  slug: string
  formToken: string
}): ReactNode {
  return (
    <section className="card">
      <h2>お客様情報</h2>
      <dl className="facts">
        <div>
          <dt>お名前</dt>
          <dd>
            {member.familyName} {member.givenName} 様
          </dd>
        </div>
        <div>
          <dt>メールアドレス</dt>
          <dd>{member.email}</dd>
        </div>
      </dl>
      <form method="post" action={`/apply/${slug}/logout`}>
        <input type="hidden" name="formToken" value={formToken} />
        <p className="fine">
          ログイン中のお客様のお申し込みとして承ります。ご本人でない場合は、
          <button type="submit" className="link">
            ログアウト
          </button>
          してからお申し込みください。
        </p>
      </form>
    </section>
  )
}

/** What a visitor types of themselves. */
export function VisitorFields({ typed, errors }: { typed: Typed; errors: FieldErrors }): ReactNode {
  return (
    <section className="card">
      <h2>お客様情報</h2>
      <div className="pair">
        <Field
          id="familyName"
          name="familyName"
          label="姓"
          autoComplete="family-name"
          placeholder="山田"
          defaultValue={typed.familyName}
          error={errors.familyName}
          messages={{ missing: '姓を入力してください' }}
        />
        <Field
          id="givenName"
          name="givenName"
          label="名"
          autoComplete="given-name"
          placeholder="花子"
          defaultValue={typed.givenName}
          error={errors.givenName}
          messages={{ missing: '名を入力してください' }}
        />
        <Field
          id="familyKana"
          name="familyKana"
          label="セイ"
          optional
          placeholder="ヤマダ"
          defaultValue={typed.familyKana}
          error={errors.familyKana}
        />
        <Field
          id="givenKana"
          name="givenKana"
          label="メイ"
          optional
          placeholder="ハナコ"
          defaultValue={typed.givenKana}
          error={errors.givenKana}
        />
      </div>
      <EmailFields typed={typed} errors={errors} />
    </section>
  )
}

function EmailFields({ typed, errors }: { typed: Typed; errors: FieldErrors }): ReactNode {
  const malformed = 'メールアドレスの形式が正しくありません(例:hanako@example.jp)'
  const both = { type: 'email', inputMode: 'email', autoCapitalize: 'off', spellCheck: false } as const
  return (
    <>
      <Field
        {...both}
        id="email"
        name="email"
        label="メールアドレス"
        autoComplete="email"
        placeholder="hanako@example.jp"
        hint="お申し込みの控えをお送りします。"
        defaultValue={typed.email}
        error={errors.email}
        messages={{ missing: 'メールアドレスを入力してください', malformed }}
      />
      <Field
        {...both}
        id="emailAgain"
        name="emailAgain"
        label="メールアドレス(確認)"
        autoComplete="email"
        defaultValue={typed.emailAgain}
        error={errors.emailAgain}
        repeats="email"
        messages={{
          missing: 'メールアドレスをもう一度入力してください',
          malformed: '2つのメールアドレスが一致していません',
        }}
      />
    </>
  )
}
