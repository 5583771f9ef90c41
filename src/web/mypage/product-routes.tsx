import type { Hono } from 'hono'
import { listMemberships } from '../../applications/index.ts'
import { readShop } from '../../site/index.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { Notice, send } from '../ui/index.ts'
import { type MypageParts, memberRoutes } from './parts.tsx'

/** `/mypage/products/:id`: what the shop writes for those who bought a product. */
export function productRoutes(app: Hono, parts: MypageParts): void {
  memberRoutes(app, parts).get('/mypage/products/:id', async (c, customer) => {
    const [shop, memberships] = await Promise.all([readShop(parts.db, parts), listMemberships(parts.db, customer.id)])
    const found = memberships.find(({ productId }) => productId === c.req.param('id'))
    if (!found) {
      const title = 'このページはご覧いただけません'
      const body = (
        <Notice title={title} action={{ href: '/mypage', text: '会員ページに戻る' }}>
          <p>ご契約が停止中または解約済みの場合や、お支払いを確認できていない場合は、ご覧いただけません。</p>
        </Notice>
      )
      return send(c, shop, { title, body }, { status: 404 })
    }
    const body = (
      <>
        <section className="card">
          <h1>{found.name}</h1>
          <Markdown text={found.memberPage} />
        </section>
        <p className="fine">
          <a href="/mypage">会員ページに戻る</a>
        </p>
      </>
    )
    return send(c, shop, { title: found.name, body })
  })
}
