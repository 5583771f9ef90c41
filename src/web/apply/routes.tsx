import type { Context, Hono } from 'hono'
import { submit } from '../../applications/index.ts'
import type { Product } from '../../products/index.ts'
import { formToken, isOwnForm, publicApp, readFields, send } from '../ui/index.ts'
import {
  REFUSALS,
  sendBroken,
  sendConfirmation,
  sendForm,
  sendFreshForm,
  sendNotFound,
  sendNoVisit,
} from './answers.tsx'
import { NOTHING_TYPED, parseForm, type Typed, typedFrom, typedIn } from './application-form.ts'
import { type Confirmation, openConfirmation, sealConfirmation } from './confirmation.ts'
import { AlreadyDonePage, UnfinishedPage } from './outcome-pages.tsx'
import { outcomeRoutes, pathAfter } from './outcome-routes.tsx'
import type { ApplyParts } from './parts.ts'
import { openVisit, startAnew, type Visit } from './visit.ts'

const FOREIGN_FORM = 'ページを開いてから時間がたったため、送信できませんでした。お手数ですが、もう一度お試しください。'
const OTHER_MEMBER =
  'ログインの状態が変わったため、お申し込みは行われていません。お手数ですが、お客様情報をご確認のうえ、もう一度お手続きください。'
const EXPIRED =
  '確認画面の有効期限(30分)が過ぎました。お申し込みは行われておらず、代金は発生していません。お手数ですが、カード情報を入力し、もう一度ご確認ください。'

/** `/apply/…`: form → confirmation → application. Nothing is written before the customer confirms. */
export function applyPages(parts: ApplyParts): Hono {
  const app = publicApp(parts, '/apply')
  outcomeRoutes(app, parts)
  app.get('/apply/:slug', (c) => withVisit(c, parts, (visit) => openForm(c, parts, visit)))
  app.post('/apply/:slug/confirm', (c) => withVisit(c, parts, (visit) => confirm(c, parts, visit)))
  app.post('/apply/:slug/edit', (c) => withVisit(c, parts, (visit) => edit(c, parts, visit)))
  app.post('/apply/:slug/complete', (c) => withVisit(c, parts, (visit) => complete(c, parts, visit)))
  app.post('/apply/:slug/again', (c) => withVisit(c, parts, (visit) => again(c, parts, visit)))
  app.post('/apply/:slug/logout', (c) => logOut(c, parts))
  // Somebody reloads or bookmarks the middle of the way.
  for (const step of ['confirm', 'edit', 'complete', 'again', 'logout'])
    app.get(`/apply/:slug/${step}`, (c) => c.redirect(`/apply/${c.req.param('slug')}`, 303))
  return app
}

async function withVisit(
  c: Context,
  parts: ApplyParts,
  answer: (visit: Visit) => Promise<Response> | Response,
): Promise<Response> {
  const visit = await openVisit(c, parts, c.req.param('slug') ?? '')
  return 'kind' in visit ? sendNoVisit(c, visit) : answer(visit)
}

/** The answer to a browser whose application is under way or done already; null when its form counts. */
function answerToKnown(c: Context, parts: ApplyParts, visit: Visit): Response | null {
  const { shop, product, standing } = visit
  if (standing.progress === null) return null
  const { application } = standing.progress
  const token = formToken(c, parts)
  switch (standing.progress.kind) {
    case 'confirming':
      return c.redirect(`/apply/status/${standing.key}`, 303)
    case 'action_required': {
      const body = <UnfinishedPage submissionKey={standing.key} slug={product.slug} formToken={token} />
      return send(c, shop, { title: '本人認証が完了していません', body })
    }
    case 'completed': {
      const body = <AlreadyDonePage number={application.number} slug={product.slug} formToken={token} />
      return send(c, shop, { title: 'お申し込みは完了しています', body })
    }
  }
}

function openForm(c: Context, parts: ApplyParts, visit: Visit): Response {
  return answerToKnown(c, parts, visit) ?? sendFreshForm(c, parts, visit)
}

