import type { ReactNode } from 'react'
import type { CardGateway } from '../../payments/index.ts'
import { Field } from './fields.tsx'

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
