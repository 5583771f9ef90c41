import { sql } from 'kysely'
import type { Database, Reader, Tx } from '../platform/database.ts'
import type { Http } from '../platform/http-client.ts'
import { newId } from '../platform/ids.ts'
import type { Yen } from '../platform/money.ts'
import type { Secrets } from '../platform/secrets.ts'
import type { SettingsStore } from '../platform/settings.ts'
import { statesBefore } from '../platform/transitions.ts'
import type { CardGateway, Charge, Failure } from './gateways/contract.ts'
import { CHARGE_TIMEOUT_MS, openGateway } from './gateways/index.ts'
import { cardPaymentTransitions, isOurWord, nextLateLookInMs, nextLookInMs } from './payment.ts'
import { paymentsDefinition } from './settings.ts'

/** The doorbell topic of charges whose outcome is to be found out. */
export const SETTLE_TOPIC = 'payments.settle'

/** A charge that gave no sign of life this long after its time-out is looked up: its process has died. */
export const MARGIN_MS = 10_000

/** What finding the gateway needs. `chargeTimeoutMs` is 20 s unless given. */
export interface GatewayParts {
  settings: SettingsStore
  http: Http
  chargeTimeoutMs?: number
}

/** How customers can pay, by the settings as saved. */
export interface WaysToPay {
  /** Null when none is set. */
  gateway: CardGateway | null
  /** Where to, as customers read it, and within how many days; null when the shop has named no account. */
  transfer: { bankAccount: string; dueDays: number } | null
}

export async function readWaysToPay(reader: Reader, parts: GatewayParts): Promise<WaysToPay> {
  const { value } = await parts.settings.read(reader, paymentsDefinition)
  const { bankAccount, transferDueDays: dueDays } = value
  return {
    gateway: openGateway(value, parts.http, parts.chargeTimeoutMs ?? CHARGE_TIMEOUT_MS),
    transfer: bankAccount === '' ? null : { bankAccount, dueDays },
  }
}

/** The gateway of the settings as saved, or null when none is set. */
export async function currentGateway(reader: Reader, parts: GatewayParts): Promise<CardGateway | null> {
  return (await readWaysToPay(reader, parts)).gateway
}

/** Writes the payment of an application, `started`, before the gateway is called. Commit before calling. */
export async function startApplicationPayment(
  tx: Tx,
  payment: { applicationId: string; orderId: string; amount: Yen; gateway: string; chargeTimeoutMs: number; now: Date },
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('payments')
    .values({
      id,
      orderId: payment.orderId,
      method: 'card',
      purpose: 'application',
      applicationId: payment.applicationId,
      amountYen: payment.amount,
      state: 'started',
      gateway: payment.gateway,
      settleDueAt: sql<Date>`now() + ${payment.chargeTimeoutMs + MARGIN_MS} * interval '1 ms'`,
      createdAt: payment.now,
    })
    .execute()
  return id
}

/** Notes that the outcome is not known; the due work looks it up. Nothing happens when it is known meanwhile. */
export async function noteUnknown(db: Database, paymentId: string, actionUrl: string | null): Promise<void> {
  await db
    .updateTable('payments')
    .set({ state: 'unknown', actionUrl, settleDueAt: sql<Date>`now() + ${nextLookInMs(0)} * interval '1 ms'` })
    .where('id', '=', paymentId)
    .where('state', 'in', statesBefore(cardPaymentTransitions, 'unknown'))
    .execute()
}

const SETTLED = { settleDueAt: null, actionUrl: null, leaseToken: null, leaseUntil: null }

/** Notes that the charge was made. False when the payment was settled already: then nothing is written. */
export async function noteSucceeded(
  tx: Tx,
  paymentId: string,
  charge: Charge,
  secrets: Secrets,
  now: Date,
): Promise<boolean> {
  const changed = await tx
    .updateTable('payments')
    .set({
      ...SETTLED,
      state: 'succeeded',
      chargeId: charge.chargeId,
      card: JSON.stringify(charge.card),
      savedCard: charge.savedCard === null ? null : secrets.seal(charge.savedCard),
      settledAt: now,
    })
    .where('id', '=', paymentId)
    .where('state', 'in', statesBefore(cardPaymentTransitions, 'succeeded'))
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/**
 * Notes that no money moved. False when the payment was settled already: then nothing is written. What the gateway has not
 * said itself is looked up a few times more.
 */
export async function noteDeclined(tx: Tx, paymentId: string, failure: Failure, now: Date): Promise<boolean> {
  const { code: declineCode, message: declineMessage } = failure
  const doubted = isOurWord(failure)
    ? { settleDueAt: sql<Date>`now() + ${nextLateLookInMs(0)} * interval '1 ms'`, settleAttempts: 0 }
    : {}
  const changed = await tx
    .updateTable('payments')
    .set({ ...SETTLED, ...doubted, state: 'declined', declineCode, declineMessage, settledAt: now })
    .where('id', '=', paymentId)
    .where('state', 'in', statesBefore(cardPaymentTransitions, 'declined'))
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** Says whose payment it was, and which term of which contract it paid. */
export async function assignPayment(
  tx: Tx,
  paymentId: string,
  to: { customerId: string; contractId: string | null; termNo: number | null },
): Promise<void> {
  await tx.updateTable('payments').set(to).where('id', '=', paymentId).execute()
}
