import { type Context, Hono } from 'hono'
import type { ReactNode } from 'react'
import { brandName } from '../../src/payments/card-brand.ts'
import type { SandboxEnv } from '../gate.ts'
import { renderDocument } from '../pages/document.tsx'
import type { World } from '../world.ts'
import { type CardSetup, type Charge, findCharge, type Gateway, settleCharge } from './charges.ts'
import { findSetup, settleSetup } from './setups.ts'

/** What waits for its holder: a charge, or a card that is to be saved. */
type Waiting = { kind: 'charge'; of: Charge } | { kind: 'setup'; of: CardSetup }

/** The card company's page of 3-D Secure, under `/gateway/3ds`: the holder confirms or gives up, then returns to the shop. */
export function securePages(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  const show = (body: ReactNode) => renderDocument({ title: '本人認証', body })
  const unknown = () => show(<Notice text="この手続きは見つかりません。" />)
  const leave = (c: Context, waiting: Waiting) => {
    const back = returnAddress(waiting)
    return back ? c.redirect(back, 303) : c.html(show(<Notice text={ended} />))
  }
  app.get('/:id', (c) => {
    const waiting = findWaiting(world.gateway, c.req.param('id'))
    if (!waiting) return c.html(unknown(), 404)
    return waiting.of.status === 'action_required' ? c.html(show(<SecureForm waiting={waiting} />)) : leave(c, waiting)
  })
  app.post('/:id', async (c) => {
    const waiting = findWaiting(world.gateway, c.req.param('id'))
    if (!waiting) return c.html(unknown(), 404)
    const result = (await c.req.parseBody()).result === 'ok' ? 'succeeded' : 'declined'
    if (waiting.kind === 'charge') settleCharge(world.gateway, waiting.of, result)
    else settleSetup(world.gateway, waiting.of, result)
    world.news.tell('gateway')
    return leave(c, waiting)
  })
  return app
}

function findWaiting(gateway: Gateway, id: string): Waiting | null {
  const charge = findCharge(gateway, { id })
  if (charge) return { kind: 'charge', of: charge }
  const setup = findSetup(gateway, { id })
  return setup ? { kind: 'setup', of: setup } : null
}

const ended = '本人認証の手続きは終わりました。この画面は閉じて構いません。'

/** The shop's own address with the order or setup it asked about. */
function returnAddress(waiting: Waiting): string | null {
  if (waiting.of.returnUrl === null) return null
  const address = new URL(waiting.of.returnUrl)
  if (waiting.kind === 'charge') address.searchParams.set('order_id', waiting.of.orderId)
  else address.searchParams.set('setup_id', waiting.of.setupId)
  return address.href
}

function SecureForm({ waiting }: { waiting: Waiting }) {
  const { card } = waiting.of
  return (
    <main className="secure">
      <p className="secure-brand">3Dセキュア本人認証</p>
      <h1>{waiting.kind === 'charge' ? 'お支払いの確認' : 'カード登録の確認'}</h1>
      <p>カード会社の本人認証ページの代わりです。ご本人の操作であれば「認証する」を押してください。</p>
      <dl className="facts">
        {waiting.kind === 'charge' && (
          <>
            <dt>ご利用先</dt>
            <dd>{waiting.of.description || 'テスト決済の加盟店'}</dd>
            <dt>金額</dt>
            <dd>{waiting.of.amount.toLocaleString('ja-JP')}円</dd>
          </>
        )}
        <dt>カード</dt>
        <dd>
          {brandName(card.brand)} **** {card.last4}
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
