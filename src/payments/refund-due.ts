import { sql } from 'kysely'
import type { Clock } from '../platform/clock.ts'
import { type Database, type Tx, transact } from '../platform/database.ts'
import type { Doorbell } from '../platform/doorbell.ts'
import type { DueWork } from '../platform/due-work.ts'
import type { Log } from '../platform/log.ts'
import { formatYen, yen } from '../platform/money.ts'
import { noteAttention } from '../staff/index.ts'
import { currentGateway, type GatewayParts } from './commands.ts'
import type { RefundOutcome } from './gateways/contract.ts'
import { nextLookInMs } from './payment.ts'
import { REFUND_TOPIC } from './refunds.ts'

/** Longer than a call takes (10 s). */
const LEASE_MS = 30_000
/** After so many calls without an outcome (half an hour) a person should know; it goes on all the same. */
const ATTEMPTS_UNTIL_TOLD = 10

/** What giving back needs. */
export interface RefundContext extends GatewayParts {
  db: Database
  doorbell: Doorbell
  clock: Clock
  log: Log
}

/** A refund leased to this process. */
export interface ClaimedRefund {
  id: string
  paymentId: string
  amountYen: number
  note: string
  attempts: number
  leaseToken: string
  chargeId: string
  gateway: string
  /** What the money was paid for, as staff find it. */
  paidFor: string
  customer: string
}

/** Gives money back: asks the gateway under the refund's own id, again and again until it says how it went. */
export function giveBack(context: RefundContext): DueWork<ClaimedRefund> {
  return {
    topic: REFUND_TOPIC,
    concurrency: 2,
    claim: (limit) => claim(context.db, limit),
    perform: async (refund) => settle(context, refund, await ask(context, refund)),
  }
}

async function claim(db: Database, limit: number): Promise<ClaimedRefund[]> {
  const claimed = await sql<ClaimedRefund>`
    update refunds r set lease_token = gen_random_uuid(), lease_until = now() + ${LEASE_MS} * interval '1 ms'
    from payments p join applications a on a.id = p.application_id left join contracts k on k.id = p.contract_id
    where p.id = r.payment_id and r.id in (
      select id from refunds
      where state = 'started' and due_at <= now() and (lease_until is null or lease_until < now())
      order by due_at limit ${limit} for update skip locked)
    returning r.id, r.payment_id, r.amount_yen, r.note, r.attempts, r.lease_token, r.charge_id, r.gateway,
      case p.purpose when 'renewal' then '契約 ' || k.number || '、決済番号 ' || p.order_id
        else '申込番号 ' || a.number end as paid_for,
      a.family_name || ' ' || a.given_name as customer`.execute(db)
  return claimed.rows
}

async function ask(context: RefundContext, refund: ClaimedRefund): Promise<RefundOutcome> {
  const gateway = await currentGateway(context.db, context)
  if (gateway === null || gateway.name !== refund.gateway)
    return { kind: 'unknown', reason: '決済会社の設定が変わったため、返金を依頼できません' }
  return gateway.refund({ refundId: refund.id, chargeId: refund.chargeId, amount: yen(refund.amountYen) })
}

async function settle(context: RefundContext, refund: ClaimedRefund, outcome: RefundOutcome): Promise<void> {
  if (outcome.kind === 'unknown') {
    context.log.warn({ refundId: refund.id, reason: outcome.reason }, 'outcome of a refund not known yet')
    await transact(context.db, context.doorbell, (tx) => askLater(tx, refund, outcome.reason))
    return
  }
  const reason = outcome.kind === 'refused' ? outcome.message : null
  await transact(context.db, context.doorbell, async (tx) => {
    const settled = await tx
      .updateTable('refunds')
      .set({ state: outcome.kind, reason, settledAt: context.clock.now(), leaseToken: null, leaseUntil: null })
      .where('id', '=', refund.id)
      .where('state', '=', 'started')
      .executeTakeFirst()
    if (settled.numUpdatedRows === 0n) return
    if (outcome.kind === 'refunded') {
      // A late charge, which is given back as a whole, paid nothing.
      await sql`update payments set refunded_yen = refunded_yen + ${refund.amountYen}
        where id = ${refund.paymentId} and charge_id = ${refund.chargeId}`.execute(tx)
    } else {
      await tellStaff(tx, refund, '返金できませんでした', `決済会社の応答: ${outcome.message}(${outcome.code})`)
    }
  })
}

async function askLater(tx: Tx, refund: ClaimedRefund, reason: string): Promise<void> {
  const attempts = refund.attempts + 1
  await sql`update refunds set attempts = ${attempts}, reason = ${reason},
      due_at = now() + ${nextLookInMs(attempts)} * interval '1 ms', lease_token = null, lease_until = null
    where id = ${refund.id} and lease_token = ${refund.leaseToken} and state = 'started'`.execute(tx)
  if (attempts === ATTEMPTS_UNTIL_TOLD)
    await tellStaff(tx, refund, '返金の結果を確認できません', `${reason}\n依頼は自動で繰り返しています。`)
}

async function tellStaff(tx: Tx, refund: ClaimedRefund, what: string, why: string): Promise<void> {
  const title = `${what}: ${refund.customer} 様 ${formatYen(refund.amountYen)}(${refund.paidFor})`
  const detail = `${why}\n返金の理由: ${refund.note}\n決済会社の管理画面で、この決済の状態をご確認ください。返金されていない場合は、別の方法で返金してください。`
  await noteAttention(tx, 'refund', [{ subject: refund.id, title }], detail)
}
