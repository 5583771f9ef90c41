import { sql } from 'kysely'
import { type Database, transact } from '../platform/database.ts'
import type { DueWork } from '../platform/due-work.ts'
import { type ClaimedPayment, claimPayments, findCharge } from './due.ts'
import type { Charge } from './gateways/contract.ts'
import { nextLateLookInMs } from './payment.ts'
import type { RefundContext } from './refund-due.ts'
import { requestRefund } from './refunds.ts'

/** The doorbell topic of payments that may turn out to have been made after all. */
const LATE_CHARGES_TOPIC = 'payments.late'

/**
 * Looks up payments that were declared not made without the gateway's word for it: a process that stood still may charge
 * after that, and a cardholder confirm a charge that nobody waits for. What turns out to have been made is given back.
 */
export function watchForLateCharges(context: RefundContext): DueWork<ClaimedPayment> {
  return {
    topic: LATE_CHARGES_TOPIC,
    concurrency: 1,
    claim: (limit) => claimPayments(context.db, sql`state = 'declined'`, limit),
    perform: async (payment) => {
      const finding = await findCharge(context, payment)
      if (finding.kind === 'succeeded') await giveBackLateCharge(context, payment.id, finding)
      else await lookAgain(context.db, payment, finding.kind === 'declined' ? null : payment.settleAttempts + 1)
    },
  }
}

/** `looks`: how many there were; null when the gateway has said that no money moved. */
async function lookAgain(db: Database, { id, leaseToken }: ClaimedPayment, looks: number | null): Promise<void> {
  const wait = looks === null ? null : nextLateLookInMs(looks)
  await sql`update payments set settle_attempts = coalesce(${looks}, settle_attempts),
      settle_due_at = now() + ${wait}::float8 * interval '1 ms', lease_token = null, lease_until = null
    where id = ${id} and lease_token = ${leaseToken}`.execute(db)
}

/**
 * Gives back a charge that was made although its payment had been declared not made, as the customer was told. The refund
 * keeps the charge, so that from this commit on the money is not lost sight of. Nothing happens where the payment was
 * settled as made, or the charge is being given back already.
 */
export async function giveBackLateCharge(
  { db, doorbell, clock, log }: RefundContext,
  paymentId: string,
  { chargeId }: Pick<Charge, 'chargeId'>,
): Promise<void> {
  const givenBack = await transact(db, doorbell, async (tx) => {
    const locked = await sql<{ gateway: string; amountYen: number; orderId: string }>`
      select gateway, amount_yen, order_id from payments
      where id = ${paymentId} and state = 'declined' for update`.execute(tx)
    const [payment] = locked.rows
    if (!payment) return null
    await sql`update payments set settle_due_at = null, lease_token = null, lease_until = null
      where id = ${paymentId}`.execute(tx)
    const known = await tx
      .selectFrom('refunds')
      .select('id')
      .where('paymentId', '=', paymentId)
      .where('chargeId', '=', chargeId)
      .executeTakeFirst()
    if (known) return null
    const { gateway, amountYen, orderId } = payment
    await requestRefund(tx, { paymentId, chargeId, gateway, amountYen }, { ...BY_ITSELF, now: clock.now() })
    return orderId
  })
  if (givenBack !== null)
    log.error({ orderId: givenBack, chargeId }, 'a charge that was declared not made is given back')
}

const BY_ITSELF = {
  requestedBy: 'システム',
  note: '決済できなかったものとしてお客様にお知らせしたあとで、決済が成立したため',
}
