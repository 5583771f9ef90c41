import type { Context } from 'hono'
import type { Application, SubmitRefusal } from '../../applications/index.ts'
import type { CardGateway } from '../../payments/index.ts'
import { dayIn, type Shop } from '../../site/index.ts'
import { assetUrls, ContactLine, type FieldErrors, formToken, Notice, send } from '../ui/index.ts'
import { NOTHING_TYPED, type Typed, typedFrom } from './application-form.ts'
import { ConfirmPage } from './confirm-page.tsx'
import type { Confirmation } from './confirmation.ts'
import { FormPage } from './form-page.tsx'
import type { ApplyParts } from './parts.ts'
import type { NoVisit, Visit } from './visit.ts'

/** How long after a decline the form still shows what was typed: the next person at the screen must not read it. */
const KEEPS_TYPED_MS = 30 * 60_000

export type FormStatus = 200 | 403 | 409 | 422 | 429 | 503

/** What the form says besides its fields. */
interface FormState {
  typed: Typed
  errors?: FieldErrors
  problem?: string
  status: FormStatus
}

/** Sends the form as it is to look now. */
export function sendForm(c: Context, parts: ApplyParts, visit: Visit, state: FormState): Response {
  const body = (
    <FormPage
      visit={visit}
      typed={state.typed}
      errors={state.errors ?? {}}
      problem={state.problem ?? null}
      formToken={formToken(c, parts)}
    />
  )
  const page = { title: `${visit.product.name} お申し込み`, body, scripts: cardScripts(visit.gateway) }
  return send(c, visit.shop, page, { status: state.status, ...cardOrigin(visit.gateway) })
}

/** The scripts of a page with a form that may carry a card. */
export function cardScripts(gateway: CardGateway | null): string[] {
  return gateway === null ? [assetUrls.script] : [gateway.browser.scriptUrl, assetUrls.script]
}

/** Where a page's card goes. */
export function cardOrigin(gateway: CardGateway | null): { gatewayOrigin?: string } {
  return gateway === null ? {} : { gatewayOrigin: gateway.browser.origin }
}

/** The form when it is opened: empty, or after a decline with what was typed and why it was declined. */
export function sendFreshForm(c: Context, parts: ApplyParts, visit: Visit): Response {
  const { declined } = visit.standing
  const age = parts.clock.now().getTime() - (declined?.finishedAt?.getTime() ?? 0)
  if (declined === null || age > KEEPS_TYPED_MS) return sendForm(c, parts, visit, { typed: NOTHING_TYPED, status: 200 })
  const typed = typedFrom(visit.product, { ...declined, applicant: declined })
  return sendForm(c, parts, visit, { typed, problem: declinedWords(declined), status: 200 })
}

/** Why an application was declined, above the form that tries again. */
export function declinedWords({ declineReason, productName }: Application): string {
  return `お支払いが完了しませんでした。\n${declineReason ?? ''}\n「${productName}」のお申し込みは成立しておらず、代金は発生していません。`
}

/** Sends 最終確認. */
export function sendConfirmation(
  c: Context,
  parts: ApplyParts,
  { shop, product, transferDays }: Visit,
  page: { content: Confirmation; sealed: string; problem?: string; status: 200 | 403 },
): Response {
  const { content, sealed, problem, status } = page
  const body = (
    <ConfirmPage
      shop={shop}
      slug={product.slug}
      today={dayIn(shop.timeZone, parts.clock.now())}
      transferDays={transferDays}
      content={content}
      sealed={sealed}
      formToken={formToken(c, parts)}
      problem={problem ?? null}
    />
  )
  return send(
    c,
    shop,
    { title: 'お申し込み内容の最終確認', body, scripts: [assetUrls.script] },
    { status, mayGoBackTo: true },
  )
}

/** Sends the reason why there is no form. */
export function sendNoVisit(c: Context, { kind, shop }: NoVisit): Response {
  if (kind === 'no_product') return sendNotFound(c, shop)
  const title = '現在、お申し込みを受け付けていません'
  const body = (
    <Notice title={title}>
      <p>準備が整うまで、いましばらくお待ちください。</p>
      <ContactLine contactEmail={shop.contactEmail} />
    </Notice>
  )
  return send(c, shop, { title, body }, { status: 503 })
}

/** There is no such page, or not any more. */
export function sendNotFound(c: Context, shop: Shop): Response {
  const title = 'ページが見つかりません'
  const body = (
    <Notice title={title}>
      <p>この申し込みページは存在しないか、受け付けを終了しました。お手元のURLをもう一度ご確認ください。</p>
      <ContactLine contactEmail={shop.contactEmail} />
    </Notice>
  )
  return send(c, shop, { title, body }, { status: 404 })
}

/** The sealed confirmation was changed on its way: nothing in it can be trusted, not even what was typed. */
export function sendBroken(c: Context, shop: Shop, slug: string): Response {
  const title = '確認画面の内容を読み取れませんでした'
  const body = (
    <Notice title={title} action={{ href: `/apply/${slug}`, text: '入力画面に戻る' }}>
      <p>お申し込みは行われておらず、代金は発生していません。お手数ですが、はじめから入力し直してください。</p>
    </Notice>
  )
  return send(c, shop, { title, body }, { status: 400 })
}

/** A declined application, for a browser that does not hold its form. */
export function sendDeclined(c: Context, shop: Shop, application: Application, slug: string | null): Response {
  const title = 'お支払いが完了しませんでした'
  const action = slug === null ? {} : { action: { href: `/apply/${slug}`, text: 'もう一度申し込む' } }
  const body = (
    <Notice title={title} {...action}>
      <p>{application.declineReason}</p>
      <p>お申し込みは成立しておらず、代金は発生していません。</p>
    </Notice>
  )
  return send(c, shop, { title, body })
}

/** What each refusal of a submission says, and with which status the form comes back. */
export const REFUSALS: Record<
  Exclude<SubmitRefusal['code'], 'product_unavailable' | 'offer_closed'>,
  { status: FormStatus; problem: string }
> = {
  product_changed: {
    status: 409,
    problem:
      '確認画面を表示したあとに、商品の内容または金額が変更されました。お申し込みは行われておらず、代金は発生していません。最新の内容をご確認のうえ、もう一度お手続きください。',
  },
  payments_unavailable: {
    status: 503,
    problem: '現在、お支払いを受け付けられません。代金は発生していません。しばらくしてからもう一度お試しください。',
  },
  too_many_attempts: {
    status: 429,
    problem:
      'お支払いの試行回数が多すぎるため、いったん受け付けを停止しています。代金は発生していません。1時間ほどたってから、もう一度お試しください。',
  },
}
