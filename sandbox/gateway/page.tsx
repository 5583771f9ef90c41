import { brandName } from '../../src/payments/card-brand.ts'
import { FaultSwitch } from '../pages/fault-switch.tsx'
import { Empty, renderPage } from '../pages/layout.tsx'
import { shortTime, yen } from '../pages/words.ts'
import type { World } from '../world.ts'
import { testCards } from './cards.ts'
import type { Charge, ChargeStatus } from './charges.ts'

export const statusText: Record<ChargeStatus, string> = {
  succeeded: '成功',
  declined: '失敗',
  action_required: '本人認証待ち',
  pending: '処理中',
}

const shownCharges = 100

/** `/gateway`: the charges, newest first, and the cards to try. */
export function gatewayPage(world: World): string {
  const charges = world.gateway.charges.slice(-shownCharges).reverse()
  return renderPage({
    world,
    service: 'gateway',
    title: 'テスト決済',
    children: (
      <>
        <div className="intro">
          <div>
            <h1>テスト決済</h1>
            <p>カード決済会社の代わりです。実際の請求は一切発生しません。</p>
          </div>
          <FaultSwitch world={world} service="gateway" />
        </div>
        <section className="panel" data-region="charges">
          <h2 className="panel-name">
            決済<span className="panel-count">{world.gateway.charges.length.toLocaleString('ja-JP')}件</span>
          </h2>
          {charges.length === 0 ? <Empty>決済はまだありません。</Empty> : <Charges charges={charges} />}
        </section>
        <section className="panel">
          <h2 className="panel-name">テスト用のカード</h2>
          <p className="hint">
            番号を押すとコピーします。有効期限は未来の年月、セキュリティコードは3桁ならなんでも構いません。
          </p>
          <ul className="test-cards">
            {testCards.map(({ number, brand, label, behaviour }) => (
              <li key={number} className={behaviour.kind === 'succeeds' ? 'good' : undefined}>
                <span className="brand">{brandName(brand)}</span>
                <button type="button" className="copy" data-copy={number}>
                  {number.replace(/(\d{4})(?=\d)/g, '$1 ')}
                </button>
                <span>{label}</span>
              </li>
            ))}
          </ul>
        </section>
      </>
    ),
  })
}

function Charges({ charges }: { charges: Charge[] }) {
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>日時</th>
            <th>状態</th>
            <th className="number">金額</th>
            <th>内容</th>
            <th>カード</th>
            <th>注文番号</th>
          </tr>
        </thead>
        <tbody>
          {charges.map((charge) => (
            <ChargeLine key={charge.id} charge={charge} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ChargeLine({ charge }: { charge: Charge }) {
  return (
    <tr data-key={charge.id}>
      <td>{shortTime(charge.createdAt)}</td>
      <td>
        <span className={`chip ${charge.status}`}>{statusText[charge.status]}</span>
        {charge.refundedAmount > 0 && <span className="chip">返金 {yen(charge.refundedAmount)}</span>}
      </td>
      <td className="number">{yen(charge.amount)}</td>
      <td>
        {charge.description || '(説明なし)'}
        {charge.declineMessage && <span className="reason">{charge.declineMessage}</span>}
      </td>
      <td className="nowrap">
        {brandName(charge.card.brand)} {charge.card.last4}
        {charge.customerId && <span className="chip">保存済み</span>}
      </td>
      <td className="code">{charge.orderId}</td>
    </tr>
  )
}
