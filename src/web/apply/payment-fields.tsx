import type { ReactNode } from 'react'
import type { PaymentMethod } from '../../applications/index.ts'
import type { CardGateway } from '../../payments/index.ts'
import { Field, FieldError, type FieldErrors } from '../ui/index.ts'

/**
 * A form that may carry a card. The card's fields have no names: before it is sent, the page's script lets the gateway turn
 * them into a token.
 */
export function CardForm({
  action,
  gateway,
  formToken,
  children,
}: {
  action: string
  /** Null where no card is taken. */
  gateway: CardGateway | null
  formToken: string
  children: ReactNode
}): ReactNode {
  return (
    <form
      id="application"
      method="post"
      action={action}
      noValidate
      data-gateway={gateway?.browser.globalName}
      data-publishable-key={gateway?.browser.publishableKey}
    >
      <input type="hidden" name="formToken" value={formToken} />
      {gateway && (
        <>
          <input type="hidden" name="cardToken" />
          <input type="hidden" name="cardBrand" />
          <input type="hidden" name="cardLast4" />
        </>
      )}
      {children}
    </form>
  )
}

/** How it is paid; the card's fields go away by style alone while the transfer is chosen. */
export function PaymentFields({
  methods,
  chosen,
  errors,
}: {
  methods: readonly PaymentMethod[]
  chosen: string | undefined
  errors: FieldErrors
}): ReactNode {
  const both = methods.length > 1
  return (
    <section className="card payment">
      <h2>お支払い方法</h2>
      {both ? (
        <MethodChoice methods={methods} chosen={chosen} error={errors.method} />
      ) : (
        <p>{METHOD_WORDS[methods[0] ?? 'card']}</p>
      )}
      {methods.includes('card') && <CardFields error={errors.cardToken} transferToo={both} />}
      {methods.includes('transfer') && (
        <p className="fine transfer-fields">お振込先とお振込期限は、お申し込みの完了後に画面とメールでご案内します。</p>
      )}
    </section>
  )
}

export const METHOD_WORDS: Record<PaymentMethod, string> = { card: 'クレジットカード', transfer: '銀行振込' }

function MethodChoice({
  methods,
  chosen,
  error,
}: {
  methods: readonly PaymentMethod[]
  chosen: string | undefined
  error: string | undefined
}): ReactNode {
  return (
    <fieldset className="field" aria-describedby="method-error">
      <legend className="hidden">お支払い方法</legend>
      {methods.map((method) => (
        <label key={method} className="tick">
          <input type="radio" name="method" value={method} defaultChecked={method === (chosen ?? methods[0])} />
          <span>{METHOD_WORDS[method]}</span>
        </label>
      ))}
      <FieldError id="method" error={error} />
    </fieldset>
  )
}

/** The card itself. `transferToo`: who has no script can pay otherwise. */
export function CardFields({
  error,
  transferToo = false,
}: {
  error: string | undefined
  transferToo?: boolean
}): ReactNode {
  return (
    <div className="card-fields">
      <noscript>
        <div className="alert">
          <p>
            カード情報を安全に送信するため、このページではJavaScriptを使用しています。ブラウザーの設定でJavaScriptを有効にしてから、ページを再読み込みしてください。
            {transferToo && '銀行振込の場合は、カード情報を入力せずに、このままお申し込みいただけます。'}
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
    </div>
  )
}
