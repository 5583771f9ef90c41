import {
  afterCharge,
  type CardGateway,
  CHARGE_TIMEOUT_MS,
  type Failure,
  isOrderKnown,
  type NewRenewalPayment,
  noteUnknown,
  type OpenPayment,
  type RenewalTries,
  SETTLE_TOPIC,
  type Step,
  startRenewalPayments,
  wasNotMade,
} from '../payments/index.ts'
import { type Tx, transact } from '../platform/database.ts'
import { yen } from '../platform/money.ts'
import type { ContractsContext } from './context.ts'
import type { Schedule } from './due-on.ts'
import { finishRenewal } from './finish.ts'
import { tellOfStrayCharge } from './late-money.ts'
import type { StoredContract } from './stored.ts'

/** A charge of the open term that was committed as `started` and is to be made. */
export interface BegunCharge {
  contract: StoredContract
  payment: OpenPayment
  gateway: CardGateway
  /** As it was when the charge was begun, where that was read. */
  schedule?: Schedule
}

/** How a charge ended, as whoever asked for it is told. */
export type ChargeEnd =
  | { kind: 'paid' }
  | { kind: 'declined'; failure: Failure }
  /** It is being found out. */
  | { kind: 'unknown' }
  /** The gateway could not be asked; it is tried again by itself. */
  | { kind: 'not_made'; reason: string }

/** What a contract's card is charged by at this gateway, sealed; null without a card that can be charged there. */
export function chargeableCard(
  { secrets }: Pick<ContractsContext, 'secrets'>,
  gateway: CardGateway,
  { savedCard }: Pick<StoredContract, 'savedCard'>,
): string | null {
  if (savedCard === null || savedCard.gateway !== gateway.name) return null
  return secrets.open(savedCard.sealedReference) === null ? null : savedCard.sealedReference
}

/**
 * Begins to charge the open terms of locked contracts, each with a chargeable card. Commit, then `makeCharge`. Nothing comes
 * due while a charge is on its way: the payment is the truth then. A term that is under way already is not begun again.
 */
export async function beginCharges(
  tx: Tx,
  context: ContractsContext,
  gateway: CardGateway,
  contracts: readonly StoredContract[],
  request?: RenewalTries['request'],
): Promise<BegunCharge[]> {
  if (contracts.length === 0) return []
  const chargeTimeoutMs = context.chargeTimeoutMs ?? CHARGE_TIMEOUT_MS
  const tries = { gateway: gateway.name, chargeTimeoutMs, now: context.clock.now(), ...(request ? { request } : {}) }
  const payments = await startRenewalPayments(tx, contracts.map(tryOf), tries)
  await tx
    .updateTable('contracts')
    .set({ dueOn: null, leaseUntil: null })
    .where(
      'id',
      'in',
      contracts.map(({ id }) => id),
    )
    .execute()
  const byId = new Map(contracts.map((contract) => [contract.id, contract]))
  return payments.flatMap((payment) => {
    const contract = byId.get(payment.contractId ?? '')
    return contract ? [{ contract, payment, gateway }] : []
  })
}

function tryOf({
  id,
  number,
  applicationId,
  customer,
  termNo,
  priceYen,
  savedCard,
}: StoredContract): NewRenewalPayment {
  if (savedCard === null) throw new Error(`contract ${number} has no card`)
  const { sealedReference, brand, last4 } = savedCard
  return {
    ...{ contractId: id, contractNumber: number, applicationId, customerId: customer.id, termNo: termNo + 1 },
    ...{ amount: yen(priceYen), savedCard: sealedReference, card: { brand, last4 } },
  }
}

/** Asks the gateway to make a begun charge, and writes what that means. */
export async function makeCharge(context: ContractsContext, begun: BegunCharge): Promise<ChargeEnd> {
  const { contract, payment } = begun
  const step = afterCharge(await callGateway(context, begun), 'absent')
  if (step.state === 'unknown') {
    context.log.warn({ orderId: payment.orderId, reason: step.reason }, 'outcome of a charge not known yet')
    await noteUnknown(context.db, payment.id, step.actionUrl)
    context.doorbell.ring(SETTLE_TOPIC)
    return { kind: 'unknown' }
  }
  const ours = await finishRenewal(context, payment, step, begun.schedule)
  // Nobody waits any more for a call that came after its try was taken back; the next try has its order id.
  if (!ours && step.state === 'succeeded' && !(await isOrderKnown(context.db, payment.orderId)))
    await transact(context.db, context.doorbell, (tx) => tellOfStrayCharge(tx, contract, payment))
  return endOf(step)
}

function callGateway({ secrets, baseUrl }: ContractsContext, { contract, payment, gateway }: BegunCharge) {
  const reference = secrets.open(payment.savedCard ?? '')
  if (reference === null) throw new Error(`the card of contract ${contract.number} cannot be opened`)
  return gateway.charge({
    orderId: payment.orderId,
    amount: yen(payment.amountYen),
    description: contract.product.name,
    payer: { kind: 'saved_card', reference },
    returnUrl: `${baseUrl}/mypage`,
  })
}

function endOf(step: Extract<Step, { state: 'succeeded' | 'declined' }>): ChargeEnd {
  if (step.state === 'succeeded') return { kind: 'paid' }
  if (wasNotMade(step.failure)) return { kind: 'not_made', reason: step.failure.message }
  return { kind: 'declined', failure: step.failure }
}
