import type { OpenPayment } from '../payments/index.ts'
import type { Tx } from '../platform/database.ts'
import { formatYen } from '../platform/money.ts'
import { noteAttention } from '../staff/index.ts'
import type { StoredContract } from './stored.ts'

type Charged = Pick<OpenPayment, 'orderId' | 'amountYen'>

/** 要対応: a charge turned out to have been made after its contract was cancelled. */
export function tellOfLatePayment(tx: Tx, contract: StoredContract, charged: Charged): Promise<void> {
  return tell(tx, contract, charged, {
    title: `解約後に決済が成立しました(契約 ${contract.number})`,
    what: 'この契約は、決済の結果が分かる前に解約されました。その後、最後の決済が成立していたことが分かりました。',
    howToGiveBack: `契約 ${contract.number} のページの「決済」の一覧から返金してください。`,
  })
}

/** 要対応: a charge was made so late that its try had been given up and is not to be repeated. */
export function tellOfStrayCharge(tx: Tx, contract: StoredContract, charged: Charged): Promise<void> {
  return tell(tx, contract, charged, {
    title: `取りやめた決済が成立しました(契約 ${contract.number})`,
    what: '行われなかったものとして取りやめた決済が、あとから成立しました。管理画面の決済の一覧には載っていません。',
    howToGiveBack: '決済会社の管理画面でこの決済番号の決済を取り消してください。',
  })
}

async function tell(
  tx: Tx,
  { customer, product }: StoredContract,
  { orderId, amountYen }: Charged,
  { title, what, howToGiveBack }: { title: string; what: string; howToGiveBack: string },
): Promise<void> {
  const detail = [
    what,
    `お客様: ${customer.familyName} ${customer.givenName} 様(${customer.email})`,
    `商品: ${product.name}`,
    `金額: ${formatYen(amountYen)}`,
    `決済番号: ${orderId}`,
    `返金するかどうかをお客様に確認し、返金する場合は、${howToGiveBack}`,
  ]
  await noteAttention(tx, 'late_payment', [{ subject: orderId, title }], detail.join('\n'))
}
