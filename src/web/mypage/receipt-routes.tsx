import type { Hono } from 'hono'
import { findPaidPayment } from '../../payments/index.ts'
import { dayIn, readShop, siteDefinition } from '../../site/index.ts'
import { Notice, send } from '../ui/index.ts'
import { isId, type MypageParts, memberRoutes } from './parts.tsx'
import { ReceiptPage } from './receipt-page.tsx'

/** `/mypage/receipts/:id`: the receipt of a payment, made out to `?name=` where another name is wanted. */
export function receiptRoutes(app: Hono, parts: MypageParts): void {
  memberRoutes(app, parts).get('/mypage/receipts/:id', async (c, customer) => {
    const id = c.req.param('id') ?? ''
    const [shop, site, payment] = await Promise.all([
      readShop(parts.db, parts),
      parts.settings.read(parts.db, siteDefinition),
      isId(id) ? findPaidPayment(parts.db, customer.id, id) : null,
    ])
    if (payment === null || payment.refundedYen >= payment.amountYen) {
      const title = '領収書はありません'
      const body = (
        <Notice title={title} action={{ href: '/mypage', text: '会員ページに戻る' }}>
          <p>お支払いが確認できたものについて、領収書を表示できます。</p>
        </Notice>
      )
      return send(c, shop, { title, body }, { status: 404 })
    }
    const asked = c.req.query('name')?.trim().slice(0, 100) ?? ''
    const addressee = asked === '' ? `${customer.familyName} ${customer.givenName}` : asked
    const today = dayIn(shop.timeZone, parts.clock.now())
    const body = <ReceiptPage {...{ shop, payment, addressee, today }} site={site.value} />
    return send(c, shop, { title: `領収書 ${payment.orderId}`, body })
  })
}
