import type { ReactNode } from 'react'
import type { BrowserSide } from '../../payments/index.ts'
import type { Product } from '../../products/index.ts'
import { Alert, Field, type FieldErrors } from '../ui/index.ts'
import type { Typed } from './application-form.ts'
import { ProductCard, Steps } from './product-card.tsx'

export interface FormPageProps {
  product: Product
  gateway: BrowserSide
  typed: Typed
  errors: FieldErrors
  /** What went wrong with the whole form, or null. */
  problem: string | null
  formToken: string
}

/** The application form. Card fields have no names: the gateway's script turns them into a token before the form is sent. */
export function FormPage({ product, gateway, typed, errors, problem, formToken }: FormPageProps): ReactNode {
  const words = problem ?? (Object.keys(errors).length > 0 ? '入力内容をご確認ください。' : null)
  return (
    <>
      <Steps current={0} />
      {words && (
        <Alert>
          <p>{words}</p>
        </Alert>
      )}
      <ProductCard product={product} />
      <form
        id="application"
        method="post"
        action={`/apply/${product.slug}/confirm`}
        noValidate
        data-gateway={gateway.globalName}
        data-publishable-key={gateway.publishableKey}
      >
        <input type="hidden" name="formToken" value={formToken} />
        <input type="hidden" name="cardToken" />
        <input type="hidden" name="cardBrand" />
        <input type="hidden" name="cardLast4" />
        <PersonFields typed={typed} errors={errors} />
        <CardFields error={errors.cardToken} />
        <div className="actions">
          <button type="submit" className="button">
            確認画面へ進む
          </button>
          <p className="fine">次の画面で内容をご確認いただくまで、お申し込みは確定しません。</p>
        </div>
      </form>
    </>
  )
}

function PersonFields({ typed, errors }: { typed: Typed; errors: FieldErrors }): ReactNode {
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
      </div>
      <Field
        id="email"
        name="email"
        type="email"
        label="メールアドレス"
        autoComplete="email"
        inputMode="email"
        autoCapitalize="off"
        spellCheck={false}
        placeholder="hanako@example.jp"
        hint="お申し込みの控えをお送りします。"
        defaultValue={typed.email}
        error={errors.email}
        messages={{
          missing: 'メールアドレスを入力してください',
          malformed: 'メールアドレスの形式が正しくありません(例:hanako@example.jp)',
        }}
      />
    </section>
  )
}

function CardFields({ error }: { error: string | undefined }): ReactNode {
  return (
    <section className="card">
      <h2>お支払い(クレジットカード)</h2>
      <noscript>
        <div className="alert">
          <p>
            カード情報を安全に送信するため、このページではJavaScriptを使用しています。ブラウザーの設定でJavaScriptを有効にしてから、ページを再読み込みしてください。
          </p>
        </div>
      </noscript>
      <Field
        id="card-number"
        label="カード番号"
        autoComplete="cc-number"
        inputMode="numeric"
        placeholder="1234 5678 9012 3456"
        error={error}
        messages={{ missing: 'カード番号を入力してください' }}
      />
      <div className="pair">
        <Field
          id="card-expiry"
          label="有効期限(月/年)"
          autoComplete="cc-exp"
          inputMode="numeric"
          placeholder="MM/YY"
          messages={{ missing: '有効期限を入力してください', malformed: '「12/30」のように月/年で入力してください' }}
        />
        <Field
          id="card-cvc"
          label="セキュリティコード"
          autoComplete="cc-csc"
          inputMode="numeric"
          placeholder="123"
          messages={{ missing: 'セキュリティコードを入力してください' }}
        />
      </div>
      <p className="fine">カード情報は決済会社へ直接送信されます。当店のサーバーには送信・保存されません。</p>
    </section>
  )
}