async function confirm(c: Context, parts: ApplyParts, visit: Visit): Promise<Response> {
  const fields = await readFields(c)
  const typed = typedIn(fields)
  if (!isOwnForm(c, parts, fields.formToken))
    return sendForm(c, parts, visit, { typed, problem: FOREIGN_FORM, status: 403 })
  const known = answerToKnown(c, parts, visit)
  if (known !== null) return known
  const parsed = parseForm(fields, visit)
  if ('errors' in parsed) return sendForm(c, parts, visit, { typed, errors: parsed.errors, status: 422 })
  const { id: productId, name, kind, priceYen } = visit.product
  const content = { ...parsed.form, key: visit.standing.key, productId, confirmed: { name, kind, priceYen } }
  const sealed = sealConfirmation(parts.secrets, content, parts.clock.now())
  return sendConfirmation(c, parts, visit, { content, sealed, status: 200 })
}

/** Back to the form with what was typed; the card is entered again. */
async function edit(c: Context, parts: ApplyParts, visit: Visit): Promise<Response> {
  const { confirmation } = await readFields(c)
  const opened = openConfirmation(parts.secrets, confirmation, parts.clock.now())
  const typed = opened.kind === 'broken' ? NOTHING_TYPED : typedOf(visit.product, opened.content)
  return sendForm(c, parts, visit, { typed, status: 200 })
}

function typedOf(product: Product, content: Confirmation): Typed {
  return typedFrom(product, { ...content, method: content.payBy.method })
}

async function complete(c: Context, parts: ApplyParts, visit: Visit): Promise<Response> {
  const fields = await readFields(c)
  const opened = openConfirmation(parts.secrets, fields.confirmation, parts.clock.now())
  if (opened.kind === 'broken' || opened.content.productId !== visit.product.id)
    return sendBroken(c, visit.shop, visit.product.slug)
  const { content } = opened
  if (!isOwnForm(c, parts, fields.formToken)) {
    const sealed = fields.confirmation ?? ''
    return sendConfirmation(c, parts, visit, { content, sealed, problem: FOREIGN_FORM, status: 403 })
  }
  const typed = typedOf(visit.product, content)
  const isSamePerson = content.customerId === (visit.member?.id ?? null)
  if (opened.kind === 'expired' || !isSamePerson) {
    const known = answerToKnown(c, parts, visit)
    const state = isSamePerson
      ? ({ problem: EXPIRED, status: 422 } as const)
      : ({ problem: OTHER_MEMBER, status: 409 } as const)
    return known ?? sendForm(c, parts, visit, { typed, ...state })
  }
  const result = await submit(parts, { ...content, clientAddress: parts.clientAddress(c) })
  switch (result.kind) {
    case 'completed':
      return c.redirect(await pathAfter(parts, result.application), 303)
    case 'declined':
      return c.redirect(`/apply/${visit.product.slug}`, 303)
    case 'confirming':
    case 'action_required':
      return c.redirect(`/apply/status/${content.key}`, 303)
    case 'refused':
      if (result.code === 'product_unavailable' || result.code === 'offer_closed') return sendNotFound(c, visit.shop)
      return sendForm(c, parts, visit, { typed, ...REFUSALS[result.code] })
  }
}

/** Whoever is logged in is not who applies: the form is filled in by hand. */
async function logOut(c: Context, parts: ApplyParts): Promise<Response> {
  const { formToken: token } = await readFields(c)
  if (isOwnForm(c, parts, token)) {
    for (const cookie of await parts.accounts.signOut(c.req.raw.headers))
      c.header('set-cookie', cookie, { append: true })
  }
  return c.redirect(`/apply/${c.req.param('slug')}`, 303)
}

/** One more application for the same product, by the customer's own wish. */
async function again(c: Context, parts: ApplyParts, visit: Visit): Promise<Response> {
  const fields = await readFields(c)
  const mayStart = isOwnForm(c, parts, fields.formToken) && visit.standing.progress?.kind !== 'confirming'
  if (mayStart) startAnew(c, parts, visit.product.slug)
  return c.redirect(`/apply/${visit.product.slug}`, 303)
}
