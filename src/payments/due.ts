import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { DueWork } from '../platform/due-work.ts'
import type { Log } from '../platform/log.ts'
import { currentGateway, type GatewayParts, SETTLE_TOPIC } from './commands.ts'
import type { Finding } from './gateways/contract.ts'
import { afterFinding, type FinalStep, nextLookInMs, type Step } from './payment.ts'
import { OPEN_PAYMENT, type OpenPayment, type PaymentPurpose } from './queries.ts'

/** Longer than a look at the gateway takes (10 s). */
const LEASE_MS = 30_000

/** What looking charges up needs. */
export interface SettlementContext extends GatewayParts {
  db: Database
  log: Log
}

/** A payment leased to this process. */
export interface ClaimedPayment extends OpenPayment {
  leaseToken: string
}

/** Writes what a settled payment means for what it paid, in one transaction with the payment. */
export type FinishPayment = (payment: OpenPayment, step: FinalStep) => Promise<unknown>

/**
 * Finds out what became of charges without an answer, and of those whose process died: asks the gateway by order id and
 * never charges again. What is paid (applications, contracts) stands above payments, so `finishers` are handed in.
 */
export function settlePayments(
  context: SettlementContext,
  finishers: Record<PaymentPurpose, FinishPayment>,
): DueWork<ClaimedPayment> {
  return {
    topic: SETTLE_TOPIC,
    concurrency: 3,
    claim: (limit) => claimPayments(context.db, sql`state in ('started', 'unknown')`, limit),
    perform: async (payment) => {
      const step = await lookUp(context, payment)
      if (step.state === 'unknown') await lookLater(context, payment, step)
      else await finishers[payment.purpose](payment, step)
    },
  }
}

/** Leases payments of these states that are to be looked up by now. */
export async function claimPayments(
  db: Database,
  states: RawBuilder<unknown>,
  limit: number,
): Promise<ClaimedPayment[]> {
  const claimed = await sql<ClaimedPayment>`
    update payments set lease_token = gen_random_uuid(), lease_until = now() + ${LEASE_MS} * interval '1 ms'
    where id in (
      select id from payments
      where ${states} and settle_due_at <= now() and (lease_until is null or lease_until < now())
      order by settle_due_at limit ${limit} for update skip locked)
    returning ${OPEN_PAYMENT}, lease_token`.execute(db)
  return claimed.rows
}

/** Asks the gateway once what became of a charge. */
export async function lookUp(context: SettlementContext, payment: OpenPayment): Promise<Step> {
  const finding = await findCharge(context, payment)
  return afterFinding(finding, payment.sentMsAgo, payment.purpose === 'renewal' ? 'absent' : 'present')
}

/** What the gateway that was to charge knows of it. */
export async function findCharge(
  context: GatewayParts & { db: Database },
  { orderId, gateway: name }: Pick<OpenPayment, 'orderId' | 'gateway'>,
): Promise<Finding> {
  const gateway = await currentGateway(context.db, context)
  if (gateway !== null && gateway.name === name) return gateway.find(orderId)
  return { kind: 'cannot_look', reason: '決済会社の設定が変わったため、確認できません' }
}

async function lookLater(
  context: SettlementContext,
  payment: ClaimedPayment,
  step: Extract<Step, { state: 'unknown' }>,
): Promise<void> {
  const looks = payment.settleAttempts + 1
  context.log.info({ orderId: payment.orderId, looks, reason: step.reason }, 'charge not settled yet')
  await sql`update payments set state = 'unknown', action_url = ${step.actionUrl}, settle_attempts = ${looks},
      settle_due_at = now() + ${nextLookInMs(looks)} * interval '1 ms', lease_token = null, lease_until = null
    where id = ${payment.id} and lease_token = ${payment.leaseToken} and state in ('started', 'unknown')`.execute(
    context.db,
  )
}
