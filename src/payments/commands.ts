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
import { cardPaymentTransitions, nextLookInMs } from './payment.ts'
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

/** The gateway of the settings as saved, or null when none is set. */
export async function currentGateway(reader: Reader, parts: GatewayParts): Promise<CardGateway | null> {
  const { value } = await parts.settings.read(reader, paymentsDefinition)
  return openGateway(value, parts.http, parts.chargeTimeoutMs ?? CHARGE_TIMEOUT_MS)
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

/** Notes that no money moved. False when the payment was settled already: then nothing is written. */
export async function noteDeclined(tx: Tx, paymentId: string, failure: Failure, now: Date): Promise<boolean> {
  const { code: declineCode, message: declineMessage } = failure
  const changed = await tx
    .updateTable('payments')
    .set({ ...SETTLED, state: 'declined', declineCode, declineMessage, settledAt: now })
    .where('id', '=', paymentId)
    .where('state', 'in', statesBefore(cardPaymentTransitions, 'declined'))
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** Says whose payment it was: a failed application makes no customer, so it is known only when the charge was made. */
export async function assignCustomer(tx: Tx, paymentId: string, customerId: string): Promise<void> {
  await tx.updateTable('payments').set({ customerId }).where('id', '=', paymentId).execute()
}

/** Says which term of which contract a payment paid. */
export async function assignTerm(tx: Tx, paymentId: string, contractId: string, termNo: number): Promise<void> {
  await tx.updateTable('payments').set({ contractId, termNo }).where('id', '=', paymentId).execute()
}
