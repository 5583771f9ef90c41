import type { Context, Hono } from 'hono'
import {
  acceptOffer,
  type OfferVisit,
  offerStanding,
  readOffer,
  refuseOffer,
  settleByLooking,
} from '../../applications/index.ts'
import { readWaysToPay } from '../../payments/index.ts'
import { findProduct } from '../../products/index.ts'
import { readShop } from '../../site/index.ts'
import { formToken, isOwnForm, publicApp, readFields, send } from '../ui/index.ts'
import { cardOrigin, cardScripts, declinedWords, type FormStatus, REFUSALS, sendNotFound } from './answers.tsx'
import { OfferEndedPage, OfferPage } from './offer-page.tsx'
import { ActionPage, WaitingPage } from './outcome-pages.tsx'
import type { ApplyParts } from './parts.ts'

/** How often the page looks again while the outcome of a charge is not known, in seconds. */
const LOOK_AGAIN = 3
const FOREIGN_FORM = '送信できませんでした。お手数ですが、もう一度ボタンを押してください。'
const CARD_NEEDED = 'お支払いに使うカードを入力してください。'

/** `/offer/:token`: what is offered once after an application. However it is decided, the thanks follow. */
export function offerPages(parts: ApplyParts): Hono {
  const app = publicApp(parts, '/offer')
  app.get('/offer/:token', (c) => show(c, parts))
  app.post('/offer/:token/accept', (c) => accept(c, parts))
  app.post('/offer/:token/refuse', async (c) => {
    const { formToken: token } = await readFields(c)
    if (!isOwnForm(c, parts, token)) return show(c, parts, { problem: FOREIGN_FORM, status: 403 })
    await refuseOffer(parts, tokenOf(c))
    return back(c)
  })
  // The gateway's page sends the cardholder back here; what it says in the address counts for nothing.
  app.get('/offer/:token/return', async (c) => {
    const visit = await readOffer(parts, tokenOf(c))
    if (visit !== null) await settleByLooking(parts, visit.standing.key)
    return back(c)
  })
  for (const step of ['accept', 'refuse']) app.get(`/offer/:token/${step}`, back)
  return app
}

const tokenOf = (c: Context) => c.req.param('token') ?? ''
const back = (c: Context) => c.redirect(`/offer/${tokenOf(c)}`, 303)

async function accept(c: Context, parts: ApplyParts): Promise<Response> {
  const fields = await readFields(c)
  if (!isOwnForm(c, parts, fields.formToken)) return show(c, parts, { problem: FOREIGN_FORM, status: 403 })
  const cardToken = /^[\w.-]{1,200}$/.test(fields.cardToken ?? '') ? (fields.cardToken ?? null) : null
  const result = await acceptOffer(parts, { token: tokenOf(c), cardToken, clientAddress: parts.clientAddress(c) })
  if (result.kind !== 'refused') return back(c)
  switch (result.code) {
    case 'offer_unknown':
    case 'offer_closed':
    case 'product_unavailable':
      return back(c)
    case 'card_needed':
      return show(c, parts, { problem: CARD_NEEDED, status: 422 })
    default:
      return show(c, parts, REFUSALS[result.code])
  }
}

/** What went wrong with the last click. */
interface Trouble {
  problem: string
  status: FormStatus
}

/** The offer as it stands: open, being paid, decided, or over. */
async function show(c: Context, parts: ApplyParts, trouble?: Trouble): Promise<Response> {
  const [shop, visit] = await Promise.all([readShop(parts.db, parts), readOffer(parts, tokenOf(c))])
  if (visit === null) return sendNotFound(c, shop)
  const { offer, application, standing } = visit
  const thanks = () => c.redirect(`/apply/thanks/${application.number}`, 303)
  switch (standing.progress?.kind) {
    case 'completed':
      return thanks()
    case 'confirming': {
      const body = <WaitingPage number={standing.progress.application.number} />
      return send(c, shop, { title: '決済の結果を確認しています', body, refresh: { seconds: LOOK_AGAIN } })
    }
    case 'action_required': {
      const { url } = standing.progress
      return send(c, shop, { title: '本人認証', body: <ActionPage url={url} />, refresh: { seconds: 1, url } })
    }
  }
  const now = offerStanding(offer, parts.clock.now())
  if (now === 'accepted' || now === 'refused') return thanks()
  const offered = await findProduct(parts.db, offer.productId)
  if (now === 'open' && offered?.state === 'published') return sendOffer(c, parts, visit, trouble)
  const title = now === 'expired' ? 'ご案内の期限が過ぎました' : 'このご案内は終了しました'
  const body = <OfferEndedPage shop={shop} visit={visit} expired={now === 'expired'} />
  return send(c, shop, { title, body }, { status: 410 })
}

async function sendOffer(c: Context, parts: ApplyParts, visit: OfferVisit, trouble?: Trouble): Promise<Response> {
  const [shop, brings, ways] = await Promise.all([
    readShop(parts.db, parts),
    findProduct(parts.db, visit.application.productId),
    readWaysToPay(parts.db, parts),
  ])
  const { declined } = visit.standing
  const needsCard = visit.application.method === 'card' && (visit.card === null || declined !== null)
  const newCardAt = needsCard ? ways.gateway : null
  const body = (
    <OfferPage
      shop={shop}
      token={tokenOf(c)}
      visit={visit}
      text={brings?.offerText ?? ''}
      newCardAt={newCardAt}
      transferDays={ways.transfer?.dueDays ?? 0}
      now={parts.clock.now()}
      formToken={formToken(c, parts)}
      problem={trouble?.problem ?? (declined && declinedWords(declined))}
    />
  )
  const page = { title: `${visit.offer.productName} のご案内`, body, scripts: cardScripts(newCardAt) }
  return send(c, shop, page, { status: trouble?.status ?? 200, ...cardOrigin(newCardAt) })
}
