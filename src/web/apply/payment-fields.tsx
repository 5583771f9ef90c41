import type { ReactNode } from 'react'
import type { PaymentMethod } from '../../applications/index.ts'
import { CardFields, FieldError, type FieldErrors } from '../ui/index.ts'

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
        <p className="fine transfer-fields">お振り込み先と期日は、お申し込みの完了後に画面とメールでご案内します。</p>
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
