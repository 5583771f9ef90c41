import type { Context, Hono } from 'hono'
import { listMemberships } from '../../applications/index.ts'
import { listContractsOfCustomer } from '../../contracts/index.ts'
import type { Customer } from '../../customers/index.ts'
import { listMailStops } from '../../mail/index.ts'
import { listPaymentsOfCustomer, readWaysToPay } from '../../payments/index.ts'
import { readShop } from '../../site/index.ts'
import { formToken, publicApp, send } from '../ui/index.ts'
import { cardRoutes } from './card-routes.tsx'
import { contractRoutes } from './contract-routes.tsx'
import { loginRoutes } from './login-routes.tsx'
import { MyPage } from './pages.tsx'
import { type MypageParts, memberRoutes } from './parts.tsx'
import { passwordRoutes } from './password-routes.tsx'
import { productRoutes } from './product-routes.tsx'
import { profileRoutes } from './profile-routes.tsx'
import { receiptRoutes } from './receipt-routes.tsx'

export type { MypageParts } from './parts.tsx'

/** `/mypage`: a member's own pages. */
export function mypagePages(parts: MypageParts): Hono {
  const app = publicApp(parts, '/mypage')
  memberRoutes(app, parts).get('/mypage', (c, customer) => sendMyPage(c, parts, customer))
  loginRoutes(app, parts)
  passwordRoutes(app, parts)
  profileRoutes(app, parts)
  receiptRoutes(app, parts)
  contractRoutes(app, parts)
  cardRoutes(app, parts)
  productRoutes(app, parts)
  return app
}

async function sendMyPage(c: Context, parts: MypageParts, customer: Customer): Promise<Response> {
  const [shop, memberships, contracts, payments, mailStops, { transfer }] = await Promise.all([
    readShop(parts.db, parts),
    listMemberships(parts.db, customer.id),
    listContractsOfCustomer(parts.db, customer.id),
    listPaymentsOfCustomer(parts.db, customer.id),
    listMailStops(parts.db, customer.id),
    readWaysToPay(parts.db, parts),
  ])
  const body = (
    <MyPage
      {...{ shop, customer, memberships, contracts, payments, mailStops }}
      bankAccount={transfer?.bankAccount ?? ''}
      welcome={c.req.query('welcome') === '1'}
      formToken={formToken(c, parts)}
    />
  )
  return send(c, shop, { title: '会員ページ', body })
}
