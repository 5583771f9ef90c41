import type { Context, Hono } from 'hono'
import {
  type Application,
  findApplication,
  findApplicationByNumber,
  isSubmissionKey,
  offerToken,
  type Progress,
  readOfferOf,
  readProgress,
  settleByLooking,
} from '../../applications/index.ts'
import { findTransferOf, readWaysToPay } from '../../payments/index.ts'
import { findProduct } from '../../products/index.ts'
import { dayIn, readShop, type Shop } from '../../site/index.ts'
import { send, standingOf } from '../ui/index.ts'
import { sendDeclined, sendNotFound } from './answers.tsx'
import { ActionPage, WaitingPage } from './outcome-pages.tsx'
import type { ApplyParts } from './parts.ts'
import { type Accepted, ThanksPage } from './thanks-page.tsx'
import { openVisit } from './visit.ts'

/** How often the waiting page looks again, in seconds. */
const LOOK_AGAIN = 3

/** The pages after a submission: thanks, waiting, the way to 3-D Secure and back. */
export function outcomeRoutes(app: Hono, parts: ApplyParts): void {
  app.get('/apply/thanks/:number', async (c) => {
    const [shop, application] = await Promise.all([
      readShop(parts.db, parts),
      findApplicationByNumber(parts.db, c.req.param('number')),
    ])
    if (application?.state !== 'completed') return sendNotFound(c, shop)
    const body = <ThanksPage accepted={await readAccepted(parts, shop, application)} />
    return send(c, shop, { title: 'お申し込みありがとうございます', body })
  })
  app.get('/apply/status/:key', (c) => showProgress(c, parts, readProgress(parts.db, keyOf(c))))
  // The gateway's page sends the cardholder back here; what it says in the address counts for nothing.
  app.get('/apply/return/:key', (c) => showProgress(c, parts, settleByLooking(parts, keyOf(c))))
}

/** Where a customer goes on from a completed application: to its offer while that stands, otherwise to the thanks. */
export async function pathAfter(parts: ApplyParts, application: Application): Promise<string> {
  const offer = await readOfferOf(parts.db, application.id, parts.clock.now())
  if (offer?.standing === 'open') return `/offer/${offerToken(parts.secrets, application.id)}`
  return `/apply/thanks/${application.number}`
}

/** The application, and the one that accepted its offer. */
async function readAccepted(parts: ApplyParts, shop: Shop, application: Application): Promise<Accepted[]> {
  const offer = await readOfferOf(parts.db, application.id, parts.clock.now())
  const further = offer?.application ? await findApplication(parts.db, offer.application.id) : null
  const { transfer: account } = await readWaysToPay(parts.db, parts)
  const all = [application, ...(further?.state === 'completed' ? [further] : [])]
  return Promise.all(
    all.map(async (accepted) => {
      const transfer = accepted.method === 'transfer' ? await findTransferOf(parts.db, accepted.id) : null
      return {
        application: accepted,
        on: dayIn(shop.timeZone, accepted.finishedAt ?? accepted.startedAt),
        transfer: transfer && { ...transfer, bankAccount: account?.bankAccount ?? '' },
      }
    }),
  )
}

/** '' when the address has no key in it: no application has that one. */
function keyOf(c: Context): string {
  const key = c.req.param('key') ?? ''
  return isSubmissionKey(key) ? key : ''
}

async function showProgress(c: Context, parts: ApplyParts, reading: Promise<Progress | null>): Promise<Response> {
  const [shop, progress] = await Promise.all([readShop(parts.db, parts), reading])
  if (progress === null) return sendNotFound(c, shop)
  const { application } = progress
  switch (progress.kind) {
    case 'completed':
      return c.redirect(await pathAfter(parts, application), 303)
    case 'declined': {
      if (standingOf(c) === 'under_way') return sendDeclined(c, shop, application, null)
      const product = await findProduct(parts.db, application.productId)
      if (product?.state !== 'published') return sendDeclined(c, shop, application, null)
      const visit = await openVisit(c, parts, product.slug)
      const holdsForm = 'standing' in visit && visit.standing.declined?.id === application.id
      return holdsForm ? c.redirect(`/apply/${product.slug}`, 303) : sendDeclined(c, shop, application, product.slug)
    }
    case 'confirming': {
      const refresh = { seconds: LOOK_AGAIN, url: `/apply/status/${application.submissionKey}` }
      return send(c, shop, {
        title: '決済の結果を確認しています',
        body: <WaitingPage number={application.number} />,
        refresh,
      })
    }
    case 'action_required': {
      const { url } = progress
      return send(c, shop, { title: '本人認証', body: <ActionPage url={url} />, refresh: { seconds: 1, url } })
    }
  }
}
