import { type Tx, transact } from '../platform/database.ts'
import { formatYen } from '../platform/money.ts'
import { currentGateway } from './commands.ts'
import type { RefundContext } from './refund-due.ts'
import { lockRefundable, type Refundable, requestRefund } from './refunds.ts'

/** 返金 of a card payment, as staff ask for it. It moves money and changes nothing else. */
export interface PaymentRefund {
  paymentId: string
  /** Null for all that is left. */
  amountYen: number | null
  note: string
  by: { name: string }
}

export type RefundRefusal =
  | 'unknown_payment'
  | 'not_by_card'
  | 'not_succeeded'
  | 'nothing_left'
  | 'too_much'
  /** No gateway is set, or another one than the payment was made with. */
  | 'payments_unavailable'

export type RefundResult = { kind: 'requested' } | { kind: 'refused'; code: RefundRefusal; message: string }

const words: Record<Exclude<RefundRefusal, 'too_much'>, string> = {
  unknown_payment: '決済が見つかりません。',
  not_by_card: '銀行振込のお支払いは、ここからは返金できません。お客様の口座へのお振り込みなどで返金してください。',
  not_succeeded: '完了していない決済は、返金できません。',
  nothing_left: 'この決済は、すでに全額が返金済みか、返金を依頼中です。',
  payments_unavailable:
    'この決済を行った決済会社が設定されていないため、返金できません。「設定 → 決済」をご確認ください。',
}

/**
 * Asks for a part of a card payment, or all that is left of it, to be given back. Of several at once the later see what the
 * earlier asked for: together they never give back more than was paid.
 */
export async function refundPayment(
  context: Omit<RefundContext, 'log'>,
  { paymentId, amountYen, note, by }: PaymentRefund,
): Promise<RefundResult> {
  return transact(context.db, context.doorbell, async (tx): Promise<RefundResult> => {
    const refundable = await lockRefundable(tx, paymentId)
    if (refundable === null) return refuse(await whyNothing(tx, paymentId))
    const gateway = await currentGateway(tx, context)
    if (gateway?.name !== refundable.gateway) return refuse('payments_unavailable')
    const wanted = amountYen ?? refundable.amountYen
    if (wanted > refundable.amountYen) return tooMuch(refundable)
    const request = { requestedBy: by.name, note, now: context.clock.now() }
    await requestRefund(tx, { ...refundable, amountYen: wanted }, request)
    return { kind: 'requested' }
  })
}

async function whyNothing(tx: Tx, paymentId: string): Promise<Exclude<RefundRefusal, 'too_much'>> {
  const payment = await tx
    .selectFrom('payments')
    .select(['method', 'state'])
    .where('id', '=', paymentId)
    .executeTakeFirst()
  if (!payment) return 'unknown_payment'
  if (payment.method !== 'card') return 'not_by_card'
  return payment.state === 'succeeded' ? 'nothing_left' : 'not_succeeded'
}

function refuse(code: Exclude<RefundRefusal, 'too_much'>): RefundResult {
  return { kind: 'refused', code, message: words[code] }
}

function tooMuch({ amountYen }: Refundable): RefundResult {
  return { kind: 'refused', code: 'too_much', message: `返金できるのは、残りの${formatYen(amountYen)}までです。` }
}
