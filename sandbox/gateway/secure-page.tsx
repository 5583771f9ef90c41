import { Hono } from 'hono'
import type { SandboxEnv } from '../gate.ts'
import { renderDocument } from '../pages/document.tsx'
import type { World } from '../world.ts'
import { type Charge, findCharge, settleCharge } from './charges.ts'

/** The card company's page of 3-D Secure, under `/gateway/3ds`: the holder confirms or gives up, then returns to the shop. */
export function securePages(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.get('/:chargeId', (c) => {
    const charge = findCharge(world.gateway, { id: c.req.param('chargeId') })
    if (!charge)
      return c.html(renderDocument({ title: '本人認証', body: <Notice text="この決済は見つかりません。" /> }), 404)
    if (charge.status === 'action_required') {
      return c.html(renderDocument({ title: '本人認証', body: <SecureForm charge={charge} /> }))
    }
    const back = returnAddress(charge)
    return back ? c.redirect(back, 303) : c.html(renderDocument({ title: '本人認証', body: <Notice text={ended} /> }))
  })
  app.post('/:chargeId', async (c) => {
    const charge = findCharge(world.gateway, { id: c.req.param('chargeId') })
    if (!charge)
      return c.html(renderDocument({ title: '本人認証', body: <Notice text="この決済は見つかりません。" /> }), 404)
    const { result } = await c.req.parseBody()
    settleCharge(world.gateway, charge, result === 'ok' ? 'succeeded' : 'declined')
    world.news.tell('gateway')
    const back = returnAddress(charge)
    return back ? c.redirect(back, 303) : c.html(renderDocument({ title: '本人認証', body: <Notice text={ended} /> }))
  })
  return app
}

const ended = '本人認証の手続きは終わりました。この画面は閉じて構いません。'

/** The shop's own address with the order it asked about. */
function returnAddress(charge: Charge): string | null {
  if (charge.returnUrl === null) return null
  const address = new URL(charge.returnUrl)
  address.searchParams.set('order_id', charge.orderId)
  return address.href
}

function SecureForm({ charge }: { charge: Charge }) {
  return (
    <main className="secure">
      <p className="secure-brand">3Dセキュア本人認証</p>
      <h1>お支払いの確認</h1>
      <p>カード会社の本人認証ページの代わりです。ご本人の操作であれば「認証する」を押してください。</p>
      <dl className="facts">
        <dt>ご利用先</dt>
        <dd>{charge.description || 'テスト決済の加盟店'}</dd>
        <dt>金額</dt>
        <dd>{charge.amount.toLocaleString('ja-JP')}円</dd>
        <dt>カード</dt>
        <dd>
          {charge.card.brand.toUpperCase()} **** {charge.card.last4}
        </dd>
      </dl>
      <form method="post" className="secure-actions">
        <button type="submit" name="result" value="ok" className="button primary">
          認証する
        </button>
        <button type="submit" name="result" value="cancel" className="button">
          やめる
        </button>
      </form>
    </main>
  )
}

function Notice({ text }: { text: string }) {
  return (
    <main className="secure">
      <h1>本人認証</h1>
      <p>{text}</p>
    </main>
  )
}
