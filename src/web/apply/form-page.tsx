import type { ReactNode } from 'react'
import type { Shop } from '../../site/index.ts'
import { Alert, CardForm, type FieldErrors, Tick } from '../ui/index.ts'
import type { Typed } from './application-form.ts'
import { PaymentFields } from './payment-fields.tsx'
import { MemberCard, VisitorFields } from './person-fields.tsx'
import { ProductCard, Steps } from './product-card.tsx'
import { QuestionFields } from './question-fields.tsx'
import type { Visit } from './visit.ts'

export interface FormPageProps {
  visit: Visit
  typed: Typed
  errors: FieldErrors
  /** What went wrong with the whole form, or null. */
  problem: string | null
  formToken: string
}

/** The application form. */
export function FormPage({ visit, typed, errors, problem, formToken }: FormPageProps): ReactNode {
  const { shop, product, member, methods, gateway } = visit
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
      {member && <MemberCard member={member} slug={product.slug} formToken={formToken} />}
      <CardForm action={`/apply/${product.slug}/confirm`} gateway={gateway} formToken={formToken}>
        {!member && <VisitorFields typed={typed} errors={errors} />}
        {product.questions.length > 0 && <QuestionFields questions={product.questions} typed={typed} errors={errors} />}
        <PaymentFields methods={methods} chosen={typed.method} errors={errors} />
        <Consent shop={shop} typed={typed} />
        <div className="actions">
          <button type="submit" className="button">
            確認画面へ進む
          </button>
          <p className="fine">次の画面で内容をご確認いただくまで、お申し込みは確定しません。</p>
        </div>
      </CardForm>
    </>
  )
}

/** Nothing is ticked beforehand: a consent that nobody gave is none. */
function Consent({ shop, typed }: { shop: Shop; typed: Typed }): ReactNode {
  return (
    <section className="card">
      <Tick name="newsletter" value="yes" ticked={typed.newsletter === 'yes'}>
        {shop.shopName}からのお知らせメール(メールマガジン)を受け取る
      </Tick>
      {shop.privacyUrl !== '' && (
        <p className="fine">
          ご入力いただいた個人情報は、
          <a href={shop.privacyUrl} target="_blank" rel="noopener">
            プライバシーポリシー
          </a>
          に沿って取り扱います。
        </p>
      )}
    </section>
  )
}
